import { accountMeant } from "../accounts/own";
import type { Actor } from "../auth/actor";
import { assertMayGrant, rankOf } from "../auth/grant";
import { type Access, assertActive, authorize } from "../auth/permissions";
import type { BatchDoc, RowDefaults } from "../db/batch-types";
import { allowedRedirect } from "../invitations/invite";
import { assertDepth } from "../invitations/offer";
import { permissionFor } from "./access";
import type { Plan } from "./plan";

/** Whether somebody may have a list of this kind run here, before a row of it is read. */

interface Wanted {
  type: BatchDoc["type"];
  accountId?: string;
}

/** @throws AppError 404, 403 `forbidden` or `account_suspended`, 409 `account_not_active`, 422 `too_deep` */
export async function admit(actor: Actor, { type, accountId }: Wanted): Promise<Access> {
  const access = await authorize(actor, accountMeant(actor, accountId), permissionFor(type));
  assertMayRun(access, type);
  return access;
}

export function assertMayRun(access: Access, type: BatchDoc["type"]): void {
  assertActive(access);
  if (type === "business") assertDepth(access.account);
}

/**
 * What the caller says of all rows, as an invitation by itself would be asked.
 * @throws AppError 403 `role_too_high`, 422 `redirect_not_allowed`
 */
export function admitDefaults(
  actor: Actor,
  access: Access,
  type: BatchDoc["type"],
  { role, locale, message, redirectUrl, expiresInDays }: RowDefaults,
): RowDefaults {
  if (role && type === "user") assertMayGrant(actor, access, role);
  const href = redirectUrl === undefined ? undefined : allowedRedirect(access, redirectUrl);
  return {
    ...(role ? { role } : {}),
    ...(locale ? { locale } : {}),
    ...(message ? { message } : {}),
    ...(href ? { redirectUrl: href } : {}),
    ...(expiresInDays ? { expiresInDays } : {}),
  };
}

export function mostRoleOf(actor: Actor, access: Access): Plan["mostRole"] {
  return rankOf(actor, access);
}
