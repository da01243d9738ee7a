import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { mails } from "../../lib/db/client";
import type { Bench } from "./bench";
import type { Call } from "./load";
import type { Subject } from "./rounds";
import { inviteBody, newAddress } from "./seed";

/** What callers send to Foyer's invite endpoint, and to what stands beside it. */

const turns = new WeakMap<Bench, number>();

/** The next key in turn, so that no key comes to its limit. */
export function nextKey(bench: Bench): string {
  const turn = turns.get(bench) ?? 0;
  turns.set(bench, turn + 1);
  return bench.keys[turn % bench.keys.length] ?? "";
}

export function inviteCall(bench: Bench, type: "user" | "business", more: Record<string, unknown> = {}): Call {
  return {
    method: "POST",
    path: "/v1/accounts/invite",
    headers: { authorization: `Bearer ${nextKey(bench)}`, "idempotency-key": randomUUID() },
    body: JSON.stringify({ ...inviteBody(type, newAddress()), ...more }),
    expect: 201,
  };
}

/** Waits until the engine has handed over every mail, so that its work does not fall on whoever is measured next. */
export async function mailsSent(): Promise<void> {
  while (await mails().findOne({ status: { $in: ["queued", "sending"] } }, { projection: { _id: 1 } })) await sleep(20);
}

export const BARE_TRANSACTION = "the same documents, bare transaction";
export const EMPTY_HANDLER = "empty route handler";

export function bareTransaction({ bare }: Bench, type: "user" | "business"): Subject {
  const next = (): Call => ({
    method: "POST",
    path: "/insert",
    body: JSON.stringify(inviteBody(type, newAddress())),
    expect: 201,
  });
  return { name: BARE_TRANSACTION, target: bare, next };
}

export function emptyHandler({ bare }: Bench, type: "user" | "business"): Subject {
  const next = (): Call => ({
    method: "POST",
    path: "/empty",
    body: JSON.stringify(inviteBody(type, newAddress())),
    expect: 200,
  });
  return { name: EMPTY_HANDLER, target: bare, next };
}

/** An invitation of either type, whole, beside what the machine can do at all. */
export function inviteSubjects(bench: Bench, type: "user" | "business"): Subject[] {
  const whole: Subject = {
    name: "POST /v1/accounts/invite",
    target: bench.foyer,
    next: () => inviteCall(bench, type),
    settle: mailsSent,
  };
  return [whole, bareTransaction(bench, type), emptyHandler(bench, type)];
}
