import type { AnyBulkWriteOperation } from "mongodb";
import { now } from "../clock";
import type { BatchDoc, RowResult } from "../db/batch-types";
import type { AccountDoc, ContactDoc, EventDoc, InvitationDoc, MailDoc, UserDoc } from "../db/types";
import { newEvent } from "../events/record";
import { listInvite } from "../invitations/compose";
import { newInvitation } from "../invitations/document";
import {
  businessFields,
  expiryAfter,
  inviteeFields,
  joining,
  linking,
  membershipOf,
  newSubAccount,
  revival,
} from "../invitations/offer";
import { newMail } from "../mail/queue";
import { idsOf, type RowIds } from "./ids";
import type { Judged } from "./judge";
import type { Judgement, Plan, Planned } from "./plan";

/** All that some rows cause, as documents and guarded changes; see lib/invitations/create.ts for what one by itself causes. */
export interface Documents {
  invitations: InvitationDoc[];
  newContacts: ContactDoc[];
  /** Each has to change one contact, sub-account or user: who was changed since they were read is read again. */
  contacts: AnyBulkWriteOperation<ContactDoc>[];
  newAccounts: AccountDoc[];
  accounts: AnyBulkWriteOperation<AccountDoc>[];
  newUsers: UserDoc[];
  users: AnyBulkWriteOperation<UserDoc>[];
  mails: MailDoc[];
  events: EventDoc[];
  overdue: InvitationDoc[];
  results: RowResult[];
}

type Invite = Extract<Judgement, { outcome: "invite" }>;

interface Making {
  batch: BatchDoc;
  plan: Plan;
  idsOf: (line: number) => RowIds;
  at: Date;
  /** By length in days. */
  ends: Map<number, Date>;
  made: Documents;
  /** By address: two businesses may have one owner. */
  people: Map<string, UserDoc>;
}

/** What is written for rows that were judged. */
export function documentsFor(batch: BatchDoc, plan: Plan, judged: readonly Judged[]): Documents {
  const made: Documents = {
    invitations: [],
    newContacts: [],
    contacts: [],
    newAccounts: [],
    accounts: [],
    newUsers: [],
    users: [],
    mails: [],
    events: [],
    overdue: [],
    results: [],
  };
  const making = { batch, plan, idsOf: idsOf(batch), at: now(), ends: new Map(), made, people: new Map() };
  for (const { planned, judgement } of judged) {
    made.results.push(
      judgement.outcome === "invite" ? invite(making, planned, judgement) : refusedAs(planned, judgement),
    );
  }
  return made;
}

function refusedAs({ line, email }: Planned, judgement: Exclude<Judgement, Invite>): RowResult {
  const { outcome, code, reason, invitation } = judgement;
  const status = outcome === "invalid" || outcome === "over_limit" ? "failed" : "skipped";
  return { line, email, status, code, reason, invitation: invitation ?? null };
}

function invite(making: Making, planned: Planned, judgement: Invite): RowResult {
  const { batch, plan, at, ends, made } = making;
  const { line, email, emailKey, days } = planned;
  const ids = making.idsOf(line);
  const { scope } = plan;
  const address = { email, emailKey };
  const expiresAt = ends.get(days) ?? expiryAfter(days);
  ends.set(days, expiresAt);
  const id = ids.of("invitation");
  const user = judgement.user?._id ?? making.people.get(emailKey)?._id ?? ids.ofUser();
  const contact = plan.type === "business" ? contactOf(making, planned, judgement, ids) : null;
  const invitation = newInvitation(
    { ...planned, address, mail: plan.sendEmail },
    {
      id,
      scope,
      contact,
      account: contact ? (judgement.lapsed?._id ?? ids.of("account")) : scope._id,
      user,
      batch: batch._id,
      invitedBy: batch.createdBy,
      at,
      expiresAt,
    },
  );
  made.overdue.push(...judgement.overdue);
  made.invitations.push(invitation);
  if (contact) openAccount(making, judgement, contact, invitation);
  addInvitee(making, judgement, invitation);
  if (plan.sendEmail) {
    const timezone = judgement.user?.timezone ?? null;
    made.mails.push(newMail(listInvite(ids.of("mail"), invitation, scope, timezone)));
  }
  const by = { ...batch.createdBy, ip: batch.ip };
  const subject = { type: "invitation" as const, id };
  made.events.push(newEvent(by, "invitation.created", scope, subject, undefined, ids.of("invited")));
  return { line, email, status: "invited", code: null, reason: null, invitation: id };
}

/** The contact as it is, or a new one that already names the sub-account that is made for it. */
function contactOf({ batch, plan, at, made }: Making, planned: Planned, { contact }: Invite, ids: RowIds): ContactDoc {
  if (contact) return contact;
  const { email, emailKey, firstName, lastName, business } = planned;
  if (!business) throw new Error("A business row without a contact names a business");
  const { name, nameKey, phone, website, address: postal } = business;
  const id = ids.of("contact");
  const details = { name, address: { email, emailKey }, firstName, lastName, phone, website, postal };
  const fresh: ContactDoc = {
    _id: id,
    account: plan.scope._id,
    type: "business",
    emailKey,
    nameKey,
    ...businessFields(details, at),
    subAccount: ids.of("account"),
  };
  made.newContacts.push(fresh);
  const by = { ...batch.createdBy, ip: batch.ip };
  const subject = { type: "contact" as const, id };
  made.events.push(newEvent(by, "contact.created", plan.scope, subject, undefined, ids.of("known")));
  return fresh;
}

function openAccount(
  { plan, made }: Making,
  { contact, lapsed }: Invite,
  named: ContactDoc,
  invitation: InvitationDoc,
) {
  const { scope } = plan;
  if (lapsed) {
    const filter = { _id: lapsed._id, parent: scope._id, status: "lapsed" as const };
    made.accounts.push({ updateOne: { filter, update: revival(named, invitation) } });
  } else {
    made.newAccounts.push(newSubAccount(scope, named, invitation));
  }
  // One that was there is written too, so that of inviting it and of changing it at the same time one comes first.
  if (contact) made.contacts.push({ updateOne: linking(contact, invitation.account) });
}

function addInvitee({ made, people }: Making, { user }: Invite, invitation: InvitationDoc) {
  const { emailKey } = invitation;
  if (user) {
    const { filter, $push } = joining(invitation);
    made.users.push({ updateOne: { filter: { ...filter, _id: user._id }, update: { $push } } });
    return;
  }
  const known = people.get(emailKey);
  if (known) {
    known.memberships.push(membershipOf(invitation));
    return;
  }
  const fresh: UserDoc = {
    _id: invitation.user,
    emailKey,
    ...inviteeFields(invitation),
    memberships: [membershipOf(invitation)],
  };
  people.set(emailKey, fresh);
  made.newUsers.push(fresh);
}
