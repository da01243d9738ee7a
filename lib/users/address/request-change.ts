import type { ClientSession } from "mongodb";
import { type Actor, actorRef } from "../../auth/actor";
import { newAddressClaims } from "../../auth/address-token";
import { now, wholeSeconds } from "../../clock";
import { accounts } from "../../db/client";
import { newId } from "../../db/ids";
import type { AccountDoc, AddressAct, MailKind, PendingEmail, UserDoc } from "../../db/types";
import type { EmailAddress } from "../../email";
import { AppError } from "../../errors";
import { cancelAddressMails, queueMail } from "../../mail/queue";
import { fullName } from "../../text";

/** A new address changes nothing by itself: it waits on the user's record for its mailboxes. */

export const ADDRESS_LINK_MS = 72 * 3_600_000;
const MOST_FORMER = 20;

/** Each address given up can be taken back for 72 hours; somebody who gives up ever more of them has to wait. @throws AppError 429 */
export function assertRoomForFormer({ formerEmails = [] }: UserDoc): void {
  const ends = formerEmails
    .map(({ until }) => until.getTime() - now().getTime())
    .filter((left) => left > 0)
    .sort((a, b) => a - b);
  const wait = ends[ends.length - MOST_FORMER];
  if (wait === undefined) return;
  throw new AppError(
    "rate_limited",
    `This address was changed ${ends.length} times in three days. Wait before the next change.`,
    {
      retryAfter: Math.ceil(wait / 1000),
    },
  );
}

/** Who asked, as mails and pages name them: a key goes by its account. */
async function requesterOf(actor: Actor): Promise<PendingEmail["requestedBy"]> {
  const ref = actorRef(actor);
  if (actor.type !== "api_key") return ref;
  const account = await accounts().findOne({ _id: actor.account }, { projection: { name: 1 } });
  return { ...ref, name: account?.name ?? ref.name };
}

/** The change as it will lie on the user's record. A later one has another id, which ends the links of this one. */
export async function newChange(
  actor: Actor,
  { email, emailKey }: EmailAddress,
  { account, inPerson }: { account: AccountDoc; inPerson: boolean },
): Promise<PendingEmail> {
  const at = now();
  return {
    id: newId(),
    email,
    emailKey,
    account: account._id,
    requestedBy: await requesterOf(actor),
    requestedAt: at,
    expiresAt: wholeSeconds(new Date(at.getTime() + ADDRESS_LINK_MS)),
    consentNeeded: !inPerson,
    consentedAt: null,
    confirmedAt: null,
  };
}

/** Takes back what still waits to be mailed about a change that is no longer pending. */
export async function cancelChangeMails(
  session: ClientSession,
  user: Pick<UserDoc, "_id">,
  change: PendingEmail | undefined,
): Promise<void> {
  if (change) await cancelAddressMails(session, user._id, change.id);
}

/**
 * Tells both mailboxes: the new one confirms; the old one is told, and can stop it; or, where somebody else asks, is asked
 * to agree.
 * @param home the account whose look the mails wear
 */
export async function mailChange(
  session: ClientSession,
  user: UserDoc,
  change: PendingEmail,
  { home, account }: { home: AccountDoc; account: AccountDoc },
): Promise<void> {
  const name = fullName(user);
  const common = {
    accountName: account.name,
    inviteeName: name || null,
    byName: change.consentNeeded ? change.requestedBy.name : null,
    newEmail: change.email,
    timezone: user.timezone,
  };
  const send = (kind: MailKind, email: string, acts: AddressAct[], oldEmail?: string) =>
    queueMail(session, {
      kind,
      account: home._id,
      to: { email, name },
      locale: user.locale ?? home.profile.locale ?? "en",
      data: { ...common, ...(oldEmail === undefined ? {} : { oldEmail }) },
      address: newAddressClaims(user._id, change.id, acts, change.requestedAt, change.expiresAt),
    });
  await send("address-confirm", change.email, ["confirm"]);
  if (change.consentNeeded) await send("address-consent", user.email, ["consent", "stop"], user.email);
  else await send("address-changing", user.email, ["stop"], user.email);
}
