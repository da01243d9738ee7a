import { env } from "../env";
import { AppError } from "../errors";

/**
 * A mutation by cookie has to come from our own pages: `Origin` equal to APP_URL, or, where a browser sends none (or `null`),
 * `Sec-Fetch-Site: same-origin`.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  const given = origin !== null && origin !== "null";
  return given ? origin === env().appUrl : headers.get("sec-fetch-site") === "same-origin";
}

/** @throws AppError 403 `cross_site` */
export function assertSameOrigin(headers: Headers): void {
  if (isSameOrigin(headers)) return;
  throw new AppError(
    "cross_site",
    "This was sent with a session cookie, but not from this site. Use the page itself, or an API key.",
  );
}
