import type { AccountDoc } from "../db/types";
import type { EmailAddress } from "../email";
import { AppError } from "../errors";
import { findStop, isStopped, reasonTold } from "../mail/suppressions";

/**
 * An address that bounced, complained or asked for no more is not written to again unless somebody insists.
 * @throws AppError 422 `mail_suppressed`
 */
export async function assertMailWanted(
  scope: Pick<AccountDoc, "_id" | "ancestors">,
  { email, emailKey }: EmailAddress,
  force: boolean | undefined,
): Promise<void> {
  if (force) return;
  const stop = await findStop(scope, emailKey);
  if (!stop) return;
  const reason = reasonTold(stop, scope._id);
  throw new AppError(
    "mail_suppressed",
    `Mail to ${email} ${isStopped(stop, scope._id)}. Correct the address, or insist with "force": true.`,
    { extra: { email, ...(reason ? { reason } : {}) } },
  );
}
