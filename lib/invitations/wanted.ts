import { accounts } from "../db/client";
import type { AccountDoc } from "../db/types";
import type { EmailAddress } from "../email";
import { AppError } from "../errors";
import { findStop, whyStopped } from "../mail/suppressions";

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
  const above = stop.account.equals(scope._id)
    ? null
    : await accounts().findOne({ _id: stop.account }, { projection: { name: 1 } });
  const where = above ? `Mail from ${above.name} and all accounts below it to ${email}` : `Mail to ${email}`;
  throw new AppError(
    "mail_suppressed",
    `${where} is stopped, because ${whyStopped(stop)}. Correct the address, or insist with "force": true.`,
    { extra: { email, reason: stop.reason } },
  );
}
