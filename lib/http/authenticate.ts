import { findApiKey } from "../auth/api-keys";
import { readSession } from "../auth/session";
import { AppError } from "../errors";
import type { Auth, Caller } from "./declaration";
import { assertSameOrigin } from "./origin";

/** Methods that change nothing; the others need proof that a session's cookie was sent by our own pages. */
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Who calls: the bearer of an API key, or else the owner of the session. Where a key is given, cookies do not count.
 * @throws AppError 401 `unauthenticated`, 403 `cross_site`
 */
export async function authenticate(request: Request, auth: Auth, ip: string | null): Promise<Caller | null> {
  if (auth === "none") return null;
  const bearer = bearerOf(request.headers);
  if (bearer !== null) {
    const key = await findApiKey(bearer);
    if (!key) throw new AppError("unauthenticated", "This API key is not known, or it has been revoked.");
    return { ...key, ip };
  }
  const user = await readSession(request.headers.get("cookie"));
  if (user) {
    if (!SAFE.has(request.method)) assertSameOrigin(request.headers);
    return { ...user, ip };
  }
  if (auth === "optional") return null;
  throw new AppError("unauthenticated", "Sign in, or send an API key as Authorization: Bearer <key>.");
}

function bearerOf(headers: Headers): string | null {
  const match = /^bearer(?:\s+(.*))?$/i.exec(headers.get("authorization")?.trim() ?? "");
  return match ? (match[1] ?? "") : null;
}
