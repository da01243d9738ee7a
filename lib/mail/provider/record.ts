import type { ClientSession, ObjectId } from "mongodb";
import { SYSTEM } from "../../auth/actor";
import { now } from "../../clock";
import { accounts, invitations, isDuplicateOf, mails, providerEvents, transact } from "../../db/client";
import type { AccountDoc, InvitationDoc, MailDoc, SuppressionReason } from "../../db/types";
import { parseEmail } from "../../email";
import { recordEvent } from "../../events/record";
import { log } from "../../log";
import { noteOutcomes, tellLists } from "../list-news";
import { stopAddress } from "../suppressions";
import { TO_INVITEE } from "../to-invitee";
import { applyEarlier, applyEvent, type Letter, type State, sendOf, sentenceOf } from "./effect";
import type { ProviderEvent } from "./event";
import { findLetters } from "./letters";

/**
 * Providers tell what became of mails: each event has its effect once, in whatever order and however often it comes. That
 * it was acted on is written down in the transaction of what it did.
 */

const KEPT_MS = 30 * 24 * 3_600_000;
/** Transactions at once, so that a call with hundreds of events takes its turn with everybody else's. */
const LANES = 8;
const ATTEMPTS = 3;

interface Told {
  letter: Letter;
  event: ProviderEvent;
}

/** @throws where some could not be recorded: the provider tells all of them again, and those that were stay so */
export async function recordProviderEvents(told: readonly ProviderEvent[]): Promise<void> {
  const fresh = await unseen([...new Map(told.map((event) => [nameOf(event), event])).values()]);
  if (fresh.length === 0) return;
  const letters = await findLetters(fresh);
  const groups = new Map<string, Told[]>();
  for (const event of fresh) {
    const letter = letters(event);
    if (!letter) {
      log.debug("A provider's event is about no mail of ours", { transport: event.transport, type: event.type });
      continue;
    }
    // What is about one invitation is written together, instead of in each other's way.
    const key = (letter.invitation ?? letter._id).toHexString();
    groups.set(key, [...(groups.get(key) ?? []), { letter, event }]);
  }
  const places = await placesOf([...groups.values()].flat());
  const waiting = [...groups.values()];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let group = waiting.pop(); group; group = waiting.pop()) {
      try {
        await recordGroup(group, places);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  noteOutcomes([...groups.values()].flat().map(({ letter }) => letter));
  await tellLists();
  if (failures.length > 0) throw failures[0];
}

function nameOf({ transport, id }: ProviderEvent): string {
  return `${transport}:${id}`;
}

async function unseen(told: readonly ProviderEvent[], session?: ClientSession): Promise<ProviderEvent[]> {
  const done = await providerEvents()
    .find({ _id: { $in: told.map(nameOf) } }, { projection: { _id: 1 }, ...(session ? { session } : {}) })
    .toArray();
  const names = new Set(done.map(({ _id }) => _id));
  return told.filter((event) => !names.has(nameOf(event)));
}

type Place = Pick<AccountDoc, "_id" | "ancestors">;

async function placesOf(told: readonly Told[]): Promise<Map<string, Place>> {
  const ids = new Map(told.map(({ letter: { account } }) => [account.toHexString(), account]));
  const found = await accounts()
    .find<Place>({ _id: { $in: [...ids.values()] } }, { projection: { ancestors: 1 } })
    .toArray();
  return new Map(found.map((place) => [place._id.toHexString(), place]));
}

async function recordGroup(group: readonly Told[], places: ReadonlyMap<string, Place>, attempt = 1): Promise<void> {
  try {
    await transact(async (session) => {
      const fresh = new Set(
        await unseen(
          group.map(({ event }) => event),
          session,
        ),
      );
      const todo = group.filter(({ event }) => fresh.has(event));
      if (todo.length === 0) return;
      const expiresAt = new Date(now().getTime() + KEPT_MS);
      await providerEvents().insertMany(
        todo.map(({ event }) => ({ _id: nameOf(event), expiresAt })),
        { session },
      );
      for (const one of todo) await correctMail(session, one);
      await tellInvitation(session, todo, places);
    });
  } catch (error) {
    // Another copy was told the same in this moment, and wrote it first.
    if (!isDuplicateOf(error, "_id_") || attempt === ATTEMPTS) throw error;
    await recordGroup(group, places, attempt + 1);
  }
}

/** What was not known of the mail itself is known now; and what the provider took may still not have left it. */
async function correctMail(session: ClientSession, { letter, event }: Told): Promise<void> {
  const { type, transport, providerId, at } = event;
  if (type === "failed" || type === "suppressed") {
    await mails().updateOne(
      { _id: letter._id, status: { $in: ["sent", "unknown"] } },
      { $set: { status: type, error: sentenceOf(letter, event) } },
      { session },
    );
    return;
  }
  const left: Partial<MailDoc> = {
    status: "sent",
    transport,
    ...(providerId ? { messageId: providerId } : {}),
    error: null,
    sentAt: Number.isNaN(at.getTime()) ? now() : at,
  };
  await mails().updateOne({ _id: letter._id, status: "unknown" }, { $set: left }, { session });
}

async function tellInvitation(
  session: ClientSession,
  told: readonly Told[],
  places: ReadonlyMap<string, Place>,
): Promise<void> {
  const id = told[0]?.letter.invitation;
  const invitation = id ? await invitations().findOne({ _id: id }, { session }) : null;
  if (!invitation) return;
  let state: State = invitation;
  const stopped: string[] = [];
  for (const { letter, event } of told) {
    if (!TO_INVITEE.has(letter.kind)) continue;
    const send = sendOf(letter);
    const current = send === invitation.sends;
    if (current) state = applyEvent(state, letter, event);
    else if (send !== null) state = applyEarlier(state, letter, event);
    const place = places.get(letter.account.toHexString());
    if (!place) continue;
    if (event.type === "complained" || (event.type === "bounced" && current)) {
      const detail: Record<string, string> = event.bounce ? { code: event.bounce.code } : {};
      await recordEvent(session, SYSTEM, `invitation.${event.type}`, place, about(invitation._id), detail);
    }
    const stop = await stopFor(session, { letter, event }, invitation, place);
    if (stop) stopped.push(stop);
  }
  await save(session, invitation, state, stopped.includes(invitation.emailKey));
}

function about(id: ObjectId) {
  return { type: "invitation", id } as const;
}

function reasonFor({ type, bounce }: ProviderEvent): SuppressionReason | null {
  if (type === "bounced") return bounce?.hard ? "bounce" : null;
  if (type === "complained") return "complaint";
  return type === "unsubscribed" ? "unsubscribe" : null;
}

/** @returns the key of the address that is stopped, if any */
async function stopFor(
  session: ClientSession,
  { letter, event }: Told,
  invitation: InvitationDoc,
  place: Place,
): Promise<string | null> {
  const reason = reasonFor(event);
  const address = parseEmail(letter.to.email);
  if (!reason || !address) return null;
  await stopAddress(session, SYSTEM, place, { address, reason, detail: event.said, invitation: invitation._id });
  return address.emailKey;
}

/** Only what changed; an invitation that has ended keeps the time of its end. */
async function save(session: ClientSession, before: InvitationDoc, after: State, stopped: boolean): Promise<void> {
  const changed = after.delivery !== before.delivery || after.timeline !== before.timeline;
  const unset = stopped && before.remindAt !== undefined;
  if (!changed && !unset) return;
  await invitations().updateOne(
    { _id: before._id },
    {
      $set: {
        delivery: after.delivery,
        timeline: after.timeline,
        ...(before.status === "pending" ? { updatedAt: now() } : {}),
      },
      ...(unset ? { $unset: { remindAt: "" } } : {}),
    },
    { session },
  );
}
