import { randomUUID } from "node:crypto";
import { ObjectId } from "mongodb";
import { encodeSession, sessionClaims, sessionCookieName } from "../../lib/auth/session-token";
import { users } from "../../lib/db/client";
import type { UserDoc } from "../../lib/db/types";
import type { Bench } from "./bench";
import { inviteCall } from "./invite";
import { type Call, send } from "./load";
import { newAddress } from "./seed";

/** Invitations to be accepted, made over the API as a caller would. */

/** Tokens for invitations of these addresses into the root account. */
export async function invitedTokens(bench: Bench, addresses: string[]): Promise<string[]> {
  const tokens: string[] = [];
  const AT_ONCE = 8;
  for (let done = 0; done < addresses.length; done += AT_ONCE) {
    const calls = addresses
      .slice(done, done + AT_ONCE)
      .map((email) => send(bench.foyer, undefined, inviteCall(bench, "user", { email, sendEmail: false })));
    for (const answer of await Promise.all(calls)) {
      const { inviteUrl } = JSON.parse(answer) as { inviteUrl: string };
      tokens.push(new URL(inviteUrl).searchParams.get("token") ?? "");
    }
  }
  return tokens;
}

export function strangers(count: number): string[] {
  return Array.from({ length: count }, newAddress);
}

/** People who have a login already, and a session each. */
export async function membersElsewhere(count: number): Promise<{ email: string; cookie: string }[]> {
  const at = new Date();
  const docs = strangers(count).map(
    (email): UserDoc => ({
      _id: new ObjectId(),
      email,
      emailKey: email,
      emailVerifiedAt: at,
      firstName: "Ada",
      lastName: "Lovelace",
      nameKey: "ada lovelace",
      lastNameKey: "lovelace",
      phone: null,
      jobTitle: null,
      locale: "en",
      timezone: null,
      status: "active",
      // Nobody signs in with it: they are signed in.
      passwordHash: "$argon2id$",
      sessionVersion: 0,
      memberships: [],
      createdAt: at,
      updatedAt: at,
    }),
  );
  await users().insertMany(docs);
  return Promise.all(
    docs.map(async (user) => ({
      email: user.email,
      cookie: `${sessionCookieName()}=${await encodeSession(sessionClaims(user))}`,
    })),
  );
}

let clients = 0;

/** Each from a client of its own, because one client may accept 60 times in ten minutes. */
export function acceptCall(bench: Bench, token: string, who: { password: string } | { cookie: string }): Call {
  clients += 1;
  const address = [10, clients >> 16, (clients >> 8) & 255, clients & 255].join(".");
  return {
    method: "POST",
    path: "/v1/accounts/accept-invite",
    headers: {
      origin: bench.appUrl,
      "idempotency-key": randomUUID(),
      "x-forwarded-for": address,
      ...("cookie" in who ? { cookie: who.cookie } : {}),
    },
    body: JSON.stringify({ token, ...("password" in who ? { password: who.password } : {}) }),
    expect: 200,
  };
}
