import { hash, verify } from "@node-rs/argon2";
import { AppError } from "../errors";
import common from "./common-passwords.json" with { type: "json" };

/** Argon2id with OWASP's first recommendation (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 200;

let list: ReadonlySet<string> | undefined;

/** The 8,356 passwords of 8 characters or more among the 20,000 that breaches show most often, as Django ships them. */
function isCommon(password: string): boolean {
  list ??= new Set(common.split(" "));
  return list.has(password.toLowerCase());
}

export function checkPassword(password: string): "ok" | "too_weak" {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) return "too_weak";
  // Spaces around a common password make it no rarer.
  const core = password.trim();
  return core.length < SHORTEST_PASSWORD || isCommon(core) ? "too_weak" : "ok";
}

/** @throws AppError 422 `password_too_weak` */
export function assertStrong(password: string): void {
  if (checkPassword(password) === "ok") return;
  const message = `Choose a password of at least ${SHORTEST_PASSWORD} characters that is not among the common ones.`;
  throw new AppError("password_too_weak", message, {
    errors: [{ path: "password", code: "password_too_weak", message }],
  });
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let decoy: Promise<string> | undefined;

/** Does the same work where there is no hash, so that the time taken does not tell whether somebody has a login. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("no one has this password");
  const against = passwordHash ?? (await decoy);
  // No password of ours is longer; hashing megabytes would be a way to keep the server busy.
  const matches = await verify(against, password.slice(0, 1000)).catch(() => false);
  return matches && passwordHash !== undefined;
}
