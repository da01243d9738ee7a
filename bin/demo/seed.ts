import { ObjectId } from "mongodb";
import { createRootAccount } from "../../lib/accounts/create-root";
import { suspendAccount } from "../../lib/accounts/suspend";
import type { UserActor } from "../../lib/auth/actor";
import { signInvite } from "../../lib/auth/invite-token";
import { hashPassword } from "../../lib/auth/passwords";
import { userActor } from "../../lib/auth/session";
import { now, setClock } from "../../lib/clock";
import { createContact } from "../../lib/contacts/create";
import { accounts, brandings, contacts, invitations, mails, transact, users } from "../../lib/db/client";
import { newId } from "../../lib/db/ids";
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
import { CONTACTS, OWNER, STORIES, type Story } from "./people";

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
  await brandings().insertOne({
    _id: newId(),
    account: account._id,
    name: OWNER.account,
    colour: "#2f5d8a",
    replyTo: OWNER.email,
    supportAddress: null,
    footer: "Northlight, bookkeeping for small businesses. Rua do Farol 12, Lisbon",
    updatedAt: new Date(),
    logo: null,
    version: 1,
  });
  return owner;
}

/** Everything that happened, oldest first: ids grow with time, and lists are sorted by them. */
async function happen(owner: UserDoc): Promise<void> {
  const deeds: Deed[] = STORIES.flatMap((story) => deedsOf(story, async () => owner));
  deeds.sort((a, b) => b.ago - a.ago);
  for (const { ago, run } of deeds) {
    daysAgo(ago);
    await run();
  }
}

interface Deed {
  ago: number;
  run(): Promise<unknown>;
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
        await report(id, story);
      },
    },
  ];
  const { viewed, ends } = story;
  if (viewed !== undefined) deeds.push({ ago: viewed, run: async () => viewInvite(await tokenOf(id)) });
  if (ends) deeds.push({ ago: ends.ago, run: async () => end(await actor(), id, story, ends.how) });
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

/** What a provider would have reported of the mail, soon after it left. */
async function report(id: ObjectId, { delivery }: Story): Promise<void> {
  if (!delivery) return;
  const sent = now();
  const at = new Date(sent.getTime() + 40_000);
  const error = delivery.error ?? null;
  await invitations().updateOne(
    { _id: id },
    {
      $set: { delivery: { status: delivery.status, transport: "mailbox", error, at } },
      $push: {
        timeline: {
          $each: [
            { at: sent, event: "sent", detail: "mailbox" },
            { at, event: delivery.status, ...(error ? { detail: error } : {}) },
          ],
        },
      },
    },
  );
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
}
