import type { EventDoc } from "../db/types";
import type { EventView } from "./schema";

export function toEventView(doc: EventDoc): EventView {
  return {
    id: doc._id.toHexString(),
    type: doc.type,
    createdAt: doc.createdAt.toISOString(),
    actor: { type: doc.actor.type, id: doc.actor.id?.toHexString() ?? null, name: doc.actor.name },
    account: doc.account.toHexString(),
    subject: { type: doc.subject.type, id: doc.subject.id.toHexString() },
    detail: doc.detail ?? {},
    ip: doc.ip,
  };
}
