import type { AnyBulkWriteOperation, Document } from "mongodb";
import { mails } from "../db/client";
import type { MailDoc } from "../db/types";
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
  const { modifiedCount } = await mails().bulkWrite(beginning(group, {}), { ordered: false });
  if (modifiedCount === group.length) return [...group];
  const begun = await mails()
    .find({ $or: group.map(({ mail }) => heldBy(mail)), status: "sending" }, { projection: { _id: 1 } })
    .toArray();
  const ids = new Set(begun.map(({ _id }) => _id.toHexString()));
  return group.filter(({ mail }) => ids.has(mail._id.toHexString()));
}

/**
 * The writes that turn leased mails to `sending`. What is frozen is the same for most mails of a claim but for their own
 * id in the Message-ID, so one write does for all of those.
 */
export function beginning<T extends { mail: Claimed; frozen: Frozen }>(
  group: readonly T[],
  more: Document,
): AnyBulkWriteOperation<MailDoc>[] {
  const alike = new Map<string, T[]>();
  for (const each of group) {
    const key = JSON.stringify([each.mail.lease.by, { ...each.frozen, messageId: tailOf(each) }]);
    const found = alike.get(key);
    if (found) found.push(each);
    else alike.set(key, [each]);
  }
  return [...alike.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const { frozen, mail } = first;
    const literals = Object.fromEntries(Object.entries(frozen).map(([name, value]) => [name, { $literal: value }]));
    const messageId = { $concat: ["<", { $toString: "$_id" }, { $literal: tailOf(first) }] };
    return [
      {
        updateMany: {
          // The name of a claim is its alone, so it says as much as the fence.
          filter: { _id: { $in: some.map(({ mail: { _id } }) => _id) }, status: "queued", "lease.by": mail.lease.by },
          hint: { _id: 1 },
          update: [
            { $set: { status: "sending", transport: frozen.transport, frozen: { ...literals, messageId }, ...more } },
          ],
        },
      },
    ];
  });
}

/** A Message-ID without the mail's own id; see `freeze`. */
const tailOf = ({ mail, frozen }: { mail: Claimed; frozen: Frozen }) =>
  frozen.messageId.slice(1 + mail._id.toHexString().length);

/** Mails that were on their way by themselves, in no provider's request, when their worker was lost. */
export async function lostMails(): Promise<Claimed[]> {
  const found = await mails()
    .find({ status: "sending", lease: { $ne: null }, $expr: { $lt: ["$lease.until", "$$NOW"] } })
    .limit(100)
    .toArray();
  return found.flatMap((mail) => {
    const { lease, notBefore: waitedFrom } = mail;
    return lease ? [{ ...mail, lease, waitedFrom, claimedAt: Number.NEGATIVE_INFINITY }] : [];
  });
}
