import { mails } from "../db/client";
import type { MailDoc } from "../db/types";
import { LEASE_MS } from "./backoff";
import type { Claimed } from "./claim";

/**
 * Who works at which mail. All times are the database's own ($$NOW), so that copies whose clocks differ agree; every write
 * after the claim names the claim and the fence it was given, so that a worker that was thought lost changes nothing.
 *
 *     queued ──claim──▶ queued, leased ──begin──▶ sending ──settle──▶ sent | failed | unknown | suppressed | queued again
 *
 * A mail that is only leased has not left: when its lease runs out it is simply claimed again. One that is `sending` may
 * have left; what becomes of it when its lease runs out depends on the transport.
 */

export type Frozen = NonNullable<MailDoc["frozen"]>;

/** The mail is still this claim's, and nothing was said of it that this claim does not know. */
export function heldBy({ _id, lease }: Pick<Claimed, "_id" | "lease">) {
  return { _id, "lease.by": lease.by, "lease.fence": lease.fence };
}

/**
 * From here on these mails may leave.
 * @returns those that may: the others were taken back, or another worker has them
 */
export async function beginSending<T extends { mail: Claimed; frozen: Frozen }>(group: readonly T[]): Promise<T[]> {
  const { modifiedCount } = await mails().bulkWrite(
    group.map(({ mail, frozen }) => ({
      updateOne: {
        filter: { ...heldBy(mail), status: "queued" },
        update: [
          {
            $set: {
              status: "sending",
              frozen: { $literal: frozen },
              transport: { $literal: frozen.transport },
              "lease.until": { $add: ["$$NOW", LEASE_MS] },
            },
          },
        ],
      },
    })),
    { ordered: false },
  );
  if (modifiedCount === group.length) return [...group];
  const begun = await mails()
    .find({ $or: group.map(({ mail }) => heldBy(mail)), status: "sending" }, { projection: { _id: 1 } })
    .toArray();
  const ids = new Set(begun.map(({ _id }) => _id.toHexString()));
  return group.filter(({ mail }) => ids.has(mail._id.toHexString()));
}

/** Mails that were on their way by themselves, in no provider's request, when their worker was lost. */
export async function lostMails(): Promise<Claimed[]> {
  const found = await mails()
    .find({ status: "sending", lease: { $ne: null }, $expr: { $lt: ["$lease.until", "$$NOW"] } })
    .limit(100)
    .toArray();
  return found.flatMap((mail) => (mail.lease ? [{ ...mail, lease: mail.lease, waitedFrom: mail.notBefore }] : []));
}
