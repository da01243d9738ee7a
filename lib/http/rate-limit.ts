import { now } from "../clock";
import { rateLimits } from "../db/client";
import type { RateLimitDoc } from "../db/types";
import { env } from "../env";
import { AppError } from "../errors";
import { sha256 } from "../secrets";
import { clientNetwork } from "./client-ip";

/**
 * Limits are counted in MongoDB, for all copies of the server, with one update a request. A sliding window: what the window
 * before held counts with the part of it that is still inside. Calls that are refused do not count.
 */

export interface Rule {
  name: string;
  limit: number;
}

const MINUTE = 60_000;

export const LIMITS = {
  all: { limit: 600, window: MINUTE },
  invitations: { limit: 120, window: MINUTE },
  uploads: { limit: 20, window: 60 * MINUTE },
  signInAddress: { limit: 10, window: 10 * MINUTE },
  signInClient: { limit: 60, window: 10 * MINUTE },
  acceptToken: { limit: 20, window: 10 * MINUTE },
  acceptClient: { limit: 60, window: 10 * MINUTE },
  addressChange: { limit: 10, window: 10 * MINUTE },
  templateTests: { limit: 10, window: 10 * MINUTE },
} as const;

/** A credential's limits, `all` first: headers for the answer. @throws AppError 429 `rate_limited` */
export async function limitCredential(
  credential: string,
  names: readonly ("all" | "invitations" | "uploads")[],
): Promise<Record<string, string>> {
  if (!env().rateLimits) return {};
  const perMinute = names.filter((name) => name !== "uploads").map((name) => ({ name, limit: LIMITS[name].limit }));
  const headers = await take(`c:${credential}`, MINUTE, perMinute);
  if (names.includes("uploads")) {
    const { limit, window } = LIMITS.uploads;
    await take(`u:${credential}`, window, [{ name: "uploads", limit }], `An hour has room for ${limit} uploads.`);
  }
  return headers;
}

/** Sign-in, forgotten password and new link: per client, then per address. @throws AppError 429 `rate_limited` */
export async function limitSignIn(emailKey: string, ip: string | null): Promise<void> {
  if (!env().rateLimits) return;
  if (ip)
    await take(`si:${clientNetwork(ip)}`, LIMITS.signInClient.window, [
      { name: "client", limit: LIMITS.signInClient.limit },
    ]);
  await take(`sa:${sha256(emailKey)}`, LIMITS.signInAddress.window, [
    { name: "address", limit: LIMITS.signInAddress.limit },
  ]);
}

/** Acceptance: per client, then per token; null for what is no token of ours, of which there is nothing to guess. @throws AppError 429 */
export async function limitAcceptance(jti: string | null, ip: string | null): Promise<void> {
  if (!env().rateLimits) return;
  if (ip)
    await take(`ai:${clientNetwork(ip)}`, LIMITS.acceptClient.window, [
      { name: "client", limit: LIMITS.acceptClient.limit },
    ]);
  if (jti)
    await take(`at:${sha256(jti)}`, LIMITS.acceptToken.window, [{ name: "token", limit: LIMITS.acceptToken.limit }]);
}

/** Asking for a new address: per person whose it is, then per new address, since each asking mails both. @throws AppError 429 */
export async function limitAddressChange(user: string, emailKey: string): Promise<void> {
  if (!env().rateLimits) return;
  const { limit, window } = LIMITS.addressChange;
  await take(`cu:${user}`, window, [{ name: "person", limit }]);
  await take(`ca:${sha256(emailKey)}`, window, [{ name: "address", limit }]);
}

/** Test mails: per credential, then per mailbox, for keys of one account all mail the same owner. @throws AppError 429 */
export async function limitTemplateTests(credential: string, emailKey: string): Promise<void> {
  if (!env().rateLimits) return;
  const { limit, window } = LIMITS.templateTests;
  await take(`tc:${credential}`, window, [{ name: "tests", limit }]);
  await take(`ta:${sha256(emailKey)}`, window, [{ name: "address", limit }]);
}

/** @param why it is refused where one rule has no more room, in a sentence */
async function take(
  id: string,
  window: number,
  rules: readonly Rule[],
  why = "Too many requests.",
): Promise<Record<string, string>> {
  const at = now().getTime();
  const index = Math.floor(at / window);
  const elapsed = (at - index * window) / window;
  const doc = await count(id, index, elapsed, rules, new Date((index + 2) * window));
  if (doc?.refused) {
    const rule = rules.find(({ name }) => name === doc.refused) ?? { name: doc.refused, limit: 1 };
    const seconds = Math.max(1, Math.ceil((waitFor(doc, rule, elapsed) * window) / 1000));
    throw new AppError("rate_limited", `${why} Try again in ${inWords(seconds)}.`, {
      retryAfter: seconds,
      headers: headersOf(doc, [rule], window, elapsed, seconds),
    });
  }
  return doc ? headersOf(doc, rules, window, elapsed) : {};
}

/** One atomic update: turns the window over when it is due, and counts only where every rule has room. */
async function count(id: string, index: number, elapsed: number, rules: readonly Rule[], expiresAt: Date) {
  const current = (name: string) => ({ $ifNull: [`$counts.${name}`, 0] });
  const previous = (name: string) => ({ $ifNull: [`$previous.${name}`, 0] });
  const used = (name: string) => ({ $add: [current(name), { $multiply: [previous(name), 1 - elapsed] }] });
  const update = [
    {
      $set: {
        previous: {
          $cond: [
            { $eq: ["$window", index] },
            { $ifNull: ["$previous", {}] },
            { $cond: [{ $eq: ["$window", index - 1] }, { $ifNull: ["$counts", {}] }, {}] },
          ],
        },
        counts: { $cond: [{ $eq: ["$window", index] }, { $ifNull: ["$counts", {}] }, {}] },
        window: index,
        expiresAt,
      },
    },
    {
      $set: {
        // The first rule without room; null when all have some.
        refused: rules.reduceRight<unknown>(
          (otherwise, { name, limit }) => ({
            $cond: [{ $gt: [{ $add: [used(name), 1] }, limit] }, { $literal: name }, otherwise],
          }),
          null,
        ),
      },
    },
    {
      $set: {
        counts: {
          $cond: [
            { $eq: ["$refused", null] },
            {
              $mergeObjects: [
                "$counts",
                Object.fromEntries(rules.map(({ name }) => [name, { $add: [current(name), 1] }])),
              ],
            },
            "$counts",
          ],
        },
      },
    },
  ];
  // A count that a failover loses costs nothing, and every request would wait for the majority otherwise.
  const options = { upsert: true, returnDocument: "after", writeConcern: { w: 1 } } as const;
  const run = () => rateLimits().findOneAndUpdate({ _id: id }, update, options);
  try {
    return await run();
  } catch (error) {
    // Two first calls at once: one inserted, the other finds it now.
    if ((error as { code?: unknown }).code === 11000) return run();
    throw error;
  }
}

/** In windows: how long until the rule has room for one more. */
function waitFor(doc: RateLimitDoc, { name, limit }: Rule, elapsed: number): number {
  const current = doc.counts?.[name] ?? 0;
  const previous = doc.previous?.[name] ?? 0;
  if (current + 1 <= limit) return Math.max(0, 1 - (limit - 1 - current) / previous - elapsed);
  return 1 - elapsed + Math.max(0, 1 - (limit - 1) / current);
}

/** `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10). */
function headersOf(
  doc: RateLimitDoc,
  rules: readonly Rule[],
  window: number,
  elapsed: number,
  reset = Math.max(1, Math.ceil(((1 - elapsed) * window) / 1000)),
): Record<string, string> {
  const left = ({ name, limit }: Rule) =>
    Math.max(0, Math.floor(limit - (doc.counts?.[name] ?? 0) - (doc.previous?.[name] ?? 0) * (1 - elapsed)));
  return {
    "ratelimit-policy": rules.map(({ name, limit }) => `"${name}";q=${limit};w=${window / 1000}`).join(", "),
    ratelimit: rules.map((rule) => `"${rule.name}";r=${left(rule)};t=${reset}`).join(", "),
  };
}

/** The same headers for a limit that is counted elsewhere and has run out. */
export function spentHeaders(rule: { name: string; limit: number; seconds: number }, retryAfter: number) {
  return {
    "ratelimit-policy": `"${rule.name}";q=${rule.limit};w=${rule.seconds}`,
    ratelimit: `"${rule.name}";r=0;t=${retryAfter}`,
  };
}

function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "a second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
