import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { type Access, assertActive, authorize, type Permission } from "../auth/permissions";
import type { BatchDoc } from "../db/batch-types";
import { batches } from "../db/client";
import { notFound } from "../errors";

/** Who may look at a list, and who may change one: whoever may invite its people one by one. */

/** What starting a list of the type needs. */
export function permissionFor(type: BatchDoc["type"]): Permission {
  return type === "business" ? "accounts:create" : "invitations:create";
}

/**
 * A list and the access to its account; a missing one and one of another tenant answer alike.
 * @param purpose `change` is refused while the account is not active (409 `account_not_active`); `stop` is not, because
 * what ends something may always end
 */
export async function reachBatch(
  actor: Actor,
  id: ObjectId,
  purpose: "read" | "change" | "stop",
): Promise<{ batch: BatchDoc; access: Access }> {
  const batch = await batches().findOne({ _id: id });
  if (!batch) throw notFound();
  const access = await authorize(
    actor,
    batch.account,
    purpose === "read" ? "invitations:read" : permissionFor(batch.type),
  );
  if (purpose === "change") assertActive(access);
  return { batch, access };
}
