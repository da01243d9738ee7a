import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { POST as acceptInvite } from "@/app/v1/accounts/accept-invite/route";
import { POST as invite } from "@/app/v1/accounts/invite/route";
import { DELETE as deleteKey } from "@/app/v1/api-keys/[id]/route";
import { POST as createKey } from "@/app/v1/api-keys/route";
import { setClock } from "@/lib/clock";
import { accounts, apiKeys, idempotency, invitations, transact } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { route, routes } from "@/lib/http/route";
import { log } from "@/lib/log";
import { address, createSubAccount, createTenant, type Tenant } from "../support/factories";
import { request } from "../support/request";

let root: Tenant;
beforeAll(async () => {
  root = await createTenant();
});

let keys = 0;
const nextKey = () => `key-${++keys}`;
const create = (idempotencyKey: string, body: unknown = { name: "Reports" }, key = root.key) =>
  request<{ id: string; key: string | null; code: string }>(createKey, "POST", "/v1/api-keys", {
    key,
    body,
    headers: { "idempotency-key": idempotencyKey },
  });

describe("the same request again", () => {
  it("gets the same answer and has no second effect; a secret is not shown twice", async () => {
    const key = nextKey();
    const first = await create(key);
    const again = await create(key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.headers.has("idempotent-replayed")).toBe(false);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual({ ...first.body, key: null });
    expect(await apiKeys().countDocuments({ name: "Reports", account: root.account._id })).toBe(1);
  });

  it("gets its link derived again, which was stored nowhere", async () => {
    const headers = { "idempotency-key": nextKey() };
    const body = { type: "user", email: address(), sendEmail: false };
    const send = () =>
      request<{ inviteUrl: string }>(invite, "POST", "/v1/accounts/invite", { key: root.key, body, headers });
    const first = await send();
    const again = await send();
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.body.inviteUrl).toContain("?token=ey");
    expect(JSON.stringify(await idempotency().find().toArray())).not.toMatch(/eyJ|fyr_/);
  });

  it("is refused once the caller has lost the right, and told no link", async () => {
    const tenant = await createTenant();
    const sub = await createSubAccount(tenant);
    const headers = { "idempotency-key": nextKey() };
    const body = { type: "user", email: address(), sendEmail: false };
    const send = () =>
      request<{ code: string; inviteUrl?: string }>(invite, "POST", "/v1/accounts/invite", {
        key: sub.key,
        body,
        headers,
      });
    expect((await send()).status).toBe(201);
    await accounts().updateOne({ _id: sub.account._id }, { $set: { status: "suspended" } });
    const held = await send();
    expect([held.status, held.body.code, held.body.inviteUrl]).toEqual([403, "account_suspended", undefined]);
    await accounts().updateOne({ _id: sub.account._id }, { $set: { status: "active" } });
    await apiKeys().updateOne({ account: sub.account._id }, { $set: { permissions: ["events:read"] } });
    const less = await send();
    expect([less.status, less.body.code]).toEqual([403, "forbidden"]);
  });

  it("gets a kept refusal again, with the sentence of the first", async () => {
    const key = nextKey();
    const first = await create(key, { name: "" });
    const again = await create(key, { name: "" });
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([400, "true"]);
    expect(again.text).toBe(first.text);
    expect(again.headers.get("content-type")).toBe("application/problem+json");
  });

  it("gets no content again", async () => {
    const { body } = await create(nextKey());
    const remove = (idempotencyKey: string) =>
      request(deleteKey, "DELETE", `/v1/api-keys/${body.id}`, {
        key: root.key,
        params: { id: body.id },
        headers: { "idempotency-key": idempotencyKey },
      });
    const key = nextKey();
    expect((await remove(key)).status).toBe(204);
    const again = await remove(key);
    expect([again.status, again.text, again.headers.get("idempotent-replayed")]).toEqual([204, "", "true"]);
    expect((await remove(nextKey())).status).toBe(404);
  });

  it("runs anew after a day", async () => {
    const key = nextKey();
    const first = await create(key);
    setClock(24 * 60 * 60_000 + 1000);
    const later = await create(key);
    setClock(0);
    expect(later.headers.has("idempotent-replayed")).toBe(false);
    expect(later.body.id).not.toBe(first.body.id);
  });
});

describe("a key", () => {
  it("is 422 with another body, query or path", async () => {
    const key = nextKey();
    await create(key);
    expect(await create(key, { name: "Other" })).toMatchObject({
      status: 422,
      body: { code: "idempotency_key_reused" },
    });
  });

  it("is another's own", async () => {
    const other = await createTenant();
    const key = nextKey();
    const first = await create(key);
    const theirs = await create(key, { name: "Reports" }, other.key);
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(first.body.id);
  });

  it.each(["", "x".repeat(256)])("is 400 when it is empty or overlong", async (key) => {
    expect(await create(key)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  });

  it("counts per token where nobody is signed in", async () => {
    const accept = (token: string) =>
      request(acceptInvite, "POST", "/v1/accounts/accept-invite", {
        body: { token },
        headers: { "idempotency-key": "same" },
      });
    // Were the key shared, the second would be told that it is another request's.
    expect((await accept("one")).body.code).toBe("invite_invalid");
    expect((await accept("two")).body.code).toBe("invite_invalid");
  });
});

describe("what passes with time is not kept", () => {
  const outcomes: (AppError | null)[] = [];
  const { POST } = routes({
    POST: route({ summary: "Plays outcomes", answer: z.object({ done: z.boolean() }) }, async () => {
      const outcome = outcomes.shift();
      if (outcome) throw outcome;
      return { done: true };
    }),
  });
  it.each(["login_required", "invitation_pending", "rate_limited", "unavailable"] as const)("%s", async (code) => {
    outcomes.push(new AppError(code, "Not now."), null);
    const send = () =>
      request<{ done: boolean }>(POST, "POST", "/v1/x", { key: root.key, headers: { "idempotency-key": code } });
    expect((await send()).status).toBeGreaterThanOrEqual(400);
    const again = await send();
    expect([again.status, again.headers.has("idempotent-replayed")]).toEqual([200, false]);
  });
});

describe("while the first runs", () => {
  it("409, and 20 at once have one effect", async () => {
    const key = nextKey();
    const email = address();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        request(invite, "POST", "/v1/accounts/invite", {
          key: root.key,
          body: { type: "user", email },
          headers: { "idempotency-key": key },
        }),
      ),
    );
    const ran = answers.filter(({ status, headers }) => status === 201 && !headers.has("idempotent-replayed"));
    expect(ran).toHaveLength(1);
    for (const { status, body, headers } of answers) {
      if (status !== 201)
        expect([status, body.code, headers.get("retry-after")]).toEqual([409, "idempotency_in_progress", "1"]);
    }
    expect(await invitations().countDocuments({ emailKey: email })).toBe(1);
  });

  it("one that outlived its lease and was taken over has no effect", async () => {
    let arrived: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let runs = 0;
    const { POST } = routes({
      POST: route({ summary: "Slow", answer: z.object({ run: z.number() }) }, async () => {
        const run = ++runs;
        if (run === 1) {
          arrived();
          await held;
        }
        return transact(async () => ({ run }));
      }),
    });
    const send = () =>
      request<{ run: number; code: string }>(POST, "POST", "/v1/slow", {
        key: root.key,
        headers: { "idempotency-key": "slow" },
      });
    const first = send();
    await inside;
    expect((await send()).status).toBe(409);
    setClock(61_000);
    const second = await send();
    setClock(0);
    release();
    expect(second.body).toEqual({ run: 2 });
    expect((await first).body.code).toBe("idempotency_in_progress");
    expect((await send()).body).toEqual({ run: 2 });
  });

  it("a refusal after a transaction on the way is no answer of that transaction", async () => {
    const { POST } = routes({
      POST: route({ summary: "Refuses late", answer: z.object({ done: z.boolean() }) }, async () => {
        await transact(async () => ({ done: true }));
        throw new AppError("account_not_active", "Not now.");
      }),
    });
    const send = () => request(POST, "POST", "/v1/x", { key: root.key, headers: { "idempotency-key": "late" } });
    expect((await send()).status).toBe(409);
    expect(await send()).toMatchObject({ status: 409, body: { code: "account_not_active" } });
  });

  it("an effect that was rolled back leaves no answer", async () => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const refusals = [true, false];
    const { POST } = routes({
      POST: route({ summary: "Rolls back", answer: z.object({ done: z.boolean() }) }, () =>
        transact(async () => {
          if (refusals.shift()) throw new Error("rolled back");
          return { done: true };
        }),
      ),
    });
    const send = () => request(POST, "POST", "/v1/x", { key: root.key, headers: { "idempotency-key": "rolled" } });
    expect((await send()).status).toBe(500);
    expect(await send()).toMatchObject({ status: 200, body: { done: true } });
    logged.mockRestore();
  });
});
