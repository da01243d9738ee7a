import { randomUUID } from "node:crypto";
import type { Bench } from "./bench";
import type { Call } from "./load";
import type { Subject } from "./rounds";
import { inviteBody, newAddress } from "./seed";

/** What callers send to Foyer's invite endpoint, and to what stands beside it. */

const turns = new WeakMap<readonly string[], number>();

/** The next key in turn, so that no key comes to its limit. */
function nextKey({ keys }: Bench): string {
  const turn = turns.get(keys) ?? 0;
  turns.set(keys, turn + 1);
  return keys[turn % keys.length] ?? "";
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

export const WHOLE = "POST /v1/accounts/invite";
export const BARE_TRANSACTION = "the same documents, bare transaction";
export const EMPTY_HANDLER = "empty route handler";

/** An invitation of either type, whole, beside what the machine can do at all. */
export function inviteSubjects(bench: Bench, type: "user" | "business"): Subject[] {
  const { foyer, bare } = bench;
  const post = (path: string, expect: number) => (): Call => ({
    method: "POST",
    path,
    body: JSON.stringify(inviteBody(type, newAddress())),
    expect,
  });
  return [
    { name: WHOLE, target: foyer, next: () => inviteCall(bench, type) },
    { name: BARE_TRANSACTION, target: bare, next: post("/insert", 201) },
    { name: EMPTY_HANDLER, target: bare, next: post("/empty", 200) },
  ];
}
