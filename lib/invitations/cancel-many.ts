import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import { invitations, mails, transact, users } from "../db/client";
import type { InvitationDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { recordEach } from "../events/record";
import { SET_PRIORITY } from "../mail/lists";
import { newMail } from "../mail/queue";
import { cancelledMail, type Scope } from "./compose";
import { type Ended, endInvitations } from "./end-many";
import { authorizeSet, findMatches, type Selection, Tally } from "./matching";
import type { CancelledMany } from "./schema";

/**
 * Withdraws the open invitations of a set, some hundreds a call. Who has the link already is told that it ended, unless
 * `notify` is false; whoever invited is not, because that may be thousands of mails to one person.
 * @throws AppError 403 where none of the set's types is the caller's to withdraw
 */
export async function cancelMany(
  actor: Actor,
  accountId: ObjectId,
  selection: Selection,
  options: { notify?: boolean } = {},
): Promise<CancelledMany> {
  const { access, types } = await authorizeSet(actor, accountId, selection, "cancel");
  const { account: scope } = access;
  const open = selection.invitationIds ? selection : { ...selection, status: "pending" as const };
  const matches = await findMatches(accountId, open, types);
  const answer = await transact(async (session): Promise<CancelledMany> => {
    const tally = new Tally(matches);
    const found = await invitations()
      .find({ _id: { $in: matches.ids } }, { session, projection: { timeline: 0 } })
      .toArray();
    const mine = found.filter(({ type, status }) => {
      const refused = !types.includes(type) ? "forbidden" : status !== "pending" ? `invitation_${status}` : null;
      if (refused) tally.refuse(refused);
      return refused === null;
    });
    const at = now();
    const overdue = mine.filter(({ expiresAt }) => expiresAt <= at);
    const cancelled = await end(
      session,
      actor,
      scope,
      mine.filter(({ expiresAt }) => expiresAt > at),
      "cancelled",
    );
    if (options.notify !== false) await tellInvitees(session, scope, cancelled);
    await end(session, actor, scope, overdue, "expired");
    tally.add(mine.length);
    return { status: "cancelled", ...tally.answer("withdrawn") };
  });
  wakeOutbox();
  return answer;
}

async function end(
  session: ClientSession,
  actor: Actor,
  scope: Scope,
  pending: readonly InvitationDoc[],
  ending: "cancelled" | "expired",
): Promise<Ended> {
  const ended = await endInvitations(session, pending, ending, actor.name);
  const subjects = ended.all.map(({ _id }) => ({ type: "invitation" as const, id: _id }));
  await recordEach(session, actor, `invitation.${ending}`, scope, subjects);
  return ended;
}

/** Those who have, or may have, a mail with the link. */
async function tellInvitees(session: ClientSession, scope: Scope, { all, unsent }: Ended): Promise<void> {
  const told = all.filter(({ _id, via }) => via === "mail" && !unsent.has(_id.toHexString()));
  if (told.length === 0) return;
  const zones = await timezonesOf(session, told);
  await mails().insertMany(
    told.map((one) =>
      newMail({ ...cancelledMail(one, scope, zones.get(one.user.toHexString()) ?? null), priority: SET_PRIORITY }),
    ),
    { session },
  );
}

/** Where the invitees live, by the ids of their users in hex. */
export async function timezonesOf(
  session: ClientSession,
  all: readonly Pick<InvitationDoc, "user">[],
): Promise<Map<string, string | null>> {
  const found = await users()
    .find({ _id: { $in: all.map(({ user }) => user) } }, { session, projection: { timezone: 1 } })
    .toArray();
  return new Map(found.map(({ _id, timezone }) => [_id.toHexString(), timezone]));
}
