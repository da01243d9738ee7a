import { randomUUID } from "node:crypto";
import { env } from "../env";
import { AppError } from "../errors";
import { isSameOrigin } from "./origin";
import { problemHeaders, problemOf } from "./problem";

/** Forms are sent to the pages that show them. What is decided about such a POST before its page, and with it the form's action, runs. */

type Sent = Pick<Request, "method" | "url" | "headers">;

/** Route handlers that take the form of another page, because it holds a file. They answer as that page would. */
const UPLOADS = /^\/a\/[^/]+\/settings\/branding\/logo$/;

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** The answer to a POST that its page is not to see; null for every other request. */
export function answerForPage(request: Sent): Response | null {
  if (request.method !== "POST") return null;
  if (!isSameOrigin(request.headers) && !isNobodys(request.headers)) return refused(request.headers);
  if (isSentOn(request)) return new Response(null, { status: 303, headers: { location: ownUrl(request.url) } });
  return null;
}

/** A program's own call: no browser, which would say where it comes from, and no cookie that somebody else could make use of. */
function isNobodys(headers: Headers): boolean {
  return !headers.has("origin") && !headers.has("sec-fetch-site") && !headers.has("cookie");
}

/**
 * Next compares `Origin` with hosts that the request names itself. Once our own comparison has passed, Next is told what it
 * came to, whatever a proxy in front has made of the host.
 */
export function vouchFor(headers: Headers): void {
  const { origin, host, protocol } = new URL(env().appUrl);
  headers.set("origin", origin);
  headers.set("x-forwarded-host", host);
  headers.set("x-forwarded-proto", protocol.slice(0, -1));
}

/**
 * A page may redirect while it is drawn, as when the session has ended. If that happens after a form was sent without a
 * script, Next answers 307, and the browser sends the form again, to a page that knows nothing of it. It still names the form's
 * own page as where it comes from.
 */
function isSentOn({ url, headers }: Sent): boolean {
  const from = headers.get("referer") ?? "";
  if (headers.has("next-action") || !FORM.test(headers.get("content-type") ?? "") || !URL.canParse(from)) return false;
  const { origin, pathname } = new URL(from);
  const sentTo = new URL(url).pathname;
  return origin === env().appUrl && pathname !== sentTo && !UPLOADS.test(sentTo);
}

/** The same address as browsers know it; the server may listen on another. */
function ownUrl(url: string): string {
  const { pathname, search } = new URL(url);
  return env().appUrl + pathname + search;
}

function refused(headers: Headers): Response {
  const { appUrl } = env();
  const error = new AppError(
    "cross_site",
    `This form was not sent from ${appUrl}, so nothing was changed. Open the page there, and send it from there.`,
  );
  const problem = problemOf(error, randomUUID());
  const readable = headers.get("accept")?.includes("text/html") ?? false;
  const type = readable ? { "content-type": "text/html; charset=utf-8" } : problemHeaders(error);
  return new Response(readable ? letter(problem.title, problem.detail, appUrl) : JSON.stringify(problem), {
    status: error.status,
    headers: { ...type, "cache-control": "no-store", "x-request-id": problem.requestId },
  });
}

/** Drawn without Next, which would take the form for the page's own. */
function letter(title: string, text: string, appUrl: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="/icon.svg">
<style>
  :root { color-scheme: light dark; font: 17px/1.5 Georgia, serif }
  main { max-width: 440px; margin: 12vh auto 0; padding: 0 20px }
  h1 { font-size: 28px; line-height: 1.2; font-weight: normal }
  p { overflow-wrap: anywhere }
</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="${appUrl}">${appUrl}</a></p>
</main>
</html>
`;
}
