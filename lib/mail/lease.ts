import { mails } from "../db/client";
import type { MailDoc } from "../db/types";

/**
 * Who works at which mail. All times are the database's own ($$NOW), so that copies whose clocks differ agree; every write
 * after the claim names the fence it was given, so that a worker that was thought lost changes nothing.
 *
 *     queued ──claim──▶ queued, leased ──begin──▶ sending ──finish──▶ sent | failed | unknown | queued again
 *
 * A mail that is only leased has not left: when its lease runs out it is simply claimed again. One that is `sending` may
 * have left; what becomes of it when its lease runs out depends on the transport.
 */

/** Longer than any attempt can take. */
export const LEASE_MS = 120_000;

export type Claimed = MailDoc & { lease: NonNullable<MailDoc["lease"]> };

/** The next due mail: the lowest priority number first, then the longest wait. */
export async function claimMail(by: string): Promise<Claimed | null> {
  const until = { $add: ["$$NOW", LEASE_MS] };
  const attempts = { $add: ["$attempts", 1] };
  const mail = await mails().findOneAndUpdate(
    { status: "queued", $expr: { $lte: ["$notBefore", "$$NOW"] } },
    // Moving notBefore to the lease's end hides the mail from other claims with no further condition.
    [{ $set: { attempts, notBefore: until, lease: { by: { $literal: by }, until, fence: attempts } } }],
    { sort: { priority: 1, notBefore: 1 }, returnDocument: "after" },
  );
  return mail?.lease ? { ...mail, lease: mail.lease } : null;
}

/**
 * From here on the mail may leave. Fails, and nothing leaves, when the mail was taken back or another worker has it.
 */
export async function beginSending(mail: Claimed, frozen: NonNullable<MailDoc["frozen"]>): Promise<boolean> {
  const { modifiedCount } = await mails().updateOne(
    { _id: mail._id, status: "queued", "lease.fence": mail.lease.fence },
    [
      {
        $set: {
          status: "sending",
          frozen: { $literal: frozen },
          transport: { $literal: frozen.transport },
          "lease.until": { $add: ["$$NOW", LEASE_MS] },
        },
      },
    ],
  );
  return modifiedCount === 1;
}

/** Ends the attempt for good. */
export async function finishMail(
  mail: Claimed,
  status: "sent" | "failed" | "unknown" | "cancelled",
  details: { messageId?: string; error?: string | null },
): Promise<boolean> {
  const { modifiedCount } = await mails().updateOne(
    // `unknown` because the lease ran out meanwhile, but now it is known after all.
    { _id: mail._id, status: { $in: ["queued", "sending", "unknown"] }, "lease.fence": mail.lease.fence },
    [
      {
        $set: {
          status,
          error: { $literal: details.error ?? null },
          ...(details.messageId ? { messageId: { $literal: details.messageId } } : {}),
          ...(status === "sent" ? { sentAt: "$$NOW" } : {}),
          // An open question keeps its fence, so that the one who knows the answer may still give it.
          ...(status === "unknown" ? {} : { lease: null }),
        },
      },
    ],
  );
  return modifiedCount === 1;
}

/** Lets the mail wait for another attempt. */
export async function postponeMail(mail: Claimed, milliseconds: number, error: string | null): Promise<boolean> {
  const { modifiedCount } = await mails().updateOne(
    { _id: mail._id, status: { $in: ["queued", "sending", "unknown"] }, "lease.fence": mail.lease.fence },
    [
      {
        $set: {
          status: "queued",
          lease: null,
          notBefore: { $add: ["$$NOW", Math.ceil(milliseconds)] },
          error: { $literal: error },
        },
      },
    ],
  );
  return modifiedCount === 1;
}

/** Mails that were on their way when their worker was lost. */
export async function lostMails(): Promise<Claimed[]> {
  const found = await mails()
    .find({ status: "sending", $expr: { $lt: ["$lease.until", "$$NOW"] } })
    .limit(100)
    .toArray();
  return found.flatMap((mail) => (mail.lease ? [{ ...mail, lease: mail.lease }] : []));
}
