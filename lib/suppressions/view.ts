import type { SuppressionDoc } from "../db/types";
import type { SuppressionView } from "./schema";

export function toSuppressionView(doc: SuppressionDoc): SuppressionView {
  return {
    id: doc._id.toHexString(),
    email: doc.email,
    reason: doc.reason,
    detail: doc.detail,
    invitation: doc.invitation?.toHexString() ?? null,
    createdAt: doc.createdAt.toISOString(),
  };
}
