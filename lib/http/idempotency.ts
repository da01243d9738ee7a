import { createHash, randomUUID } from "node:crypto";
import type { ClientSession } from "mongodb";
import { inviteUrl } from "../auth/invite-token";
import type { Permission } from "../auth/permissions";
import { now } from "../clock";
import { idempotency } from "../db/client";
import type { IdempotencyDoc, InviteClaims } from "../db/types";
import { AppError } from "../errors";
import { log } from "../log";
import { sha256 } from "../secrets";
import type { Grant, IdempotencyHandle } from "./context";
import { PROBLEM_TYPE } from "./problem";

/**
 * Idempotency-Key (contract §5). A placeholder is written before the handler runs; `transact` turns it into the answer within
 * the transaction that has the effect, so that the two exist together or not at all.
 */

const KEPT_MS = 24 * 60 * 60_000;
/** How long a request may run before another with its key may take over, which then keeps the first from committing. */
const LEASE_MS = 60_000;

/** On a value that carries an `inviteUrl`: the claims it was signed from. They are stored, the link is not. */
export const LINK_CLAIMS: unique symbol = Symbol.for("foyer.link-claims");

export interface Answer {
  status: number;
  body: string | null;
  headers: Record<string, string>;
}

/** What a key stands for: who sent it, and the request it belongs to. */
export interface KeyedRequest {
  id: string;
  fingerprint: string;
}

export function keyedRequest(scope: string, key: string, request: Request, body: Uint8Array): KeyedRequest {
  const { pathname, search } = new URL(request.url);
  const fingerprint = createHash("sha256")
    .update(`${request.method}\n${pathname}\n${search}\n`)
    .update(body)
    .digest("hex");
  return { id: sha256(`${scope}\n${key}`), fingerprint };
}

/** The request's Idempotency-Key, or null. @throws AppError 400 for an empty or overlong one */
export function readIdempotencyKey(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (key.length >= 1 && key.length <= 255) return key;
  throw new AppError("invalid_request", "Idempotency-Key must have 1 to 255 characters.");
}

function inProgress(): AppError {
  return new AppError(
    "idempotency_in_progress",
    "The first request with this Idempotency-Key is still running. Ask again in a moment for its answer.",
    { retryAfter: 1 },
  );
}

/** Either the right to run, or the answer of the request that ran before. */
export async function begin(request: KeyedRequest): Promise<{ owner: string } | { replay: Answer; grants: Grant[] }> {
  const at = now();
  const claim: IdempotencyDoc = {
    _id: request.id,
    request: request.fingerprint,
    state: "running",
    owner: randomUUID(),
    lockedUntil: new Date(at.getTime() + LEASE_MS),
    expiresAt: new Date(at.getTime() + KEPT_MS),
  };
  try {
    // With the majority, because `store` must find it: a transaction's snapshot has no gaps, and so may end before a write
    // that only this node knows of.
    await idempotency().insertOne(claim);
    return { owner: claim.owner };
  } catch (error) {
    if ((error as { code?: unknown }).code !== 11000) throw error;
  }
  // Left behind by a crash, or out of date: whoever replaces it runs.
  const free = [
    { expiresAt: { $lte: at } },
    { state: "running" as const, request: request.fingerprint, lockedUntil: { $lte: at } },
  ];
  const { _id, ...rest } = claim;
  const taken = await idempotency().replaceOne({ _id: request.id, $or: free }, rest);
  if (taken.modifiedCount === 1) return { owner: claim.owner };

  const first = await idempotency().findOne({ _id: request.id });
  // Gone in between: the first one failed in a way that is not kept.
  if (!first) throw inProgress();
  if (first.request !== request.fingerprint) {
    throw new AppError(
      "idempotency_key_reused",
      "This Idempotency-Key was used for another request. Make a new key for each request.",
    );
  }
  if (first.state === "running") throw inProgress();
  const grants = (first.grants ?? []).map(({ account, permission }) => ({
    account,
    permission: permission as Permission | "read",
  }));
  return { replay: await replay(first), grants };
}

async function replay(doc: IdempotencyDoc): Promise<Answer> {
  let body = doc.body ?? null;
  if (body !== null && doc.link) {
    body = JSON.stringify({ ...(JSON.parse(body) as object), inviteUrl: await inviteUrl(doc.link) });
  }
  return {
    status: doc.status ?? 200,
    body,
    headers: { ...doc.headers, "idempotent-replayed": "true" },
  };
}

/** The record of one running request. */
export class Recording implements IdempotencyHandle {
  /** What the last transaction stored, to know afterwards whether that was the answer. */
  private stored: Partial<IdempotencyDoc> | null = null;

  constructor(
    private readonly id: string,
    private readonly owner: string,
    private readonly statusOf: (value: unknown) => number,
    private readonly headers: Headers,
    /** Filled while the request runs. */
    private readonly grants: Grant[],
  ) {}

  async store(session: ClientSession, value: unknown): Promise<void> {
    if (value === undefined) return;
    this.stored = this.kept(value);
    const saved = await idempotency().updateOne(
      { _id: this.id, owner: this.owner },
      { $set: this.stored },
      { session },
    );
    // Another request took over after the lease ran out; it must be the only one with an effect.
    if (saved.matchedCount === 0) throw inProgress();
  }

  /** After the handler: stores what it answered, unless its own transaction did. */
  async finish(value: unknown): Promise<void> {
    const answer = this.kept(value);
    const { stored } = this;
    // Headers such as ETag are set from what the transaction gave.
    const same = (["status", "body", "headers"] as const).every(
      (part) => JSON.stringify(stored?.[part]) === JSON.stringify(answer[part]),
    );
    if (stored && same) return;
    await this.save(answer);
  }

  /** After a failure: refusals are answers too, save those that pass with time or with signing in. */
  async fail(error: AppError, problem: unknown): Promise<void> {
    if (error.status === 401 || error.status === 409 || error.status === 429) {
      // A refusal had no effect, whatever was written on the way to it.
      await this.remove({});
      return;
    }
    if (error.status >= 500) {
      await this.forget();
      return;
    }
    await this.save({
      state: "done",
      status: error.status,
      body: JSON.stringify(problem),
      headers: { "content-type": PROBLEM_TYPE },
      link: null,
      grants: this.grants,
    });
  }

  /** Frees the key, unless a transaction has already had its effect and left its answer. */
  async forget(): Promise<void> {
    await this.remove({ state: "running" });
  }

  private async remove(where: Partial<Pick<IdempotencyDoc, "state">>): Promise<void> {
    await this.quietly(() => idempotency().deleteOne({ _id: this.id, owner: this.owner, ...where }));
  }

  private async save(answer: Partial<IdempotencyDoc>): Promise<void> {
    await this.quietly(() => idempotency().updateOne({ _id: this.id, owner: this.owner }, { $set: answer }));
  }

  /** The outcome stands whether or not this can be written; the lease then frees the key. */
  private async quietly(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      log.warn("The answer of an idempotent request could not be kept", { error });
    }
  }

  private kept(value: unknown): Partial<IdempotencyDoc> {
    return {
      state: "done",
      status: this.statusOf(value),
      body: value === undefined || value === null ? null : JSON.stringify(withoutSecrets(value)),
      headers: Object.fromEntries(this.headers),
      link: linkClaims(value),
      grants: this.grants,
    };
  }
}

function linkClaims(value: unknown): InviteClaims | null {
  if (typeof value !== "object" || value === null || !(LINK_CLAIMS in value)) return null;
  return value[LINK_CLAIMS] as InviteClaims;
}

/** A link is derived again and a new API key is not shown again, so neither is stored. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { inviteUrl: _link, key, ...rest } = value as Record<string, unknown>;
  return typeof key === "string" ? { ...rest, key: null } : rest;
}
