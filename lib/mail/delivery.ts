import { now } from "../clock";
import { invitations } from "../db/client";
import type { DeliveryStatus, MailDoc } from "../db/types";

/** What the outbox can say about an invitation's mail; providers' events add to it later. */
type Outcome = Extract<DeliveryStatus, "sending" | "sent" | "failed" | "unknown">;

/** Within one send a delivery only moves forward: which states each may follow. What was unknown may still be learnt. */
const AFTER: Record<Outcome, DeliveryStatus[]> = {
  sending: ["queued"],
  sent: ["queued", "sending", "unknown"],
  failed: ["queued", "sending", "unknown"],
  unknown: ["queued", "sending"],
};

const TIMELINE = 100;

/**
 * Tells the invitation what became of its mail. The filter makes a late word about an earlier send, or one that would lead
 * backwards, change nothing.
 */
export async function recordDelivery(
  mail: Pick<MailDoc, "invitation" | "send">,
  status: Outcome,
  details: { transport: string; messageId?: string | null; error?: string | null },
): Promise<void> {
  if (!mail.invitation || mail.send === null) return;
  const at = now();
  const { transport, messageId, error = null } = details;
  await invitations().updateOne(
    { _id: mail.invitation, sends: mail.send, "delivery.status": { $in: AFTER[status] } },
    {
      $set: {
        delivery: { status, transport, ...(messageId ? { messageId } : {}), error, at },
        updatedAt: at,
      },
      ...(status === "sending"
        ? {}
        : { $push: { timeline: { $each: [{ at, event: status, detail: error ?? transport }], $slice: -TIMELINE } } }),
    },
  );
}

/** A mail that waits and why, where it waits: the state stays, only the words change. */
export async function recordWaiting(mail: Pick<MailDoc, "invitation" | "send">, error: string): Promise<void> {
  if (!mail.invitation || mail.send === null) return;
  await invitations().updateOne(
    { _id: mail.invitation, sends: mail.send, "delivery.status": { $in: ["queued", "sending"] } },
    { $set: { "delivery.error": error, "delivery.at": now() } },
  );
}
