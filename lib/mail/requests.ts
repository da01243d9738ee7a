import { ObjectId } from "mongodb";
import { mailRequests, mails, transact } from "../db/client";
import type { MailDoc, MailRequestDoc } from "../db/types";
import { LEASE_MS } from "./backoff";
import { recordDeliveries } from "./delivery";
import { heldBy } from "./lease";
import type { Ready } from "./prepare";
import { newsOf, type Outcome, persist } from "./settle";
import type { BatchTransport, Transport } from "./transports/transport";

/**
 * Calls to a provider. A request is composed once, in one transaction with its mails; from then on they share its fate,
 * and every change of it is one transaction, too. Its id is the idempotency key, so an attempt that may have been taken is
 * repeated whole, with the same mails in the same order, and never in another shape.
 *
 *     open, leased ──answer──▶ done: each mail sent, failed or unknown
 *                  ──not taken──▶ open, waiting          (same key, same bodies)
 *                  ──in doubt───▶ open, waiting, doubtful  (where the provider knows the key again), else done, unknown
 *                  ──refused as a whole──▶ done, and two new ones of half the mails
 */

export type Held = MailRequestDoc & { lease: NonNullable<MailRequestDoc["lease"]> };

/**
 * From here on these mails may leave, together. Those taken back meanwhile are left out.
 * @returns null where none is left
 */
export async function composeRequest(
  by: string,
  group: readonly Ready[],
  transport: BatchTransport,
): Promise<{ request: Held; ready: Ready[] } | null> {
  const _id = new ObjectId();
  return transact(async (session) => {
    const { modifiedCount } = await mails().bulkWrite(
      group.map(({ mail, frozen }) => ({
        updateOne: {
          filter: { ...heldBy(mail), status: "queued" },
          update: { $set: { status: "sending", request: _id, frozen, transport: transport.name, lease: null } },
        },
      })),
      { ordered: false, session },
    );
    let ready = [...group];
    if (modifiedCount < group.length) {
      const begun = await mails()
        .find({ _id: { $in: group.map(({ mail }) => mail._id) }, request: _id }, { session, projection: { _id: 1 } })
        .toArray();
      const ids = new Set(begun.map(({ _id: id }) => id.toHexString()));
      ready = group.filter(({ mail }) => ids.has(mail._id.toHexString()));
    }
    if (ready.length === 0) return null;
    const until = { $add: ["$$NOW", LEASE_MS] };
    const request = await mailRequests().findOneAndUpdate(
      { _id },
      [
        {
          $set: {
            transport: transport.name,
            mails: ready.map(({ mail }) => mail._id),
            status: "open",
            priority: Math.min(...ready.map(({ mail }) => mail.priority)),
            attempts: 1,
            notBefore: until,
            lease: { by: { $literal: by }, until, fence: 1 },
            doubtful: false,
            doubtfulSince: null,
            error: null,
            createdAt: "$$NOW",
          },
        },
      ],
      { upsert: true, returnDocument: "after", session },
    );
    if (!request?.lease) throw new Error("A request could not be written");
    return { request: { ...request, lease: request.lease }, ready };
  });
}

const DUE = { status: "open", $expr: { $lte: ["$notBefore", "$$NOW"] } } as const;

export async function isRequestDue(transport: string): Promise<boolean> {
  return (await mailRequests().findOne({ ...DUE, transport }, { projection: { _id: 1 } })) !== null;
}

/**
 * The request that has waited longest for its next attempt. One that is still leased was being tried when its worker was
 * lost, so it may have been taken.
 */
export async function claimRequest(by: string, transport: string): Promise<Held | null> {
  const until = { $add: ["$$NOW", LEASE_MS] };
  const attempts = { $add: ["$attempts", 1] };
  const lost = { $ne: ["$lease", null] };
  const request = await mailRequests().findOneAndUpdate(
    { ...DUE, transport },
    [
      {
        $set: {
          doubtful: { $or: ["$doubtful", lost] },
          doubtfulSince: {
            $ifNull: ["$doubtfulSince", { $cond: [lost, { $subtract: ["$lease.until", LEASE_MS] }, null] }],
          },
          attempts,
          notBefore: until,
          lease: { by: { $literal: by }, until, fence: attempts },
        },
      },
    ],
    { sort: { notBefore: 1 }, returnDocument: "after" },
  );
  return request?.lease ? { ...request, lease: request.lease } : null;
}

/** When its present attempt began, by the database's clock. */
export const begunAt = ({ lease }: Held) => new Date(lease.until.getTime() - LEASE_MS);

/** The request's mails in its order. */
export async function mailsOf({ mails: ids }: Pick<MailRequestDoc, "mails">): Promise<MailDoc[]> {
  const found = await mails()
    .find({ _id: { $in: ids } })
    .toArray();
  const known = new Map(found.map((mail) => [mail._id.toHexString(), mail]));
  return ids.flatMap((id) => known.get(id.toHexString()) ?? []);
}

const heldRequest = ({ _id, lease }: Held) => ({
  _id,
  status: "open" as const,
  "lease.by": lease.by,
  "lease.fence": lease.fence,
});

const DONE = { $set: { status: "done" as const, lease: null, doneAt: "$$NOW" } };

/** Its answer: what became of each of its mails. */
export async function finishRequest(
  request: Held,
  outcomes: readonly { mail: MailDoc; outcome: Outcome }[],
): Promise<void> {
  const { transport } = request;
  await persist(() =>
    transact(async (session) => {
      const { modifiedCount } = await mailRequests().updateOne(heldRequest(request), [DONE], { session });
      if (modifiedCount === 0) return;
      await mails().bulkWrite(
        outcomes.map(({ mail: { _id }, outcome }) => ({
          updateOne: { filter: { _id, request: request._id, status: "sending" }, update: [{ $set: ending(outcome) }] },
        })),
        { ordered: false, session },
      );
      await recordDeliveries(
        outcomes.map((each) => newsOf({ ...each, transport })),
        session,
      );
    }),
  );
}

function ending(outcome: Outcome) {
  if (outcome.status === "sent") {
    return { status: outcome.status, error: null, sentAt: "$$NOW", messageId: { $literal: outcome.messageId } };
  }
  const { status } = outcome;
  if (status !== "queued") return { status, error: { $literal: outcome.error } };
  // Certainly not taken, and its composition is given up: the next one is a new call.
  const notBefore = { $add: ["$$NOW", Math.ceil(outcome.wait)] };
  return { status, error: { $literal: outcome.error }, request: "$$REMOVE", notBefore };
}

/** Not taken, or perhaps: the same call again later. */
export async function postponeRequest(
  request: Held,
  all: readonly MailDoc[],
  { wait, error, doubtful }: { wait: number; error: string; doubtful: boolean },
): Promise<void> {
  const { _id, transport, attempts } = request;
  const since = doubtful && !request.doubtfulSince ? { doubtful: true, doubtfulSince: begunAt(request) } : {};
  await persist(() =>
    transact(async (session) => {
      const { modifiedCount } = await mailRequests().updateOne(
        heldRequest(request),
        [
          {
            $set: {
              ...since,
              lease: null,
              error: { $literal: error },
              notBefore: { $add: ["$$NOW", Math.ceil(wait)] },
            },
          },
        ],
        { session },
      );
      if (modifiedCount === 0) return;
      await mails().updateMany(
        { request: _id, _id: { $in: request.mails } },
        { $set: { error, attempts } },
        { session },
      );
      await recordDeliveries(
        all.map((mail) => ({ mail, transport, status: "queued" as const, error })),
        session,
      );
    }),
  );
}

/** Refused as a whole, so nothing of it was taken: each half is a new call, and the one to blame is found by and by. */
export async function splitRequest(request: Held, error: string): Promise<void> {
  const { mails: ids, transport, priority, createdAt } = request;
  const middle = Math.ceil(ids.length / 2);
  const halves = [ids.slice(0, middle), ids.slice(middle)].map((half) => ({ _id: new ObjectId(), half }));
  await persist(() =>
    transact(async (session) => {
      const { modifiedCount } = await mailRequests().updateOne(heldRequest(request), [DONE], { session });
      if (modifiedCount === 0) return;
      for (const { _id, half } of halves) {
        await mailRequests().updateOne(
          { _id },
          [
            {
              $set: {
                ...{ transport, mails: half, status: "open", priority, attempts: 0, notBefore: "$$NOW", lease: null },
                ...{ doubtful: false, doubtfulSince: null, error: { $literal: error }, createdAt },
              },
            },
          ],
          { upsert: true, session },
        );
        await mails().updateMany({ _id: { $in: half }, request: request._id }, { $set: { request: _id } }, { session });
      }
    }),
  );
}

/**
 * Requests to a provider that the settings do not name any more. What it certainly did not take leaves another way; what
 * it may have taken is unknown.
 */
export async function settleForeignRequests(transport: Transport): Promise<void> {
  const found = await mailRequests()
    .find({ status: "open", transport: { $ne: transport.name } })
    .limit(20)
    .toArray();
  for (const { _id, transport: name } of found) {
    const request = await takeForeign(_id, name);
    if (!request) continue;
    const outcome: Outcome = request.doubtful
      ? { status: "unknown", error: CHANGED }
      : { status: "queued", wait: 0, error: null };
    await finishRequest(
      request,
      (await mailsOf(request)).map((mail) => ({ mail, outcome })),
    );
  }
}

const CHANGED =
  "It may have been taken before the mail settings changed, and cannot be asked about any more. It is not sent again by itself.";

/** Null while a worker that still uses the other provider is at it. */
async function takeForeign(_id: ObjectId, transport: string): Promise<Held | null> {
  const until = { $add: ["$$NOW", LEASE_MS] };
  const request = await mailRequests().findOneAndUpdate(
    {
      ...{ _id, status: "open", transport },
      $expr: { $or: [{ $eq: ["$lease", null] }, { $lt: ["$lease.until", "$$NOW"] }] },
    },
    [
      {
        $set: {
          doubtful: { $or: ["$doubtful", { $ne: ["$lease", null] }] },
          lease: { by: "change of transport", until, fence: { $add: ["$attempts", 1] } },
          notBefore: until,
        },
      },
    ],
    { returnDocument: "after" },
  );
  return request?.lease ? { ...request, lease: request.lease } : null;
}
