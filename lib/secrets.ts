import { createHmac, hash, hkdfSync } from "node:crypto";
import { env } from "./env";

/**
 * Every key is derived from APP_SECRET for one purpose (HKDF-SHA256, RFC 5869), so that no key opens two things. A key id
 * names the secret without telling it; the previous secret stays known for verification only.
 */

const HASH_BYTES = 32;
const cache = new Map<string, Uint8Array>();
const ids = new Map<string, string>();

function secretFor(keyId: string): string | null {
  const { appSecret, appSecretPrevious } = env();
  if (keyIdOf(appSecret) === keyId) return appSecret;
  if (appSecretPrevious && keyIdOf(appSecretPrevious) === keyId) return appSecretPrevious;
  return null;
}

function keyIdOf(secret: string): string {
  const known = ids.get(secret);
  if (known) return known;
  const id = Buffer.from(hkdfSync("sha256", secret, "", "foyer/key-id", 6)).toString("base64url");
  ids.set(secret, id);
  return id;
}

export function currentKeyId(): string {
  return keyIdOf(env().appSecret);
}

export function knownKeyIds(): string[] {
  const { appSecret, appSecretPrevious } = env();
  return appSecretPrevious ? [keyIdOf(appSecret), keyIdOf(appSecretPrevious)] : [keyIdOf(appSecret)];
}

/** 32 bytes for one purpose. Throws for a key id of neither the current nor the previous secret. */
export function deriveKey(purpose: string, keyId: string = currentKeyId()): Uint8Array {
  const secret = secretFor(keyId);
  if (secret === null) throw new Error(`No secret is known for the key id ${keyId}`);
  const name = `${keyId}\0${purpose}`;
  const known = cache.get(name);
  if (known) return known;
  const key = new Uint8Array(hkdfSync("sha256", secret, "", `foyer/${purpose}`, HASH_BYTES));
  cache.set(name, key);
  return key;
}

export function sha256(value: string): string {
  return hash("sha256", value, "hex");
}

export function hmac(purpose: string, value: string, keyId?: string): string {
  return createHmac("sha256", deriveKey(purpose, keyId)).update(value).digest("base64url");
}
