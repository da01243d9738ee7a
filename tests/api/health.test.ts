import { afterEach, describe, expect, it } from "vitest";
import { GET as healthz } from "@/app/healthz/route";
import { GET as metrics } from "@/app/metrics/route";
import { GET as readyz } from "@/app/readyz/route";
import { GET as openapi } from "@/app/v1/openapi.json/route";
import { closeDatabase, transact } from "@/lib/db/client";
import { startEngine, stopEngine } from "@/lib/engine/embedded";
import { forgetEnv } from "@/lib/env";
import { PEER_HEADER } from "@/lib/http/client-ip";
import { queueMail } from "@/lib/mail/queue";
import { get } from "../support/api";
import { createTenant } from "../support/factories";
import { putList } from "../support/lists";

const from = (peer: string, headers: Record<string, string> = {}) =>
  new Request("http://localhost:3000/metrics", { headers: { [PEER_HEADER]: peer, ...headers } });

it("the process answers", async () => {
  expect([healthz().status, await healthz().json()]).toEqual([200, { status: "ok" }]);
});

it("the API describes itself", async () => {
  const response = await openapi(new Request("http://localhost:3000/v1/openapi.json"), { params: Promise.resolve({}) });
  expect(await response.json()).toMatchObject({ openapi: "3.1.0", servers: [{ url: "http://localhost:3000" }] });
});

describe("readiness", () => {
  afterEach(() => stopEngine());

  it("200 with a database and an engine", async () => {
    startEngine();
    const response = await readyz();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "ready", database: { ok: true }, engine: { ok: true } });
  });

  it("503 without the engine", async () => {
    const response = await readyz();
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  });

  it("503 within seconds without a database, and 200 again when it is back", async () => {
    const uri = process.env.MONGODB_URI;
    try {
      await closeDatabase();
      process.env.MONGODB_URI = "mongodb://127.0.0.1:1/none";
      forgetEnv();
      const started = performance.now();
      const response = await readyz();
      expect([response.status, (await response.json()).database.ok]).toEqual([503, false]);
      expect(performance.now() - started).toBeLessThan(5_000);
    } finally {
      await closeDatabase();
      process.env.MONGODB_URI = uri;
      forgetEnv();
    }
    expect((await (await readyz()).json()).database.ok).toBe(true);
  });
});

describe("metrics", () => {
  it("count requests by their route's shape, and mail by its status", async () => {
    const { key, account } = await createTenant();
    await get("/v1/accounts/64b8f0c2a1d3e4f5a6b7c8d9", { as: key });
    await transact(async (session) => {
      await queueMail(session, {
        kind: "password-changed",
        account: account._id,
        to: { email: "a@example.com", name: "" },
        locale: "en",
        data: {},
      });
    });
    const text = await (await metrics(from("127.0.0.1"))).text();
    expect(text).toContain('foyer_http_requests_total{method="GET",route="/v1/accounts/:id",status="404"} 1');
    expect(text).toContain('foyer_http_request_duration_seconds_count{method="GET",route="/v1/accounts/:id"} 1');
    expect(text).toContain('foyer_mails{status="queued"} 1');
    expect(text).toMatch(/foyer_mail_oldest_queued_seconds \d/);
    expect(text).not.toContain("64b8f0c2");
  });

  it("count lists that are open, and their rows that wait", async () => {
    const acme = await createTenant();
    const cells = ["ana@example.com", ""];
    const skipped = { status: "skipped", code: "already_member", reason: null } as const;
    await putList(acme, [[{ cells, result: skipped }], [{ cells }, { cells }]], { status: "running" });
    await putList(acme, [[{ cells }]], { status: "paused" });
    await putList(acme, [[{ cells }]], { status: "cancelled" });
    await putList(acme, [[{ cells }]], { status: "draft" });
    const text = await (await metrics(from("127.0.0.1"))).text();
    expect(text).toContain('foyer_batches{status="running"} 1\n');
    expect(text).toContain('foyer_batches{status="paused"} 1\n');
    expect(text).toContain('foyer_batches{status="queued"} 0\n');
    expect(text).toContain("foyer_batch_rows_waiting 3\n");
  });

  it("are for this machine, or for who has the token", async () => {
    expect((await metrics(from("203.0.113.5"))).status).toBe(404);
    expect((await metrics(from("127.0.0.1", { "x-forwarded-for": "203.0.113.5" }))).status).toBe(404);
    process.env.METRICS_TOKEN = "scrape-me";
    forgetEnv();
    expect((await metrics(from("203.0.113.5", { authorization: "Bearer scrape-me" }))).status).toBe(200);
    expect((await metrics(from("203.0.113.5", { authorization: "Bearer nope" }))).status).toBe(404);
    delete process.env.METRICS_TOKEN;
    forgetEnv();
  });
});
