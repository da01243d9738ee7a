import type { ClientSession, ObjectId } from "mongodb";
import { type Actor, actorRef } from "../auth/actor";
import { now } from "../clock";
import { events } from "../db/client";
import { newIdAt } from "../db/ids";
import type { AccountDoc } from "../db/types";
import type { EventType } from "./schema";

/** Appends to the audit trail, in the transaction of what happened: who, what, when, from where; ids and no secrets. */
export async function recordEvent(
  session: ClientSession,
  actor: Actor,
  type: EventType,
  account: Pick<AccountDoc, "_id" | "ancestors">,
  subject: { type: "invitation" | "account" | "user" | "contact" | "api_key"; id: ObjectId },
  detail?: Record<string, string>,
): Promise<void> {
  const at = now();
  await events().insertOne(
    {
      _id: newIdAt(at),
      type,
      account: account._id,
      accounts: [...account.ancestors, account._id],
      actor: actorRef(actor),
      subject,
      ...(detail ? { detail } : {}),
      ip: actor.ip,
      createdAt: at,
    },
    { session },
  );
}
