import type { Actor } from "../auth/actor";
import { newAddressClaims } from "../auth/address-token";
import { newClaims } from "../auth/invite-token";
import { newResetClaims } from "../auth/mail-token";
import { now, wholeSeconds } from "../clock";
import { newId, randomId } from "../db/ids";
import type { AccountDoc, AddressAct, MailKind } from "../db/types";
import { env } from "../env";
import { type MailInput, rootOf } from "../mail/queue";

/** People and a business that do not exist, for letters that nobody is meant by. */

const INVITEE = { name: "Ana Lima", email: "ana@example.com" };
const INVITER = { name: "Rui Costa", email: "rui@example.com" };
const BUSINESS = "Lima Bakery";

const DAY = 24 * 3_600_000;

/** What a letter of this kind would say, made up; the account and whoever asks keep their names. */
export function sampleMail(
  actor: Actor,
  account: AccountDoc,
  kind: MailKind,
  locale: string,
): Omit<MailInput, "account"> {
  const inviter = actor.type === "user" ? actor.name : INVITER.name;
  const opens = kind === "invite-business";
  return {
    kind,
    tenant: rootOf(account),
    to: { email: INVITEE.email, name: INVITEE.name },
    locale,
    data: {
      type: opens ? "business" : "user",
      accountName: opens ? BUSINESS : account.name,
      parentName: opens ? account.name : null,
      inviterName: inviter,
      inviteeName: INVITEE.name,
      inviteeEmail: INVITEE.email,
      byName: inviter,
      newEmail: "ana.lima@example.com",
      oldEmail: INVITEE.email,
      count: "12",
      batchName: BUSINESS,
      total: "250",
      invited: "240",
      skipped: "8",
      failed: "2",
    },
    ...(kind === "invitations-expired" ? { list: [INVITEE, INVITER] } : {}),
  };
}

const ACTS: Partial<Record<MailKind, AddressAct[]>> = {
  "address-confirm": ["confirm"],
  "address-consent": ["consent", "stop"],
  "address-changing": ["stop"],
  "address-changed": ["undo"],
};

/**
 * What a letter's links are signed from, for one that is looked at and never sent: invitation, person and change are of
 * nobody, so that the links open nothing.
 */
export function sampleClaims(kind: MailKind): Pick<MailInput, "invitation" | "batch" | "claims" | "reset" | "address"> {
  const issuedAt = wholeSeconds(now());
  const expiresAt = new Date(issuedAt.getTime() + env().inviteTtlDays * DAY);
  const acts = ACTS[kind];
  return {
    invitation: newId(),
    batch: newId(),
    claims: kind.startsWith("invite-") ? newClaims(newId(), 1, "mail", issuedAt, expiresAt) : null,
    reset: kind === "password-reset" ? newResetClaims(randomId(), issuedAt, expiresAt, null) : null,
    address: acts ? newAddressClaims(randomId(), newId(), acts, issuedAt, expiresAt) : null,
  };
}
