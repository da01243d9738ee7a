import { randomBytes, timingSafeEqual } from "node:crypto";
import type { ClientSession, ObjectId } from "mongodb";
import { accountMeant } from "../accounts/own";
import { now } from "../clock";
import { apiKeys, transact } from "../db/client";
import { newId, parseId } from "../db/ids";
import type { AccountDoc, ApiKeyDoc } from "../db/types";
import { AppError, notFound } from "../errors";
import { recordEvent } from "../events/record";
import { afterCursor, toPage } from "../paging";
import { sha256 } from "../secrets";
import { type Actor, actorRef, type KeyActor } from "./actor";
import { holdRight } from "./hold";
import { authorize, PERMISSIONS, type Permission } from "./permissions";
import type { ApiKeyCreated, ApiKeyView, CreateApiKeyInput } from "./schema";

/** `fyr_<id>_<secret>`: the id finds the record in one look-up, the 256 random bits need no slow hash. */
const FORMAT = /^fyr_([0-9a-f]{24})_([A-Za-z0-9_-]{43})$/;

function toApiKeyView(key: ApiKeyDoc): ApiKeyView {
  return {
    id: key._id.toHexString(),
    name: key.name,
    prefix: key.prefix,
    account: key.account.toHexString(),
    permissions: key.permissions,
    createdBy: { type: key.createdBy.type, id: key.createdBy.id?.toHexString() ?? null, name: key.createdBy.name },
    createdAt: key.createdAt.toISOString(),
  };
}

/**
 * Makes a key, whose text is in this answer and nowhere else. Without permissions it gets all that its maker holds.
 * @throws AppError 403 `forbidden`: nobody grants what they do not hold; 409 `account_not_active` while it is suspended
 */
export async function createApiKey(actor: Actor, input: CreateApiKeyInput): Promise<ApiKeyCreated> {
  const wanted = accountMeant(actor, input.account);
  const { account, status, permissions: held } = await authorize(actor, wanted, "api_keys:manage");
  const permissions = PERMISSIONS.filter((name) =>
    input.permissions ? input.permissions.includes(name) : held.has(name),
  );
  const beyond = permissions.filter((name) => !held.has(name));
  if (beyond.length > 0) {
    throw new AppError("forbidden", `You cannot grant what you do not hold: ${beyond.join(", ")}.`, {
      extra: { permissions: beyond },
    });
  }
  if (status === "suspended") {
    throw new AppError(
      "account_not_active",
      `${account.name} is suspended. It can have a new key once the suspension is lifted.`,
    );
  }
  return transact(async (session) => {
    await holdRight(session, actor, account, "api_keys:manage");
    return insertKey(session, actor, account, input.name, permissions);
  });
}

async function insertKey(
  session: ClientSession,
  actor: Actor,
  account: AccountDoc,
  name: string,
  permissions: Permission[],
): Promise<ApiKeyCreated> {
  const id = newId();
  const secret = randomBytes(32).toString("base64url");
  const doc: ApiKeyDoc = {
    _id: id,
    name,
    account: account._id,
    permissions,
    hash: sha256(secret),
    prefix: `fyr_${id.toHexString()}_${secret.slice(0, 4)}`,
    createdBy: actorRef(actor),
    createdAt: now(),
    revokedAt: null,
  };
  await apiKeys().insertOne(doc, { session });
  await recordEvent(session, actor, "api_key.created", account, { type: "api_key", id });
  const { prefix: _prefix, createdBy: _by, ...view } = toApiKeyView(doc);
  return { ...view, key: `fyr_${id.toHexString()}_${secret}` };
}

/** Keys of the given account, or else of the caller's own; the newest first. */
export async function listApiKeys(
  actor: Actor,
  query: { account?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ data: ApiKeyView[]; nextCursor: string | null }> {
  const wanted = accountMeant(actor, query.account);
  await authorize(actor, wanted, "api_keys:manage");
  const after = afterCursor(query.cursor);
  const found = await apiKeys()
    .find({ account: wanted, revokedAt: null, ...(after ? { _id: { $lt: after } } : {}) })
    .sort({ _id: -1 })
    .limit(query.limit + 1)
    .toArray();
  const { docs, nextCursor } = toPage(found, query.limit);
  return { data: docs.map(toApiKeyView), nextCursor };
}

/** Ends a key at once. One that has been revoked is gone for everybody: 404. */
export async function revokeApiKey(actor: Actor, id: ObjectId): Promise<void> {
  const key = await apiKeys().findOne({ _id: id, revokedAt: null });
  if (!key) throw notFound();
  const { account } = await authorize(actor, key.account, "api_keys:manage");
  await transact(async (session) => {
    const ended = await apiKeys().updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: now() } }, { session });
    if (ended.modifiedCount === 0) throw notFound();
    await recordEvent(session, actor, "api_key.revoked", account, { type: "api_key", id });
    // No content is an answer, too, for a request with an Idempotency-Key.
    return null;
  });
}

/** Who a bearer token stands for: one look-up; null for anything that is no key of ours. */
export async function findApiKey(bearer: string): Promise<KeyActor | null> {
  const [, id = "", secret = ""] = FORMAT.exec(bearer) ?? [];
  const keyId = parseId(id);
  if (!keyId) return null;
  const key = await apiKeys().findOne({ _id: keyId, revokedAt: null });
  if (!key || !timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(key.hash))) return null;
  return {
    type: "api_key",
    id: key._id,
    name: key.name,
    account: key.account,
    permissions: PERMISSIONS.filter((name) => key.permissions.includes(name)),
    ip: null,
  };
}
