import type { AnyBulkWriteOperation, ClientSession, ObjectId } from "mongodb";
import { now } from "../clock";
import { invitations, mails } from "../db/client";
import type { DeliveryStatus, InvitationDoc, MailDoc } from "../db/types";

/** What the outbox can say about an invitation's mail; providers' events add to it. `queued`: it waits, and why. */
export interface News {
  mail: Pick<MailDoc, "invitation" | "send">;
  status: keyof typeof AFTER;
  transport: string;
  messageId?: string | null;
  error: string | null;
}

/**
 * Within one send a delivery only moves forward: which states each may follow. An event may have come before the answer
 * to the call, so nothing here overwrites one. What was unknown may still be learnt; a mail taken back before it left got no
 * further than the queue, and says why.
 */
const AFTER = {
  queued: ["queued", "sending"],
  sending: ["queued"],
  sent: ["queued", "sending", "unknown"],
  failed: ["queued", "sending", "unknown"],
  unknown: ["queued", "sending"],
  suppressed: ["queued", "sending"],
  cancelled: ["queued", "sending"],
} as const satisfies Partial<Record<DeliveryStatus | "cancelled", DeliveryStatus[]>>;

const TIMELINE = 100;
const TAKEN_BACK = "The invitation ended before its mail left, so none was sent.";

/**
 * Tells the invitations what became of their mails. The filters make a late word about an earlier send, or one that would
 * lead backwards, change nothing.
 */
export async function recordDeliveries(news: readonly News[], session?: ClientSession): Promise<void> {
  const at = now();
  const writes = news.flatMap((each) => writeOf(each, at));
  if (writes.length > 0) await invitations().bulkWrite(writes, { ordered: false, ...(session ? { session } : {}) });
}

function writeOf(
  { mail, status, transport, messageId, error }: News,
  at: Date,
): AnyBulkWriteOperation<InvitationDoc>[] {
  if (!mail.invitation || mail.send === null) return [];
  const filter = { _id: mail.invitation, sends: mail.send, "delivery.status": { $in: [...AFTER[status]] } };
  if (status === "queued" || status === "cancelled") {
    // The state stays, only the words change.
    return error
      ? [{ updateOne: { filter, hint: { _id: 1 }, update: { $set: { "delivery.error": error, "delivery.at": at } } } }]
      : [];
  }
  const delivery = { status, transport, ...(messageId ? { messageId } : {}), error, at };
  const entry = { at, event: status, detail: error ?? transport };
  return [
    {
      updateOne: {
        filter,
        hint: { _id: 1 },
        update: {
          $set: { delivery, updatedAt: at },
          ...(status === "sending" ? {} : { $push: { timeline: { $each: [entry], $slice: -TIMELINE } } }),
        },
      },
    },
  ];
}

/**
 * An invitation that ended before its mail left: nothing is on its way to anybody. Call it once its mails were taken back.
 * @returns the invitation as it stands
 */
export async function recordTakenBack(session: ClientSession, invitation: InvitationDoc): Promise<InvitationDoc> {
  const { _id, sends } = invitation;
  const taken = await mails().findOne({ invitation: _id, send: sends, status: "cancelled" }, { session });
  if (!taken) return invitation;
  const after = await invitations().findOneAndUpdate(
    { _id, sends, "delivery.status": { $in: [...AFTER.cancelled] } },
    { $set: { "delivery.error": TAKEN_BACK, "delivery.at": now() } },
    { session, returnDocument: "after" },
  );
  return after ?? invitation;
}

/** The same of many at once, whose present send was taken back. */
export async function recordAllTakenBack(session: ClientSession, ids: readonly ObjectId[]): Promise<void> {
  if (ids.length === 0) return;
  await invitations().updateMany(
    { _id: { $in: [...ids] }, "delivery.status": { $in: [...AFTER.cancelled] } },
    { $set: { "delivery.error": TAKEN_BACK, "delivery.at": now() } },
    { session, hint: { _id: 1 } },
  );
}
