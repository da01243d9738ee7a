import { beforeAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "@/lib/auth/schema";
import { apiKeys, events } from "@/lib/db/client";
import { newId, parseId } from "@/lib/db/ids";
import { del, get, post } from "../support/api";
import { createKey, createMember, createSubAccount, createTenant, type Tenant } from "../support/factories";
import type { ProblemBody } from "../support/request";

interface Created {
  id: string;
  name: string;
  key: string;
  account: string;
  permissions: string[];
  createdAt: string;
}
interface Listed {
  data: { id: string; name: string; prefix: string }[];
  nextCursor: string | null;
}

let root: Tenant;
let sub: Tenant;
beforeAll(async () => {
  root = await createTenant();
  sub = await createSubAccount(root);
});

describe("creating a key", () => {
  it("201 with the key, which works at once and of which only a hash is stored", async () => {
    const { status, body } = await post<Created>(
      "/v1/api-keys",
      { name: "Reports", permissions: ["api_keys:manage"] },
      { as: root.key },
    );
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: "Reports",
      key: expect.stringMatching(new RegExp(`^fyr_${body.id}_[A-Za-z0-9_-]{43}$`)),
      account: root.id,
      permissions: ["api_keys:manage"],
      createdAt: expect.any(String),
    });
    expect((await get("/v1/api-keys", { as: body.key })).status).toBe(200);
    expect(JSON.stringify(await apiKeys().find().toArray())).not.toContain(body.key.slice(-43));
    expect(await events().countDocuments({ type: "api_key.created", "subject.id": { $exists: true } })).toBeGreaterThan(
      0,
    );
  });

  it("without permissions grants all that its maker holds", async () => {
    const few = await createKey(root, ["api_keys:manage", "invitations:read"]);
    const { body } = await post<Created>("/v1/api-keys", { name: "Few" }, { as: few });
    expect(body.permissions).toEqual(["invitations:read", "api_keys:manage"]);
    const { body: all } = await post<Created>("/v1/api-keys", { name: "All" }, { as: root.cookie });
    expect(all.permissions).toEqual([...PERMISSIONS]);
  });

  it("403 to grant what one does not hold", async () => {
    const few = await createKey(root, ["api_keys:manage"]);
    const { status, code } = await post(
      "/v1/api-keys",
      { name: "More", permissions: ["accounts:create"] },
      { as: few },
    );
    expect([status, code]).toEqual([403, "forbidden"]);
  });

  it("403 without api_keys:manage, for admins and members too", async () => {
    const few = await createKey(root, ["invitations:read"]);
    const admin = await createMember(root, "admin");
    const member = await createMember(root, "member");
    for (const as of [few, admin.cookie, member.cookie]) {
      expect((await post("/v1/api-keys", { name: "x" }, { as })).code).toBe("forbidden");
    }
  });

  it("for a descendant, never for an account above or beside", async () => {
    expect((await post<Created>("/v1/api-keys", { name: "Sub", account: sub.id }, { as: root.key })).body.account).toBe(
      sub.id,
    );
    const beside = await createTenant();
    for (const account of [root.id, beside.id, "nope"]) {
      expect((await post("/v1/api-keys", { name: "x", account }, { as: sub.key })).code).toBe("not_found");
    }
  });

  it("made from above for a sub-account reaches no further than that account", async () => {
    const { body } = await post<Created>(
      "/v1/api-keys",
      { name: "Below", account: sub.id, permissions: ["api_keys:manage", "invitations:read"] },
      { as: root.cookie },
    );
    expect((await get(`/v1/accounts/${sub.id}`, { as: body.key })).status).toBe(200);
    expect((await get(`/v1/accounts/${root.id}`, { as: body.key })).code).toBe("not_found");
    const { body: own } = await get<Listed>("/v1/api-keys", { as: body.key });
    expect(own.data.map(({ id }) => id)).toContain(body.id);
    const { body: above } = await get<Listed>("/v1/api-keys", { as: root.key });
    expect(above.data.map(({ id }) => id)).not.toContain(body.id);
  });

  it("names what cannot be granted, and makes no key with the rest", async () => {
    const few = await createKey(root, ["api_keys:manage", "invitations:read"]);
    const before = await apiKeys().countDocuments({ account: root.account._id });
    const { status, body } = await post<ProblemBody & { permissions?: string[] }>(
      "/v1/api-keys",
      { name: "More", permissions: ["invitations:read", "contacts:manage", "events:read"] },
      { as: few },
    );
    expect([status, body.permissions]).toEqual([403, ["contacts:manage", "events:read"]]);
    expect(await apiKeys().countDocuments({ account: root.account._id })).toBe(before);
  });

  it.each([
    {},
    { name: "" },
    { name: "x".repeat(61) },
    { name: "x", permissions: [] },
    { name: "x", permissions: ["all"] },
    { name: ["x"] },
    { name: "x", role: "owner" },
  ])("400 from %j", async (body) => {
    expect((await post("/v1/api-keys", body, { as: root.key })).code).toBe("invalid_request");
  });
});

describe("listing keys", () => {
  it("shows names and beginnings, newest first, page by page, and never a secret", async () => {
    const tenant = await createTenant();
    for (const name of ["a", "b", "c"]) await post("/v1/api-keys", { name }, { as: tenant.key });
    const first = await get<Listed>("/v1/api-keys?limit=2", { as: tenant.key });
    expect(first.body.data.map(({ name }) => name)).toEqual(["c", "b"]);
    const second = await get<Listed>(`/v1/api-keys?limit=2&cursor=${first.body.nextCursor}`, { as: tenant.key });
    expect(second.body.data.map(({ name }) => name)).toEqual(["a", "tests"]);
    expect(second.body.nextCursor).toBeNull();
    expect(first.text + second.text).not.toMatch(/fyr_[0-9a-f]{24}_[A-Za-z0-9_-]{5}|"hash"/);
  });

  it("of a stranger's account is answered as one of no account at all", async () => {
    const stranger = await createTenant();
    const real = await get(`/v1/api-keys?account=${root.id}`, { as: stranger.key });
    const missing = await get(`/v1/api-keys?account=${newId().toHexString()}`, { as: stranger.key });
    const malformed = await get("/v1/api-keys?account=nope", { as: stranger.key });
    expect(real.status).toBe(404);
    for (const other of [missing, malformed]) expect(masked(other.text)).toBe(masked(real.text));
  });

  it("403 for admins and members, who cannot see what there is", async () => {
    for (const role of ["admin", "member"] as const) {
      const { cookie } = await createMember(root, role);
      expect((await get(`/v1/api-keys?account=${root.id}`, { as: cookie })).code).toBe("forbidden");
    }
  });

  it("400 with a cursor that no list gave out", async () => {
    expect((await get("/v1/api-keys?cursor=x", { as: root.key })).code).toBe("invalid_request");
  });
});

describe("revoking a key", () => {
  it("204, and it stops working at once; a second time 404", async () => {
    const { body } = await post<Created>("/v1/api-keys", { name: "Short" }, { as: root.key });
    expect((await del(`/v1/api-keys/${body.id}`, { as: root.key })).status).toBe(204);
    expect((await get("/v1/api-keys", { as: body.key })).status).toBe(401);
    expect((await del(`/v1/api-keys/${body.id}`, { as: root.key })).code).toBe("not_found");
  });

  it("404 for one of an account above or beside", async () => {
    const id = root.key.slice(4, 28);
    expect((await del(`/v1/api-keys/${id}`, { as: sub.key })).code).toBe("not_found");
    expect((await get("/v1/api-keys", { as: root.key })).status).toBe(200);
  });

  it("404 for one of a stranger, as for one that never was", async () => {
    const stranger = await createTenant();
    const real = await del(`/v1/api-keys/${root.key.slice(4, 28)}`, { as: stranger.cookie });
    const missing = await del(`/v1/api-keys/${newId().toHexString()}`, { as: stranger.cookie });
    expect(real.status).toBe(404);
    expect(masked(real.text)).toBe(masked(missing.text));
  });

  it("from above ends a sub-account's key from its next call on; the key that does it may end itself", async () => {
    const { body } = await post<Created>("/v1/api-keys", { name: "Below" }, { as: sub.key });
    expect((await get("/v1/api-keys", { as: body.key })).status).toBe(200);
    expect((await del(`/v1/api-keys/${body.id}`, { as: root.key })).status).toBe(204);
    expect((await get("/v1/api-keys", { as: body.key })).code).toBe("unauthenticated");

    const { body: own } = await post<Created>("/v1/api-keys", { name: "Own" }, { as: sub.key });
    expect((await del(`/v1/api-keys/${own.id}`, { as: own.key })).status).toBe(204);
    expect((await get("/v1/api-keys", { as: own.key })).code).toBe("unauthenticated");
  });

  it("of two at once one ends it, and one event tells", async () => {
    const { body } = await post<Created>("/v1/api-keys", { name: "Twice" }, { as: root.key });
    const answers = await Promise.all([1, 2].map(() => del(`/v1/api-keys/${body.id}`, { as: root.key })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
    const told = await events().countDocuments({ type: "api_key.revoked", "subject.id": parseId(body.id) ?? newId() });
    expect(told).toBe(1);
  });
});

describe("in a suspended account", () => {
  it("keys are seen and revoked from above, but none is made; its own callers are refused", async () => {
    const stopped = await createSubAccount(root);
    const { body } = await post<Created>("/v1/api-keys", { name: "Old" }, { as: stopped.key });
    expect((await post(`/v1/accounts/${stopped.id}/suspend`, {}, { as: root.key })).status).toBe(200);

    const { body: list } = await get<Listed>(`/v1/api-keys?account=${stopped.id}`, { as: root.cookie });
    expect(list.data.map(({ name }) => name)).toContain("Old");
    const making = { name: "New", account: stopped.id };
    expect((await post("/v1/api-keys", making, { as: root.cookie })).code).toBe("account_not_active");
    expect((await post("/v1/api-keys", making, { as: stopped.cookie })).code).toBe("account_suspended");
    expect((await get("/v1/api-keys", { as: body.key })).code).toBe("account_suspended");
    expect((await del(`/v1/api-keys/${body.id}`, { as: root.cookie })).status).toBe(204);
  });
});

/** A problem without what differs in each. */
function masked(text: string): string {
  return text.replace(/"requestId":"[^"]*"/, "");
}
