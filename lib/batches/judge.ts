import type { ClientSession } from "mongodb";
import { now } from "../clock";
import type { AccountDoc, ContactDoc, InvitationDoc } from "../db/types";
import { env } from "../env";
import { MAIL_LIMIT_SPENT, mailsLeft } from "../invitations/mail-limit";
import { contactWithoutEmail, MOST_MEMBERSHIPS } from "../invitations/offer";
import { alreadyInvited, businessTakenSentence, memberSentence, TOO_MANY_ACCOUNTS } from "../invitations/taken";
import { inviteeName } from "../invitations/view";
import { isStopped } from "../mail/suppressions";
import { nameKeyOf } from "../text";
import type { Judgement, Plan, Planned } from "./plan";
import { UNKNOWN_CONTACT } from "./row";
import { findContacts, findStanding, type KnownUser, membershipIn, type Standing } from "./standing";

/** A row, with what the contact it names says, and what would become of it. */
export interface Judged {
  planned: Planned;
  judgement: Judgement;
}

/** What earlier rows of the same list took, where the database does not know of it yet: in a check. */
export interface Taken {
  /** By id: the line that invites this contact. */
  contacts: Map<string, number>;
  /** By address: how many mails the list sends it. Only where an address can come twice. */
  mails: Map<string, number>;
}

export function nothingTaken(): Taken {
  return { contacts: new Map(), mails: new Map() };
}

type Refusal = Exclude<Judgement, { outcome: "invite" }>;

/**
 * What would become of rows if they were invited now, in their order: what the invitation of each by itself would be
 * answered, and in the same order of precedence. Judged in the caller's own tree: nothing here tells what an address is or
 * was to anybody else.
 */
export async function judgeRows(
  plan: Plan,
  rows: readonly Planned[],
  session?: ClientSession,
  taken: Taken = nothingTaken(),
): Promise<Judged[]> {
  if (rows.length === 0) return [];
  const options = session ? { session } : {};
  const contactOf = plan.type === "business" ? await findContacts(plan, rows, options) : () => null;
  const meant = rows.map((row) => {
    const contact = contactOf(row);
    return { planned: contact ? filledFrom(row, contact) : row, contact };
  });
  const keys = [...new Set(meant.flatMap(({ planned }) => (planned.emailKey === "" ? [] : [planned.emailKey])))];
  const found = meant.flatMap(({ contact }) => (contact ? [contact] : []));
  const standing = await findStanding(plan, keys, found, options);
  return meant.map(({ planned, contact }) => ({ planned, judgement: judge(plan, standing, taken, planned, contact) }));
}

/** The contact's own address counts, and its names where the row has none. */
function filledFrom(row: Planned, contact: ContactDoc): Planned {
  if (!row.contactId) return row;
  const { email, emailKey, name, firstName, lastName } = contact;
  return {
    ...row,
    email: email ?? "",
    emailKey: emailKey ?? "",
    firstName: row.firstName || (firstName ?? ""),
    lastName: row.lastName || (lastName ?? ""),
    business: { name, nameKey: nameKeyOf(name) },
  };
}

function judge(plan: Plan, standing: Standing, taken: Taken, planned: Planned, contact: ContactDoc | null): Judgement {
  const { scope, type } = plan;
  if (planned.contactId && !contact) return invalid("invalid_contact", UNKNOWN_CONTACT);
  if (contact && planned.emailKey === "") return invalid("contact_without_email", contactWithoutEmail(contact).message);
  const id = contact?._id.toHexString();
  const first = id === undefined ? undefined : taken.contacts.get(id);
  if (first !== undefined) return duplicateOf(first);

  const stop = standing.stops.get(planned.emailKey);
  if (stop) {
    const because = isStopped(stop, scope._id);
    return invalid("mail_suppressed", `Mail to ${planned.email} ${because}. Correct the address.`);
  }
  const at = now();
  const all = standing.open.get(type === "user" ? planned.emailKey : (id ?? "")) ?? [];
  const overdue = all.filter(({ status, expiresAt }) => status === "pending" && expiresAt <= at);
  const open = all.filter((invitation) => !overdue.includes(invitation));
  const user = standing.users.get(planned.emailKey) ?? null;
  const account = contact?.subAccount ? (standing.accounts.get(contact.subAccount.toHexString()) ?? null) : null;

  const inTheWay =
    pendingAt(open, planned.emailKey) ??
    (type === "user" ? memberAlready(plan, planned, user, overdue) : businessTaken(standing, account, open, overdue));
  if (inTheWay) return inTheWay;
  if (user && user.memberships.length >= MOST_MEMBERSHIPS) return invalid("too_many_memberships", TOO_MANY_ACCOUNTS);
  const ended =
    overdue[0] ?? standing.ended.get(type === "user" ? planned.emailKey : (account?._id.toHexString() ?? ""));
  if (ended && ended.status !== "accepted" && !plan.resend) return endedBefore(ended);
  if (plan.sendEmail && isSpent(standing, taken, planned, type)) {
    return { outcome: "over_limit", code: "over_limit", reason: MAIL_LIMIT_SPENT };
  }
  if (id !== undefined) taken.contacts.set(id, planned.line);
  return { outcome: "invite", user, contact, lapsed: account, overdue };
}

function invalid(code: string, reason: string): Refusal {
  return { outcome: "invalid", code, reason };
}

/** Of a row that says the same as one before it. */
export function duplicateOf(line: number): Refusal {
  return {
    outcome: "duplicate_in_file",
    code: "duplicate_in_file",
    reason: `Line ${line} of the same list says the same, and counts.`,
  };
}

function pendingAt(open: readonly InvitationDoc[], emailKey: string): Refusal | null {
  const pending = open.find((invitation) => invitation.emailKey === emailKey);
  if (!pending) return null;
  const reason = alreadyInvited(pending).message;
  return { outcome: "already_invited", code: "already_invited", reason, invitation: pending._id };
}

function memberAlready(
  { scope }: Plan,
  { email }: Planned,
  user: KnownUser | null,
  overdue: readonly InvitationDoc[],
): Refusal | null {
  const membership = user ? membershipIn(user, scope._id) : undefined;
  if (!membership) return null;
  if (membership.status !== "invited") {
    const reason = memberSentence(email, scope, membership.status);
    return { outcome: "already_member", code: "already_member", reason };
  }
  if (overdue.length > 0) return null;
  // Invited under an address that the person has given up since.
  const reason = `${email} already has an invitation to ${scope.name}.`;
  return { outcome: "already_invited", code: "already_invited", reason };
}

function businessTaken(
  { owners }: Standing,
  account: AccountDoc | null,
  open: readonly InvitationDoc[],
  overdue: readonly InvitationDoc[],
): Refusal | null {
  if (!account || account.status === "lapsed") return null;
  if (account.status === "invited" && overdue.length > 0 && open.length === 0) return null;
  const owner = account.owner ? owners.get(account.owner.toHexString()) : null;
  return {
    outcome: "business_taken",
    code: "business_taken",
    reason: businessTakenSentence(account, open[0], owner),
    ...(open[0] ? { invitation: open[0]._id } : {}),
  };
}

/** Whoever said no, or was taken off, is not invited again by accident: only where it is asked for. */
function endedBefore(ended: InvitationDoc): Refusal {
  const who = inviteeName(ended);
  const came =
    ended.status === "declined"
      ? `${who} declined an invitation to ${ended.accountName}.`
      : ended.status === "cancelled"
        ? `The invitation of ${who} to ${ended.accountName} was withdrawn.`
        : `The invitation of ${who} to ${ended.accountName} expired.`;
  const reason = `${came} With resend=true such people are invited again.`;
  return { outcome: "already_invited", code: "already_invited", reason, invitation: ended._id };
}

/** Counts the mail of this row where it is sent. People can be in a list once, businesses can share an address. */
function isSpent({ left }: Standing, taken: Taken, { emailKey }: Planned, type: Plan["type"]): boolean {
  if (!env().rateLimits) return false;
  const room = left.get(emailKey) ?? mailsLeft([], now());
  if (type === "user") return room === 0;
  const sent = taken.mails.get(emailKey) ?? 0;
  if (sent >= room) return true;
  taken.mails.set(emailKey, sent + 1);
  return false;
}
