import { describe, expect, it } from "vitest";
import { answerForPage, vouchFor } from "@/lib/http/page-post";

/** What becomes of a POST to a page before the page is asked. */

process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/unused";

const APP = "http://localhost:3000";
/** Where a server behind a proxy believes to be. */
const PAGE = "http://10.0.0.7:8080/a/1/contacts/2?from=list";
const FORM = "multipart/form-data; boundary=x";

function post(headers: Record<string, string>, url = PAGE): Response | null {
  return answerForPage({ method: "POST", url, headers: new Headers({ "content-type": FORM, ...headers }) });
}

describe("a form", () => {
  it.each<[string, Record<string, string>]>([
    ["our own origin", { origin: APP }],
    [
      "our own origin, whatever the hosts say",
      { origin: APP, host: "evil.example", "x-forwarded-host": "evil.example" },
    ],
    ["no origin, but from the same one", { "sec-fetch-site": "same-origin" }],
    ["null for an origin, but from the same one", { origin: "null", "sec-fetch-site": "same-origin" }],
    ["our own origin, by script", { origin: APP, "next-action": "7f", referer: `${APP}/elsewhere` }],
    ["our own origin, from the page itself", { origin: APP, referer: `${APP}/a/1/contacts/2?from=other` }],
    ["our own origin, and a referer of another site", { origin: APP, referer: "https://evil.example/a" }],
    ["our own origin, and a referer that is none", { origin: APP, referer: "a" }],
    ["our own origin, and no form", { origin: APP, referer: `${APP}/a`, "content-type": "application/json" }],
    ["nothing of a browser's, and no cookie", {}],
  ])("with %s reaches its page", (_, headers) => {
    expect(post(headers)).toBeNull();
  });

  it.each<[string, Record<string, string>]>([
    ["another origin", { origin: "https://evil.example" }],
    ["another origin that the hosts agree with", { origin: "http://10.0.0.7:8080", host: "10.0.0.7:8080" }],
    ["another origin, by script", { origin: "https://evil.example", "next-action": "7f" }],
    [
      "another origin, called the same by the browser",
      { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    ],
    ["neither origin nor site, but a cookie", { cookie: "a=b" }],
    ["no origin, from another site", { "sec-fetch-site": "cross-site" }],
    ["no origin, from a neighbour", { "sec-fetch-site": "same-site" }],
    ["no origin, typed in", { "sec-fetch-site": "none" }],
    ["null for an origin", { origin: "null" }],
  ])("with %s is refused as under /v1", async (_, headers) => {
    const answer = post(headers);
    expect(answer?.status).toBe(403);
    expect(answer?.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer?.json()).toMatchObject({ status: 403, code: "cross_site" });
  });

  it("is refused in words where a person reads the answer", async () => {
    const answer = post({ origin: "https://evil.example", accept: "text/html,*/*;q=0.8" });
    expect(answer?.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const page = await answer?.text();
    expect(page).toContain(`This form was not sent from ${APP}, so nothing was changed.`);
    expect(page).toContain(`href="${APP}"`);
  });

  it.each([FORM, "application/x-www-form-urlencoded"])("of %s that a redirect sent on is asked for by GET", (type) => {
    const url = "http://10.0.0.7:8080/login?callbackUrl=%2Fa%2F1";
    const answer = post({ origin: APP, referer: `${APP}/a/1`, "content-type": type }, url);
    expect(answer?.status).toBe(303);
    expect(answer?.headers.get("location")).toBe(`${APP}/login?callbackUrl=%2Fa%2F1`);
  });
});

describe("a form with a file", () => {
  const LOGO = "http://10.0.0.7:8080/a/65a1b2c3d4e5f60718293a4b/settings/branding/logo";

  it("reaches its handler from the page that shows it, and from nowhere else", () => {
    const referer = `${APP}/a/65a1b2c3d4e5f60718293a4b/settings/branding`;
    expect(post({ origin: APP, referer }, LOGO)).toBeNull();
    expect(post({ origin: "https://evil.example", referer }, LOGO)?.status).toBe(403);
    expect(post({ cookie: "a=b" }, LOGO)?.status).toBe(403);
  });
});

it.each(["GET", "HEAD"])("%s is no form", (method) => {
  expect(answerForPage({ method, url: PAGE, headers: new Headers({ origin: "https://evil.example" }) })).toBeNull();
});

it("Next compares our address with itself", () => {
  const headers = new Headers({ origin: "null", host: "10.0.0.7:8080", "x-forwarded-host": "a, b" });
  vouchFor(headers);
  expect(Object.fromEntries(headers)).toMatchObject({
    origin: APP,
    "x-forwarded-host": "localhost:3000",
    "x-forwarded-proto": "http",
  });
});
