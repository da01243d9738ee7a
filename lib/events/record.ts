import type { ClientSession, ObjectId } from "mongodb";
import { type Actor, actorRef } from "../auth/actor";
import { now } from "../clock";
import { events } from "../db/client";
import { newIdAt } from "../db/ids";
import type { AccountDoc } from "../db/types";
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
  if (places.length === 0) return;
  const at = now();
  await events().insertMany(
    places.map(({ _id, ancestors }) => ({
      _id: newIdAt(at),
      type,
      account: _id,
      accounts: [...ancestors, _id],
      actor: actorRef(actor),
      subject,
      ...(detail ? { detail } : {}),
      ip: actor.ip,
      createdAt: at,
    })),
    { session },
  );
}
