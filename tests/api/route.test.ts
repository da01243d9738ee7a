import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { GET as unknown } from "@/app/v1/[[...path]]/route";
import { DELETE as deleteKey } from "@/app/v1/api-keys/[id]/route";
import { POST as createKey, GET as listKeys, PATCH as patchKeys } from "@/app/v1/api-keys/route";
import { users } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { log } from "@/lib/log";
import { createTenant, createKey as grantKey, type Tenant } from "../support/factories";
import { request } from "../support/request";

let root: Tenant;
beforeAll(async () => {
  root = await createTenant();
});

describe("errors", () => {
  it("are problem documents that tell what, where and under which request", async () => {
    const { status, headers, body } = await request(createKey, "POST", "/v1/api-keys", {
      key: root.key,
      body: { nam: "x" },
    });
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-request-id")).toBe(body.requestId);
    expect(body).toMatchObject({
      type: "http://localhost:3000/docs#invalid_request",
      title: "The request is not well formed",
      status: 400,
      code: "invalid_request",
      errors: [
        { path: "name", code: "required", message: "Is missing." },
        { path: "nam", code: "unknown_key", message: "Is not a field that is known here." },
      ],
    });
  });

  it("405 names what is possible", async () => {
    const { status, headers, body } = await request(patchKeys, "PATCH", "/v1/api-keys", { key: root.key, body: {} });
    expect([status, body.code, headers.get("allow")]).toEqual([405, "method_not_allowed", "GET, HEAD, POST, OPTIONS"]);
  });

  it("404 for paths that are none", async () => {
    const { status, body, headers } = await request(unknown, "GET", "/v1/nothing/here");
    expect([status, body.code, headers.get("content-type")]).toEqual([404, "not_found", "application/problem+json"]);
  });

  it("a malformed id answers as a foreign and a missing one, but for the request's id", async () => {
    const other = await createTenant({ name: "Other" });
    const { body: foreign } = await request<{ id: string }>(createKey, "POST", "/v1/api-keys", {
      key: other.key,
      body: { name: "Theirs" },
    });
    const answers = await Promise.all(
      [foreign.id, "64b8f0c2a1d3e4f5a6b7c8d9", "nope"].map((id) =>
        request(deleteKey, "DELETE", `/v1/api-keys/${id}`, { key: root.key, params: { id } }),
      ),
    );
    const same = answers.map(({ text, body }) => text.replace(body.requestId, ""));
    expect(answers[0]?.status).toBe(404);
    expect(new Set(same).size).toBe(1);
  });

  it("what nobody expected is a logged 500 that says nothing of its cause", async () => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const { GET } = routes({
      GET: route({ summary: "Breaks", auth: "none", answer: null }, async () => {
        throw new Error("the secret cause");
      }),
    });
    const { status, text, body } = await request(GET, "GET", "/v1/x");
    expect([status, body.code]).toEqual([500, "internal"]);
    expect(text).not.toContain("secret cause");
    expect(logged).toHaveBeenCalledWith("A request failed", expect.objectContaining({ requestId: body.requestId }));
    logged.mockRestore();
  });

  it("503 with Retry-After when the database is away", async () => {
    const { GET } = routes({
      GET: route({ summary: "Waits", auth: "none", answer: null }, async () => {
        const { MongoClient } = await import("mongodb");
        const client = new MongoClient("mongodb://127.0.0.1:1/none", { serverSelectionTimeoutMS: 50 });
        await client.db().command({ ping: 1 });
      }),
    });
    const { status, headers, body } = await request(GET, "GET", "/v1/x");
    expect([status, body.code, headers.get("retry-after")]).toEqual([503, "unavailable", "5"]);
  });

  it("an answer that is not as declared is found in tests", async () => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const { GET } = routes({
      GET: route({ summary: "Lies", auth: "none", answer: z.object({ id: z.string() }) }, async () => ({
        id: 7 as unknown as string,
      })),
    });
    expect((await request(GET, "GET", "/v1/x")).status).toBe(500);
    logged.mockRestore();
  });
});

describe("who calls", () => {
  it("401 with nothing, with how to sign in", async () => {
    const { status, headers, body } = await request(listKeys, "GET", "/v1/api-keys");
    expect([status, body.code, headers.get("www-authenticate")]).toEqual([
      401,
      "unauthenticated",
      'Bearer realm="Foyer"',
    ]);
  });

  it.each(["", "nope", `fyr_${"a".repeat(24)}_${"b".repeat(43)}`])(
    "401 with the key %j, even beside a good session",
    async (key) => {
      const { status } = await request(listKeys, "GET", "/v1/api-keys", {
        headers: { authorization: `Bearer ${key}` },
        cookie: root.cookie,
      });
      expect(status).toBe(401);
    },
  );

  it("401 with a key whose secret is another's", async () => {
    const other = await grantKey(root, ["api_keys:manage"]);
    const mixed = root.key.slice(0, 29) + other.slice(29);
    expect((await request(listKeys, "GET", "/v1/api-keys", { key: mixed })).status).toBe(401);
  });

  it("a session does as well as a key", async () => {
    expect((await request(listKeys, "GET", "/v1/api-keys", { cookie: root.cookie })).status).toBe(200);
  });

  it.each<[number, Record<string, string>]>([
    [201, { origin: "http://localhost:3000" }],
    [201, { origin: "null", "sec-fetch-site": "same-origin" }],
    [201, { "sec-fetch-site": "same-origin" }],
    [403, { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
    [403, { origin: "null", "sec-fetch-site": "cross-site" }],
    [403, { origin: "http://localhost:3001", "sec-fetch-site": "same-site" }],
    [403, { "sec-fetch-site": "none" }],
    [403, { "sec-fetch-site": "" }],
  ])("a change by cookie is %i from %j", async (expected, headers) => {
    const { status, body } = await request(createKey, "POST", "/v1/api-keys", {
      cookie: root.cookie,
      body: { name: "x" },
      headers,
    });
    expect(status).toBe(expected);
    if (expected === 403) expect(body.code).toBe("cross_site");
  });

  it("a change by key needs no origin", async () => {
    const { status } = await request(createKey, "POST", "/v1/api-keys", {
      key: root.key,
      cookie: root.cookie,
      body: { name: "x" },
      headers: { origin: "https://evil.example" },
    });
    expect(status).toBe(201);
  });

  it.each([
    ["sessionVersion has grown", { $inc: { sessionVersion: 1 } }],
    ["the user is disabled", { $set: { status: "disabled" as const } }],
  ])("a session ends at once when %s", async (_why, change) => {
    const { owner, cookie } = await createTenant();
    expect((await request(listKeys, "GET", "/v1/api-keys", { cookie })).status).toBe(200);
    await users().updateOne({ _id: owner._id }, change);
    expect((await request(listKeys, "GET", "/v1/api-keys", { cookie })).status).toBe(401);
  });
});

describe("routes", () => {
  const paths = routes({
    GET: route(
      {
        summary: "Echo",
        auth: "none",
        params: IdParams,
        query: z.strictObject({ q: z.string().optional() }),
        answer: z.object({ q: z.string() }),
      },
      async ({ query, headers }) => {
        headers.set("x-own", "1");
        return { q: query.q ?? "" };
      },
    ),
    DELETE: route({ summary: "Nothing", auth: "none", answer: null }, async () => undefined),
    POST: route(
      {
        summary: "Varies",
        auth: "none",
        answer: z.object({ made: z.boolean() }),
        status: (answer) => ((answer as { made: boolean }).made ? 201 : 200),
        body: z.strictObject({ made: z.boolean() }),
      },
      async ({ body }) => body,
    ),
  });
  const params = { id: "64b8f0c2a1d3e4f5a6b7c8d9" };

  it("HEAD is GET without the body", async () => {
    const [get, head] = await Promise.all([
      request(paths.GET, "GET", "/v1/x/1?q=a", { params }),
      request(paths.HEAD, "HEAD", "/v1/x/1?q=a", { params }),
    ]);
    expect([head.status, head.text, head.headers.get("content-type"), head.headers.get("x-own")]).toEqual([
      200,
      "",
      get.headers.get("content-type"),
      "1",
    ]);
    expect((await request(paths.HEAD, "HEAD", "/v1/x/1?q=a&q=b", { params })).status).toBe(400);
  });

  it("204 without an answer, and the status that the answer calls for", async () => {
    expect((await request(paths.DELETE, "DELETE", "/v1/x")).status).toBe(204);
    expect((await request(paths.POST, "POST", "/v1/x", { body: { made: true } })).status).toBe(201);
    expect((await request(paths.POST, "POST", "/v1/x", { body: { made: false } })).status).toBe(200);
  });

  it("without a body's schema only an empty one is taken", async () => {
    expect((await request(paths.DELETE, "DELETE", "/v1/x", { body: {} })).status).toBe(204);
    expect((await request(paths.DELETE, "DELETE", "/v1/x", { body: { a: 1 } })).status).toBe(400);
  });

  it("OPTIONS tells what is possible", async () => {
    const { status, headers } = await request(paths.OPTIONS, "OPTIONS", "/v1/x");
    expect([status, headers.get("allow")]).toEqual([204, "GET, HEAD, POST, DELETE, OPTIONS"]);
  });

  it("refusals of a domain function keep their code, fields and extra members", async () => {
    const { GET } = routes({
      GET: route({ summary: "Refuses", auth: "none", answer: null }, async () => {
        throw new AppError("invitation_pending", "There is one.", {
          extra: { invitationId: "x" },
          errors: [{ path: "email", code: "c", message: "m" }],
        });
      }),
    });
    const { status, body } = await request(GET, "GET", "/v1/x");
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: "invitation_pending",
      detail: "There is one.",
      invitationId: "x",
      errors: [{ path: "email" }],
    });
  });
});
