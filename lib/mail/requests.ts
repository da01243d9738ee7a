import { ObjectId } from "mongodb";
import { mailRequests, mails, transact } from "../db/client";
import type { MailDoc, MailRequestDoc } from "../db/types";
import { LEASE_MS } from "./backoff";
import { recordDeliveries } from "./delivery";
import { beginning } from "./lease";
import { noteOutcomes } from "./list-news";
import type { Ready } from "./prepare";
import { changeOf, newsOf, type Outcome, persist, Stray, writeTogether } from "./settle";
import type { BatchTransport } from "./transports/transport";

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
 * From here on these mails may leave, each group in a call of its own. Those taken back meanwhile are left out.
 * @returns the calls that came of it: none for a group of which nothing is left
 */
export async function composeRequests(
  by: string,
  groups: readonly (readonly Ready[])[],
  transport: BatchTransport,
): Promise<{ request: Held; ready: Ready[] }[]> {
  const drafts = groups.map((group) => ({ _id: new ObjectId(), group }));
  return transact(async (session) => {
    const { modifiedCount } = await mails().bulkWrite(
      drafts.flatMap(({ _id, group }) => beginning(group, { request: _id, lease: null })),
      { ordered: false, session },
    );
    const all = drafts.flatMap(({ group }) => group.map(({ mail }) => mail._id));
    const requests = drafts.map(({ _id }) => _id);
    const begun =
      modifiedCount < all.length
        ? await mails()
            .find({ _id: { $in: all }, request: { $in: requests } }, { session, projection: { _id: 1 } })
            .toArray()
        : all.map((_id) => ({ _id }));
    const ids = new Set(begun.map(({ _id }) => _id.toHexString()));
    const composed = drafts
      .map(({ _id, group }) => ({ _id, ready: group.filter(({ mail }) => ids.has(mail._id.toHexString())) }))
      .filter(({ ready }) => ready.length > 0);
    if (composed.length === 0) return [];
    await mailRequests().bulkWrite(
      composed.map(({ _id, ready }) => ({
        updateOne: { filter: { _id }, update: [{ $set: firstState(by, ready, transport.name) }], upsert: true },
      })),
      { ordered: false, session },
    );
    const docs = await mailRequests()
      .find({ _id: { $in: requests } }, { session })
      .toArray();
    return composed.flatMap(({ _id, ready }) => {
      const doc = docs.find((each) => each._id.equals(_id));
      return doc?.lease ? [{ request: { ...doc, lease: doc.lease }, ready }] : [];
    });
  });
}

function firstState(by: string, ready: readonly Ready[], transport: string) {
  const until = { $add: ["$$NOW", LEASE_MS] };
  return {
    transport,
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
  };
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

const DONE = { $set: { status: "done" as const, lease: null }, $currentDate: { doneAt: true as const } };

export interface Answered {
  request: Held;
  outcomes: readonly { mail: MailDoc; outcome: Outcome }[];
}

/** A call's answer: what became of each of its mails. */
export function finishRequest(request: Held, outcomes: Answered["outcomes"]): Promise<void> {
  return finishRequests([{ request, outcomes }]);
}

/** The answers of several, together. One that is another worker's by now changes nothing. */
export async function finishRequests(answered: readonly Answered[]): Promise<void> {
  await writeTogether(answered, finishTogether);
  noteOutcomes(answered.flatMap(({ outcomes }) => outcomes.map(({ mail }) => mail)));
}

async function finishTogether(answered: readonly Answered[]): Promise<void> {
  await transact(async (session) => {
    const { modifiedCount } = await mailRequests().bulkWrite(
      answered.map(({ request }) => ({ updateOne: { filter: heldRequest(request), update: DONE } })),
      { ordered: false, session },
    );
    if (modifiedCount < answered.length) {
      if (answered.length > 1) throw new Stray("A call of several is another worker's");
      return;
    }
    const all = answered.flatMap(({ request, outcomes }) => outcomes.map((each) => ({ request, ...each })));
    await mails().bulkWrite(
      all.map(({ request, mail, outcome }) => ({
        updateOne: {
          filter: { _id: mail._id, request: request._id, status: "sending" },
          hint: { _id: 1 },
          update: changeOf(outcome, undefined),
        },
      })),
      { ordered: false, session },
    );
    await recordDeliveries(
      all.map(({ request: { transport }, ...each }) => newsOf({ ...each, transport })),
      session,
    );
  });
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
      const { modifiedCount } = await mailRequests().updateOne(heldRequest(request), DONE, { session });
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
