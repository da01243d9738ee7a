import type { ObjectId } from "mongodb";
import { invitations } from "../db/client";
import type { DeliveryStatus, InvitationStatus } from "../db/types";
import type { BatchView } from "./schema";

/** What became of a list's mails and people. */
export interface Figures {
  delivery: BatchView["delivery"];
  outcome: BatchView["outcome"];
}

/**
 * How a mail that stands there is counted; one that nobody asked for is in no column, and neither is one that never left
 * because its invitation ended before.
 */
const COUNTED_AS: Record<DeliveryStatus, keyof Figures["delivery"] | null> = {
  none: null,
  queued: "queued",
  sending: "queued",
  sent: "sent",
  delivered: "delivered",
  bounced: "bounced",
  failed: "failed",
  complained: "failed",
  suppressed: "failed",
  unknown: "unknown",
};

export function noFigures(): Figures {
  return {
    delivery: { queued: 0, sent: 0, delivered: 0, bounced: 0, failed: 0, unknown: 0 },
    outcome: { pending: 0, accepted: 0, declined: 0, cancelled: 0, expired: 0 },
  };
}

interface Counted {
  _id: { batch: ObjectId; delivery: DeliveryStatus; status: InvitationStatus };
  count: number;
}

/** Of several lists at once, by their ids in hex: counted from one index alone, no invitation is read for it. */
export async function figuresOf(batchIds: readonly ObjectId[]): Promise<Map<string, Figures>> {
  const figures = new Map(batchIds.map((id) => [id.toHexString(), noFigures()]));
  if (batchIds.length === 0) return figures;
  const counted = invitations().aggregate<Counted>(
    [
      { $match: { batch: { $in: [...batchIds], $type: "objectId" } } },
      {
        $group: {
          _id: { batch: "$batch", delivery: "$delivery.status", status: "$status" },
          count: { $sum: 1 },
        },
      },
    ],
    { hint: "of_batch" },
  );
  for await (const { _id, count } of counted) {
    const of = figures.get(_id.batch.toHexString());
    if (!of) continue;
    const status = _id.status === "preparing" ? "pending" : _id.status;
    const column = COUNTED_AS[_id.delivery];
    if (column && (column !== "queued" || status === "pending")) of.delivery[column] += count;
    of.outcome[status] += count;
  }
  return figures;
}
