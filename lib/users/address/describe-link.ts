import type { ObjectId } from "mongodb";
import { verifyAddress } from "../../auth/address-token";
import { now } from "../../clock";
import { accounts, users } from "../../db/client";
import type { AddressAct, PendingEmail, UserDoc } from "../../db/types";
import { fullName } from "../../text";

/** What a link about a change of address would do, for the page that asks before it is done. */
export interface AddressLink {
  /** `used` is also a link that a later request, a stop or a new password has made worthless. */
  state: "valid" | "used" | "expired" | "invalid";
  act: AddressAct | null;
  newEmail: string | null;
  /** Only for links that were mailed to the old mailbox: the new one may be a stranger's. */
  oldEmail: string | null;
  /** The person whose address it is; empty where no name is known. */
  name: string;
  /** Who asked for the change; null for the person, and where that is no longer known. */
  byName: string | null;
  accountName: string | null;
  /** The person's language. */
  locale: string | null;
  /** What the change waits for beside this link: the new mailbox, or the old one. */
  needs: "confirm" | "consent" | null;
}

const NOTHING: AddressLink = {
  state: "invalid",
  act: null,
  newEmail: null,
  oldEmail: null,
  name: "",
  byName: null,
  accountName: null,
  locale: null,
  needs: null,
};

/** Whether a pending change still waits for this. */
export function waitsFor(pending: PendingEmail, act: AddressAct): boolean {
  if (act === "confirm") return pending.confirmedAt === null;
  if (act === "consent") return pending.consentNeeded && pending.consentedAt === null;
  return act === "stop";
}

/** What stands behind the token of a link about a change of address. Changes nothing, however often it is asked. */
export async function describeAddressLink(token: string): Promise<AddressLink> {
  const verified = await verifyAddress(token);
  if (!verified) return NOTHING;
  const { act } = verified;
  const user = await users().findOne({ _id: verified.user });
  if (!user) return { ...NOTHING, state: "used", act };
  const known = { ...NOTHING, act, name: fullName(user), locale: user.locale };
  if (act === "undo") {
    return ofUndo(known, user, verified.change);
  }
  const { pendingEmail: pending } = user;
  if (!pending?.id.equals(verified.change) || !waitsFor(pending, act)) return { ...known, state: "used" };
  return ofPending(known, act, user, pending);
}

function ofUndo(known: AddressLink, user: UserDoc, change: ObjectId): AddressLink {
  const all = user.formerEmails ?? [];
  const index = all.findIndex((one) => one.change.equals(change));
  const former = all[index];
  if (!former) return { ...known, state: "used" };
  // What came after that change is not for this mailbox to know.
  const newEmail = all[index + 1]?.email ?? user.email;
  return { ...known, state: former.until > now() ? "valid" : "expired", newEmail, oldEmail: former.email };
}

async function ofPending(
  known: AddressLink,
  act: AddressAct,
  user: UserDoc,
  pending: PendingEmail,
): Promise<AddressLink> {
  const account = await accounts().findOne({ _id: pending.account }, { projection: { name: 1 } });
  const others = (["confirm", "consent"] as const).filter((other) => other !== act && waitsFor(pending, other));
  return {
    ...known,
    state: pending.expiresAt > now() ? "valid" : "expired",
    newEmail: pending.email,
    oldEmail: act === "confirm" ? null : user.email,
    byName: pending.consentNeeded ? pending.requestedBy.name : null,
    accountName: account?.name ?? null,
    needs: act === "stop" ? null : (others[0] ?? null),
  };
}
