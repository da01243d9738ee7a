import { beforeAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "@/lib/auth/schema";
import { apiKeys, events } from "@/lib/db/client";
import { del, get, post } from "../support/api";
import { createKey, createMember, createSubAccount, createTenant, type Tenant } from "../support/factories";

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
});
