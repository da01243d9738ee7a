import { randomUUID } from "node:crypto";
import type { OtherFoyer } from "./bench";
import { load, type Sample } from "./load";
import { newAddress } from "./seed";

/** What a list is instead of: one call an invitation, one after the other, from one client. */
export function loopSingly(foyer: OtherFoyer, count: number): Promise<Sample> {
  let left = count;
  const next = () => {
    left -= 1;
    if (left < 0) return null;
    const key = foyer.keys[left % foyer.keys.length] ?? "";
    const body = { type: "user", email: newAddress(), firstName: "Ada", lastName: "Lovelace", sendEmail: false };
    return {
      method: "POST" as const,
      path: "/v1/accounts/invite",
      headers: { authorization: `Bearer ${key}`, "idempotency-key": randomUUID() },
      body: JSON.stringify(body),
      expect: 201,
    };
  };
  return load(foyer, { clients: 1, seconds: Number.POSITIVE_INFINITY, next });
}
