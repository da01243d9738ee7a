import { ObjectId } from "mongodb";
import { createRootAccount } from "../../lib/accounts/create-root";
import { suspendAccount } from "../../lib/accounts/suspend";
import type { UserActor } from "../../lib/auth/actor";
import { signInvite } from "../../lib/auth/invite-token";
import { hashPassword } from "../../lib/auth/passwords";
import { userActor } from "../../lib/auth/session";
import { changeBranding } from "../../lib/branding/change";
import { setLogo } from "../../lib/branding/logo";
import { changeTemplate } from "../../lib/branding/template";
import { setClock } from "../../lib/clock";
import { createContact } from "../../lib/contacts/create";
import { accounts, contacts, invitations, mails, transact, users } from "../../lib/db/client";
import type { InvitationDoc, UserDoc } from "../../lib/db/types";
import { requireEmail } from "../../lib/email";
import { acceptInvite } from "../../lib/invitations/accept";
import { cancelInvite } from "../../lib/invitations/cancel";
import { claimsOf } from "../../lib/invitations/compose";
import { declineInvite } from "../../lib/invitations/decline";
import { invite } from "../../lib/invitations/invite";
import { viewInvite } from "../../lib/invitations/mail-again";
import { InviteInput } from "../../lib/invitations/schema";
import { sweep } from "../../lib/invitations/sweep";
import { brandOf } from "../../lib/mail/brand";
import { keepBrandVersion } from "../../lib/mail/brand-version";
import { freeze } from "../../lib/mail/compose";
import { readBounce } from "../../lib/mail/provider/bounce";
import type { ProviderEvent } from "../../lib/mail/provider/event";
import { recordProviderEvents } from "../../lib/mail/provider/record";
import { listDeeds } from "./lists";
import { drawLogo } from "./logos";
import { CONTACTS, type DemoBrand, OWNER, OWNER_BRAND, STORIES, type Story, WORDINGS } from "./people";

/**
 * A month in the life of an agency, told by the same functions that the API calls, with the clock moved to when each thing
 * happened. Only what a mail provider would report is written by hand.
 */

export const DEMO_OWNER = { email: OWNER.email, password: OWNER.password };

const DAY = 86_400_000;
const daysAgo = (days: number) => setClock(-days * DAY);

export async function seedDemo(): Promise<{ accounts: number; contacts: number; invitations: number }> {
  try {
    const owner = await makeOwner();
    for (const contact of CONTACTS) await createContact(userActor(owner, null), { ...contact });
    await happen(owner);
    setClock(0);
    await sweep();
    await settleMails();
  } finally {
    setClock(0);
  }
  return {
    accounts: await accounts().countDocuments(),
    contacts: await contacts().countDocuments(),
    invitations: await invitations().countDocuments(),
  };
}

async function makeOwner(): Promise<UserDoc> {
  daysAgo(36);
  const passwordHash = await hashPassword(OWNER.password);
  const { firstName, lastName } = OWNER;
  const { account, owner } = await transact((session) =>
    createRootAccount(session, OWNER.account, {
      address: requireEmail(OWNER.email),
      passwordHash,
      firstName,
      lastName,
    }),
  );
  await wear(userActor(owner, null), account._id, OWNER_BRAND);
  return owner;
}

async function wear(actor: UserActor, account: ObjectId, { logo, ...looks }: DemoBrand): Promise<void> {
  await changeBranding(actor, account, looks, { expected: null });
  await setLogo(actor, account, await drawLogo(logo), { expected: null });
}

/** Everything that happened, oldest first: ids grow with time, and lists are sorted by them. */
async function happen(owner: UserDoc): Promise<void> {
  const deeds: Deed[] = [
    ...STORIES.flatMap((story) => deedsOf(story, async () => owner)),
    ...wordingsOf(owner),
    ...listsOf(owner),
  ];
  deeds.sort((a, b) => b.ago - a.ago);
  for (const { ago, run } of deeds) {
    daysAgo(ago);
    await run();
    await dressMails();
  }
}

/** What was written just now keeps the looks and words of its day. */
async function dressMails(): Promise<void> {
  for (const mail of await mails().find({ status: "queued", frozen: null }).toArray()) {
    const brand = await brandOf(mail.account, mail);
    const frozen = { ...freeze(mail, brand, "mailbox"), brand: await keepBrandVersion(brand) };
    await mails().updateOne({ _id: mail._id }, { $set: { frozen } });
  }
}

interface Deed {
  ago: number;
  run(): Promise<unknown>;
}

function wordingsOf(owner: UserDoc): Deed[] {
  const account = owner.memberships[0]?.account;
  if (!account) throw new Error("The owner has no account.");
  return WORDINGS.map(({ ago, kind, ...words }) => ({
    ago,
    run: () => changeTemplate(userActor(owner, null), account, kind, words),
  }));
}

function listsOf(owner: UserDoc): Deed[] {
  return listDeeds({
    actor: async () => userActor(owner, null),
    dressMails,
    report: (id, told, ago) => report(id, { told }, ago),
    accept: async ({ _id, firstName, lastName }) =>
      acceptInvite(null, { token: await tokenOf(_id), password: OWNER.password, firstName, lastName }, null),
  });
}

function deedsOf(story: Story, inviter: () => Promise<UserDoc>): Deed[] {
  let id = new ObjectId();
  const actor = async () => userActor(await inviter(), null);
  const deeds: Deed[] = [
    {
      ago: story.invited,
      run: async () => {
        const { invitation } = await invite(await actor(), inputOf(story));
        id = new ObjectId(invitation.id);
        await report(id, story, story.invited);
      },
    },
  ];
  const { viewed, ends, brand } = story;
  if (viewed !== undefined) deeds.push({ ago: viewed, run: async () => viewInvite(await tokenOf(id)) });
  if (ends) deeds.push({ ago: ends.ago, run: async () => end(await actor(), id, story, ends.how) });
  if (brand && ends) {
    const opened = ends.ago - 0.2;
    deeds.push({
      ago: opened,
      run: async () => wear(userActor(await invitee(), null), (await invitationOf(id)).account, brand),
    });
  }
  if (story.suspended) {
    deeds.push({ ago: 1, run: async () => suspendAccount(await actor(), (await invitationOf(id)).account) });
  }
  const invitee = async () => {
    const user = await users().findOne({ emailKey: story.email });
    if (!user) throw new Error(`${story.email} is nobody yet.`);
    return user;
  };
  return [...deeds, ...(story.team ?? []).flatMap((member) => deedsOf(member, invitee))];
}

function inputOf(story: Story): InviteInput {
  const { firstName, lastName, email, locale, message, expiresInDays } = story;
  return InviteInput.parse({
    ...(story.business
      ? { type: "business", business: { name: story.business, ...(story.phone ? { phone: story.phone } : {}) } }
      : { type: "user", role: story.role }),
    email,
    firstName,
    lastName,
    ...(locale ? { locale } : {}),
    ...(message ? { message } : {}),
    ...(expiresInDays ? { expiresInDays } : {}),
    ...(story.handedOut ? { sendEmail: false } : {}),
  });
}

async function end(actor: UserActor, id: ObjectId, story: Story, how: NonNullable<Story["ends"]>["how"]) {
  if (how === "cancelled") {
    await cancelInvite(actor, (await invitationOf(id)).account, { invitationId: id.toHexString() });
    return;
  }
  const token = await tokenOf(id);
  const { firstName, lastName } = story;
  if (how === "declined") await declineInvite(token, null);
  else await acceptInvite(null, { token, password: OWNER.password, firstName, lastName }, null);
}

/** The mailed link's token, but good today as well: signatures are judged by the real time. */
async function tokenOf(id: ObjectId): Promise<string> {
  return signInvite({ ...claimsOf(await invitationOf(id)), expiresAt: new Date(Date.now() + DAY) });
}

async function invitationOf(id: ObjectId): Promise<InvitationDoc> {
  const invitation = await invitations().findOne({ _id: id });
  if (!invitation) throw new Error("An invitation that was just made is not there.");
  return invitation;
}

/** What a provider would have told of the mail, each thing some seconds after the one before. */
async function report(id: ObjectId, { told }: Pick<Story, "told">, ago: number): Promise<void> {
  const mail = told && (await mails().findOne({ invitation: id, kind: { $in: ["invite-business", "invite-user"] } }));
  if (!mail) return;
  const events: ProviderEvent[] = [{ type: "sent" as const }, ...told].map(({ type, said = null }, step) => ({
    transport: "resend",
    id: `demo-${mail._id.toHexString()}-${step}`,
    type,
    mail: mail._id,
    providerId: null,
    email: mail.to.email,
    at: new Date(mail.createdAt.getTime() + 2_000 + step * 38_000),
    ...(type === "bounced" ? { bounce: readBounce({ permanent: true, category: null, status: null, said }) } : {}),
    said,
  }));
  setClock(-ago * DAY + 5 * 60_000);
  await recordProviderEvents(events);
}

/** Mails of the past lie in the mailbox; only those of invitations that still wait for theirs are left to the engine. */
async function settleMails(): Promise<void> {
  const waiting = await invitations()
    .find({ "delivery.status": "queued" }, { projection: { _id: 1 } })
    .toArray();
  const ids = waiting.map(({ _id }) => _id);
  await mails().updateMany({ status: "queued", invitation: { $nin: ids } }, [
    { $set: { status: "sent", transport: "mailbox", attempts: 1, sentAt: "$createdAt", notBefore: "$createdAt" } },
  ]);
  // What the transport in use will send, it freezes itself.
  await mails().updateMany({ status: "queued" }, { $set: { frozen: null } });
}
