import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import { events } from "../db/client";
import { newIdAt } from "../db/ids";
import type { AccountDoc, ActorRef, EventDoc } from "../db/types";
import type { EventType } from "./schema";

type Place = Pick<AccountDoc, "_id" | "ancestors">;

interface Subject {
  type: "invitation" | "account" | "user" | "contact" | "api_key" | "batch";
  id: ObjectId;
}

/** Appends to the audit trail, in the transaction of what happened: who, what, when, from where; ids and no secrets. */
export async function recordEvent(
  session: ClientSession,
  actor: Actor,
  type: EventType,
  account: Place,
  subject: Subject,
  detail?: Record<string, string>,
): Promise<void> {
  await recordEvents(session, actor, type, [account], subject, detail);
}

/** The same in each of several accounts, which may be none: one event an account. */
export async function recordEvents(
  session: ClientSession,
  actor: Actor,
  type: EventType,
  places: readonly Place[],
  subject: Subject,
  detail?: Record<string, string>,
): Promise<void> {
  await append(
    session,
    places.map((place) => newEvent(actor, type, place, subject, detail)),
  );
}

/** The same of each of several subjects, which may be none: one event a subject. */
export async function recordEach(
  session: ClientSession,
  actor: Doer,
  type: EventType,
  account: Place,
  subjects: readonly Subject[],
  detail?: Record<string, string>,
): Promise<void> {
  await append(
    session,
    subjects.map((subject) => newEvent(actor, type, account, subject, detail)),
  );
}

async function append(session: ClientSession, docs: EventDoc[]): Promise<void> {
  if (docs.length > 0) await events().insertMany(docs, { session });
}

/** Whoever did it, also where only their name is left. */
export type Doer = ActorRef & { ip: string | null };

/** An event's document; for who writes it among others. */
export function newEvent(
  { type: kind, id, name, ip }: Doer,
  type: EventType,
  { _id: account, ancestors }: Place,
  subject: Subject,
  detail?: Record<string, string>,
  _id?: ObjectId,
): EventDoc {
  const at = now();
  return {
    _id: _id ?? newIdAt(at),
    type,
    account,
    accounts: [...ancestors, account],
    actor: { type: kind, id, name },
    subject,
    ...(detail ? { detail } : {}),
    ip,
    createdAt: at,
  };
}
