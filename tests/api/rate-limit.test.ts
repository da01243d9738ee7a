import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { setClock } from "@/lib/clock";
import { rateLimits } from "@/lib/db/client";
import { forgetEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { limitAcceptance, limitCredential, limitSignIn } from "@/lib/http/rate-limit";
import { route, routes } from "@/lib/http/route";
import { createTenant } from "../support/factories";
import { request } from "../support/request";

afterEach(() => {
  setClock(0);
  delete process.env.RATE_LIMITS;
  forgetEnv();
});

/** Puts the clock to the beginning of a window, so that none turns over within a test. */
function atStartOf(windowMs: number, plus = 0): void {
  const real = Date.now();
  setClock(Math.ceil(real / windowMs) * windowMs - real + plus);
}

async function refusals(times: number, call: () => Promise<unknown>): Promise<AppError[]> {
  const outcomes = await Promise.allSettled(Array.from({ length: times }, call));
  return outcomes.flatMap((outcome) => {
    if (outcome.status === "fulfilled") return [];
    if (outcome.reason instanceof AppError) return [outcome.reason];
    throw outcome.reason;
  });
}

const MINUTE = 60_000;

describe("a credential", () => {
  it("has 600 calls a minute, 120 of them invitations, counted in one document", async () => {
    atStartOf(MINUTE);
    expect(await refusals(125, () => limitCredential("k:a", ["all", "invitations"]))).toHaveLength(5);
    expect(await refusals(481, () => limitCredential("k:a", ["all"]))).toHaveLength(1);
    expect(await rateLimits().countDocuments({ _id: /k:a/ })).toBe(1);
  });

  it("waits as long as it is told, and no longer", async () => {
    atStartOf(MINUTE, 15_000);
    const [refused] = await refusals(121, () => limitCredential("k:b", ["all", "invitations"]));
    const wait = (refused?.retryAfter ?? 0) * 1000;
    expect(wait).toBeGreaterThan(45_000);
    atStartOf(MINUTE, 15_000 + wait - 2_000);
    expect(await refusals(1, () => limitCredential("k:b", ["all", "invitations"]))).toHaveLength(1);
    atStartOf(MINUTE, 15_000 + wait + 100);
    expect(await refusals(1, () => limitCredential("k:b", ["all", "invitations"]))).toHaveLength(0);
  });

  it("cannot have twice as much by waiting for the next window", async () => {
    atStartOf(MINUTE, 50_000);
    expect(await refusals(120, () => limitCredential("k:c", ["invitations"]))).toHaveLength(0);
    atStartOf(MINUTE, 61_000);
    expect((await refusals(120, () => limitCredential("k:c", ["invitations"]))).length).toBeGreaterThan(110);
  });

  it("has 20 uploads an hour", async () => {
    atStartOf(60 * MINUTE);
    expect(await refusals(21, () => limitCredential("k:d", ["all", "uploads"]))).toHaveLength(1);
  });

  it("is told which limit it is that uploads have run into, and for how long", async () => {
    atStartOf(60 * MINUTE, 38 * MINUTE);
    const [refused] = await refusals(21, () => limitCredential("k:u", ["all", "uploads"]));
    expect(refused?.message).toMatch(/^An hour has room for 20 uploads\. Try again in \d+ minutes\.$/);
  });

  it("has no limits with RATE_LIMITS=off", async () => {
    process.env.RATE_LIMITS = "off";
    forgetEnv();
    expect(await refusals(150, () => limitCredential("k:e", ["all", "invitations"]))).toHaveLength(0);
  });

  it("is told by headers how much is left, and 429 when nothing is", async () => {
    atStartOf(MINUTE);
    const { key } = await createTenant();
    const { GET } = routes({
      GET: route({ summary: "Limited", limits: ["invitations"], answer: z.object({}) }, async () => ({})),
    });
    const first = await request(GET, "GET", "/v1/x", { key });
    expect(first.headers.get("ratelimit-policy")).toBe('"all";q=600;w=60, "invitations";q=120;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"all";r=599;t=\d+, "invitations";r=119;t=\d+$/);
    await Promise.all(Array.from({ length: 119 }, () => request(GET, "GET", "/v1/x", { key })));
    const over = await request(GET, "GET", "/v1/x", { key });
    expect([over.status, over.body.code]).toEqual([429, "rate_limited"]);
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(over.headers.get("ratelimit")).toMatch(/^"invitations";r=0;t=\d+$/);
  });
});

describe("signed out", () => {
  it("an address has 10 sign-ins in ten minutes, from wherever", async () => {
    atStartOf(10 * MINUTE);
    let client = 0;
    expect(await refusals(11, () => limitSignIn("ana@example.com", `10.1.0.${++client}`))).toHaveLength(1);
  });

  it("a client has 60, its whole IPv6 network together", async () => {
    atStartOf(10 * MINUTE);
    let caller = 0;
    const call = () => limitSignIn(`a${++caller}@example.com`, `2001:db8:7:7::${caller.toString(16)}`);
    expect(await refusals(61, call)).toHaveLength(1);
    await expect(limitSignIn("b@example.com", "2001:db8:7:8::1")).resolves.toBeUndefined();
  });

  it("a token has 20 acceptances, and what is no token counts for the client alone", async () => {
    atStartOf(10 * MINUTE);
    let client = 0;
    expect(await refusals(21, () => limitAcceptance("jti", `10.2.0.${++client}`))).toHaveLength(1);
    expect(await refusals(61, () => limitAcceptance(null, "10.3.0.1"))).toHaveLength(1);
  });
});
