import type { ObjectId } from "mongodb";
import type { EventDoc } from "../db/types";
import { namesOf } from "../events/names";

/** One thing that happened, with names in place of ids, for a sentence. */
export interface Happening {
  id: string;
  type: string;
  /** Who did it. */
  who: string;
  actor: { type: "user" | "api_key" | "system"; id: string | null };
  /** To whom or what; a dash where it is gone. */
  what: string;
  subject: { type: string; id: string };
  /** Whoever did it did it to themselves. */
  self: boolean;
  detail: Record<string, string>;
  /** Where it happened. */
  account: { id: string; name: string };
  /** It happened in an account below the one that is open. */
  below: boolean;
  ip: string | null;
  /** ISO 8601, UTC. */
  at: string;
}

/** Tells what happened as it is seen from one account. */
export async function tellEvents(accountId: ObjectId, found: readonly EventDoc[]): Promise<Happening[]> {
  const names = await namesOf(found);
  return found.map((event) => ({
    id: event._id.toHexString(),
    type: event.type,
    who: event.actor.name,
    actor: { type: event.actor.type, id: event.actor.id?.toHexString() ?? null },
    what: names.subject(event) ?? "–",
    subject: { type: event.subject.type, id: event.subject.id.toHexString() },
    self: event.actor.id?.equals(event.subject.id) ?? false,
    detail: event.detail ?? {},
    account: { id: event.account.toHexString(), name: names.account(event) ?? "–" },
    below: !event.account.equals(accountId),
    ip: event.ip,
    at: event.createdAt.toISOString(),
  }));
}
