import { describe, expect, it } from "vitest";
import { userActor } from "@/lib/auth/session";
import { events, users } from "@/lib/db/client";
import type { Role, UserDoc } from "@/lib/db/types";
import { changeMembership } from "@/lib/users/change-membership";
import { removeMember } from "@/lib/users/remove";
import type { ListedUser, UserView } from "@/lib/users/schema";
import { del, get, patch, post } from "../../support/api";
import {
  address,
  createKey,
  createMember,
  createPerson,
  createSubAccount,
  createTenant,
  type Tenant,
} from "../../support/factories";
import { accept, invited, invitedBusiness, tokenTo } from "../../support/invites";

interface Page {
  data: ListedUser[];
  nextCursor: string | null;
}

const list = (id: string, as: string, query = "") => get<Page>(`/v1/accounts/${id}/users${query}`, { as });
const hex = ({ _id }: Pick<UserDoc, "_id">) => _id.toHexString();
const change = (id: string, user: Pick<UserDoc, "_id">, body: unknown, as: string) =>
  patch<UserView & { code?: string; invitationId?: string }>(`/v1/accounts/${id}/users/${hex(user)}`, body, { as });
const remove = (id: string, user: Pick<UserDoc, "_id">, as: string) =>
  del<{ status: string; user: UserView; invitationId?: string }>(`/v1/accounts/${id}/users/${hex(user)}`, { as });

function named({ account }: Pick<Tenant, "account">, firstName: string, lastName: string, role: Role = "member") {
  return createPerson({ firstName, lastName, memberships: [{ account: account._id, role, status: "active" }] });
}

async function typesAbout(user: Pick<UserDoc, "_id">): Promise<string[]> {
  const found = await events().find({ "subject.id": user._id }).sort({ _id: 1 }).toArray();
  return found.map(({ type }) => type);
}

async function membershipsOf(user: Pick<UserDoc, "_id">) {
  return (await users().findOne({ _id: user._id }))?.memberships ?? [];
}

/** Every page, one after another. */
async function readAll(id: string, as: string, query: string): Promise<ListedUser[][]> {
  const pages: ListedUser[][] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { status, body } = await list(id, as, `?${query}${cursor ? `&cursor=${cursor}` : ""}`);
    expect(status).toBe(200);
    pages.push(body.data);
    cursor = body.nextCursor;
  }
  return pages;
}

describe("GET /v1/accounts/:id/users", () => {
  it("200 with who joined, by name, then who is invited, the newest first", async () => {
    const tenant = await createTenant();
    await named(tenant, "Zoe", "Adams");
    const bo = await named(tenant, "bo", "Lima", "admin");
    await named(await createTenant(), "Aaron", "Elsewhere");
    const first = await invited(tenant, { firstName: "Carl", role: "admin" });
    const second = await invited(tenant);
    const { status, body } = await list(tenant.id, tenant.key);
    expect(status).toBe(200);
    expect(body.nextCursor).toBeNull();
    expect(body.data.map(({ firstName, role, status }) => [firstName, role, status])).toEqual([
      ["bo", "admin", "active"],
      ["Rui", "owner", "active"],
      ["Zoe", "member", "active"],
      ["", "member", "invited"],
      ["Carl", "admin", "invited"],
    ]);
    expect(body.data[0]).toEqual({
      id: hex(bo.user),
      email: bo.user.email,
      firstName: "bo",
      lastName: "Lima",
      status: "active",
      role: "admin",
      account: tenant.id,
      joinedAt: tenant.account.createdAt.toISOString(),
      invitation: null,
    });
    expect(body.data[3]?.invitation?.id).toBe(second.invitation.id);
    expect(body.data[4]?.invitation?.id).toBe(first.invitation.id);
  });

  it("filters by role and status, and finds names, last names and addresses by their beginning", async () => {
    const tenant = await createTenant();
    const zoe = await named(tenant, "Zoe", "Adams");
    const bo = await named(tenant, "Bo", "Zuñiga", "admin");
    await change(tenant.id, zoe.user, { status: "disabled" }, tenant.key);
    const { invitation } = await invited(tenant, { firstName: "Zara", email: address("quite-new") });
    const names = async (query: string) =>
      (await list(tenant.id, tenant.key, query)).body.data.map((one) => one.firstName);
    expect(await names("?role=owner")).toEqual(["Rui"]);
    expect(await names("?role=admin")).toEqual(["Bo"]);
    expect(await names("?role=member")).toEqual(["Zoe", "Zara"]);
    expect(await names("?status=active")).toEqual(["Bo", "Rui"]);
    expect(await names("?status=disabled")).toEqual(["Zoe"]);
    expect(await names("?status=invited")).toEqual(["Zara"]);
    expect(await names("?status=invited&role=admin")).toEqual([]);
    expect(await names("?q=Z")).toEqual(["Zoe", "Bo", "Zara"]);
    expect(await names("?q=zoe%20%20AD")).toEqual(["Zoe"]);
    expect(await names(`?q=${bo.user.email.toUpperCase()}`)).toEqual(["Bo"]);
    expect(await names(`?q=${invitation.email}`)).toEqual(["Zara"]);
    expect(await names("?q=z&status=disabled&role=member")).toEqual(["Zoe"]);
    expect(await names("?q=.*")).toEqual([]);
  });

  it("400 for a filter, a limit or a cursor that is none", async () => {
    const tenant = await createTenant();
    for (const query of [
      "?role=boss",
      "?status=gone",
      "?limit=0",
      "?limit=101",
      "?cursor=nonsense",
      "?cursor=jx",
      "?x=1",
    ]) {
      const { status, code } = await list(tenant.id, tenant.key, query);
      expect([query, status, code]).toEqual([query, 400, "invalid_request"]);
    }
  });

  it("60 people with names that repeat and 7 invited: every page in order, nobody twice, nobody left out", async () => {
    const tenant = await createTenant();
    for (let index = 0; index < 59; index++) await named(tenant, `Ana ${"abc"[index % 3]}`, "Ana Lima");
    for (let index = 0; index < 7; index++) await invited(tenant, { firstName: "Ana" });
    for (const limit of [1, 7, 20, 60, 100]) {
      for (const query of [`limit=${limit}`, `limit=${limit}&q=ana`]) {
        if (limit === 1 && query.includes("q=")) continue;
        const pages = await readAll(tenant.id, tenant.key, query);
        const all = pages.flat();
        const total = query.includes("q=") ? 66 : 67;
        expect([query, all.length, new Set(all.map(({ id }) => id)).size]).toEqual([query, total, total]);
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        const joined = all
          .filter(({ status }) => status !== "invited")
          .map((one) => `${one.firstName} ${one.lastName}`);
        expect(joined).toEqual([...joined].sort());
        expect(all.slice(joined.length).every(({ status }) => status === "invited")).toBe(true);
      }
    }
  });

  it("shows somebody invited as the invitation names them, and finds them by nothing else", async () => {
    const tenant = await createTenant();
    const elsewhere = await createTenant();
    const email = address("secret-person");
    const known = await createPerson({
      email,
      firstName: "Quentin",
      lastName: "Quist",
      nameKey: "quentin quist",
      lastNameKey: "quist",
      memberships: [{ account: elsewhere.account._id, role: "admin", status: "active" }],
    });
    const typed = email.replace("secret", "Secret");
    await invited(tenant, { email: typed, firstName: "Our", lastName: "Guest" });
    // Since then they have another name and another address elsewhere.
    const emailKey = address("quietly-changed");
    await users().updateOne({ _id: known.user._id }, { $set: { email: emailKey, emailKey } });

    const { body, text } = await list(tenant.id, tenant.key);
    const row = body.data.find(({ status }) => status === "invited");
    expect(row).toMatchObject({ email: typed, firstName: "Our", lastName: "Guest", status: "invited" });
    expect(text).not.toMatch(/Quentin|quist|quietly/i);
    for (const q of ["quentin", "quist", "quietly", "q"]) {
      const found = await list(tenant.id, tenant.key, `?q=${q}`);
      expect([q, found.body]).toEqual([q, { data: [], nextCursor: null }]);
    }
    for (const q of ["our", "guest", "secret-per"]) {
      expect((await list(tenant.id, tenant.key, `?q=${q}`)).body.data).toHaveLength(1);
    }
    // Neither the place in the list nor a cursor says how the record sorts.
    const pages = await readAll(tenant.id, tenant.key, "limit=1");
    expect(pages.at(-1)?.[0]?.firstName).toBe("Our");
    const first = await list(tenant.id, tenant.key, "?limit=1");
    expect(Buffer.from(first.body.nextCursor?.slice(1) ?? "", "base64url").toString()).not.toMatch(/quentin/i);
  });

  it("shows the owner-to-be of an account that waits, from above", async () => {
    const root = await createTenant();
    const { account, invitation } = await invitedBusiness(root, { firstName: "Ana" });
    const { body } = await list(account.id, root.key);
    expect(body.data).toMatchObject([
      { firstName: "Ana", role: "owner", status: "invited", invitation: { id: invitation.id } },
    ]);
    expect((await list(account.id, root.key, "?role=member")).body.data).toEqual([]);
    // What was opened is no colleague of those above.
    expect((await list(root.id, root.key)).body.data).toHaveLength(1);
  });

  it("tells since when: from the acceptance, or from the account's beginning for who came with it", async () => {
    const tenant = await createTenant({ createdAt: new Date("2024-05-01T10:00:00Z") });
    const { invitation } = await invited(tenant);
    const before = new Date().toISOString();
    expect((await accept(await tokenTo(invitation.email))).status).toBe(200);
    const { body } = await list(tenant.id, tenant.key);
    const since = new Map(body.data.map(({ role, joinedAt }) => [role, joinedAt ?? ""]));
    expect(since.get("owner")).toBe("2024-05-01T10:00:00.000Z");
    expect((since.get("member") ?? "") >= before).toBe(true);
  });

  it("is for owners and admins of the account and owners above; 404 for everybody beside and below", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    const sibling = await createSubAccount(root);
    const admin = await createMember(middle, "admin");
    const member = await createMember(middle, "member");
    const rootAdmin = await createMember(root, "admin");
    for (const as of [root.key, root.cookie, middle.key, middle.cookie, admin.cookie]) {
      expect((await list(middle.id, as)).status).toBe(200);
    }
    expect((await list(middle.id, await createKey(middle, ["members:manage"]))).status).toBe(200);
    const others = (await createKey(middle, ["invitations:read", "owner:update"])) as string;
    for (const as of [member.cookie, others]) {
      const { status, code } = await list(middle.id, as);
      expect([status, code]).toEqual([403, "forbidden"]);
    }
    for (const as of [sibling.key, sibling.cookie, rootAdmin.cookie, (await createTenant()).key]) {
      const { status, code } = await list(middle.id, as);
      expect([status, code]).toEqual([404, "not_found"]);
    }
    expect((await list(root.id, middle.key)).code).toBe("not_found");
  });

  it("callers from above may read those of a suspended account", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    await post(`/v1/accounts/${middle.id}/suspend`, undefined, { as: root.key });
    expect((await list(middle.id, root.key)).status).toBe(200);
    expect((await list(middle.id, middle.key)).code).toBe("account_suspended");
  });
});

describe("PATCH /v1/accounts/:id/users/:userId", () => {
  it("200 with the user in the new role and status; what is so already writes no event", async () => {
    const tenant = await createTenant();
    const { user } = await createMember(tenant, "member");
    for (let round = 0; round < 2; round++) {
      const { status, body } = await change(tenant.id, user, { role: "admin" }, tenant.key);
      expect([status, body]).toEqual([
        200,
        {
          id: hex(user),
          email: user.email,
          firstName: "Rui",
          lastName: "Costa",
          status: "active",
          role: "admin",
          account: tenant.id,
        },
      ]);
    }
    const both = await change(tenant.id, user, { role: "member", status: "disabled" }, tenant.key);
    expect([both.body.role, both.body.status]).toEqual(["member", "disabled"]);
    expect((await change(tenant.id, user, { status: "active" }, tenant.cookie)).body.status).toBe("active");
    expect(await typesAbout(user)).toEqual([
      "member.role_changed",
      "member.role_changed",
      "member.disabled",
      "member.enabled",
    ]);
    const [written] = await events().find({ "subject.id": user._id }).sort({ _id: 1 }).toArray();
    expect(written).toMatchObject({ account: tenant.account._id, detail: { from: "member", to: "admin" } });
  });

  it("400 for an empty body, the role owner, a status that is none, and keys that nobody knows", async () => {
    const tenant = await createTenant();
    const { user } = await createMember(tenant, "member");
    for (const body of [{}, { role: "owner" }, { status: "invited" }, { role: null }, { role: "admin", x: 1 }]) {
      const { status, code } = await change(tenant.id, user, body, tenant.key);
      expect([body, status, code]).toEqual([body, 400, "invalid_request"]);
    }
  });

  it("disabled takes effect with the next request, and enabled again", async () => {
    const tenant = await createTenant();
    const { user, cookie } = await createMember(tenant, "admin");
    expect((await list(tenant.id, cookie)).status).toBe(200);
    await change(tenant.id, user, { status: "disabled" }, tenant.key);
    expect((await list(tenant.id, cookie)).code).toBe("not_found");
    await change(tenant.id, user, { status: "active" }, tenant.key);
    expect((await list(tenant.id, cookie)).status).toBe(200);
  });

  it("409 owner_protected for the owner, whoever asks", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    const admin = await createMember(middle, "admin");
    for (const as of [middle.key, middle.cookie, admin.cookie, root.key, root.cookie]) {
      for (const body of [{ role: "member" }, { status: "disabled" }]) {
        const { status, code } = await change(middle.id, middle.owner, body, as);
        expect([status, code]).toEqual([409, "owner_protected"]);
      }
      expect((await remove(middle.id, middle.owner, as)).code).toBe("owner_protected");
    }
    expect(await membershipsOf(middle.owner)).toMatchObject([{ role: "owner", status: "active" }]);
  });

  it("409 invitation_pending with its id for somebody invited; nothing of their record is told", async () => {
    const tenant = await createTenant();
    const known = await createPerson({ firstName: "Quentin" });
    const { invitation } = await invited(tenant, { email: known.user.email });
    for (const answer of [
      await change(tenant.id, known.user, { role: "admin" }, tenant.key),
      await change(tenant.id, known.user, { status: "disabled" }, tenant.key),
      await remove(tenant.id, known.user, tenant.key),
    ]) {
      expect([answer.status, answer.code, answer.body.invitationId]).toEqual([
        409,
        "invitation_pending",
        invitation.id,
      ]);
      expect(answer.text).not.toContain("Quentin");
    }
  });

  it("403 role_too_high: a key counts as an admin only with all of an admin's permissions", async () => {
    const tenant = await createTenant();
    const { user: member } = await createMember(tenant, "member");
    const { user: admin } = await createMember(tenant, "admin");
    const low = await createKey(tenant, ["members:manage", "owner:update"]);
    const high = await createKey(tenant, [
      "invitations:read",
      "invitations:create",
      "invitations:cancel",
      "members:manage",
      "contacts:manage",
      "events:read",
    ]);
    for (const answer of [
      await change(tenant.id, member, { role: "admin" }, low),
      await change(tenant.id, admin, { role: "member" }, low),
      await change(tenant.id, admin, { status: "disabled" }, low),
      await remove(tenant.id, admin, low),
    ]) {
      expect([answer.status, answer.code]).toEqual([403, "role_too_high"]);
    }
    expect((await change(tenant.id, member, { status: "disabled" }, low)).status).toBe(200);
    expect((await change(tenant.id, member, { role: "admin", status: "active" }, high)).status).toBe(200);
    expect((await change(tenant.id, admin, { role: "member" }, high)).status).toBe(200);
  });

  it("an admin changes other admins and members, and may step down", async () => {
    const tenant = await createTenant();
    const { user, cookie } = await createMember(tenant, "admin");
    const other = await createMember(tenant, "admin");
    expect((await change(tenant.id, other.user, { role: "member" }, cookie)).status).toBe(200);
    expect((await change(tenant.id, user, { role: "member" }, cookie)).status).toBe(200);
    expect((await change(tenant.id, other.user, { role: "admin" }, cookie)).code).toBe("forbidden");
  });

  it("404 alike for nobody, a stranger's user, one of a sibling and a malformed id", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    const sibling = await createMember(await createSubAccount(root), "member");
    const stranger = await createMember(await createTenant(), "member");
    const ids = [hex(sibling.user), hex(stranger.user), "0123456789abcdef01234567", "nonsense"];
    const told = new Set<string>();
    for (const id of ids) {
      for (const send of [
        () => patch(`/v1/accounts/${middle.id}/users/${id}`, { role: "admin" }, { as: middle.key }),
        () => del(`/v1/accounts/${middle.id}/users/${id}`, { as: middle.key }),
      ]) {
        const { status, body } = await send();
        expect(status).toBe(404);
        told.add(JSON.stringify({ ...body, requestId: "" }));
      }
    }
    expect(told.size).toBe(1);
    const mine = await createMember(middle, "member");
    const beside = await change(middle.id, mine.user, { role: "admin" }, (await createTenant()).key);
    expect(JSON.stringify({ ...beside.body, requestId: "" })).toBe([...told][0]);
  });

  it("409 account_not_active from above while the account is suspended, itself or from above", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    const leaf = await createSubAccount(middle);
    const { user } = await createMember(leaf, "member");
    await post(`/v1/accounts/${middle.id}/suspend`, undefined, { as: root.key });
    for (const answer of [
      await change(leaf.id, user, { role: "admin" }, root.key),
      await remove(leaf.id, user, root.key),
      await post(`/v1/accounts/${leaf.id}/transfer-ownership`, { userId: hex(user) }, { as: root.key }),
    ]) {
      expect([answer.status, answer.code]).toEqual([409, "account_not_active"]);
    }
    expect((await change(leaf.id, user, { role: "admin" }, leaf.key)).code).toBe("account_suspended");
  });

  it("412 with what stands there for a form drawn before somebody else's change; what is so already is no conflict", async () => {
    const tenant = await createTenant();
    const { user } = await createMember(tenant, "member");
    const owner = userActor(tenant.owner, null);
    const seen = { role: "member", status: "active" } as const;
    await change(tenant.id, user, { role: "admin" }, tenant.key);
    const stale = changeMembership(owner, tenant.account._id, user._id, { status: "disabled" }, { seen });
    await expect(stale).rejects.toMatchObject({
      code: "version_mismatch",
      status: 412,
      extra: { role: "admin", status: "active" },
    });
    await expect(removeMember(owner, tenant.account._id, user._id, { seen })).rejects.toMatchObject({ status: 412 });
    const same = await changeMembership(owner, tenant.account._id, user._id, { role: "admin" }, { seen });
    expect([same.role, same.status]).toEqual(["admin", "active"]);
    expect(await typesAbout(user)).toEqual(["member.role_changed"]);
  });

  it("of many at once each is done: the last event tells what stands there", async () => {
    const tenant = await createTenant();
    const { user } = await createMember(tenant, "member");
    const bodies = Array.from({ length: 12 }, (_, index) =>
      index % 3 === 2
        ? { status: index % 2 ? "active" : "disabled" }
        : { role: (index % 2 ? "admin" : "member") as "admin" | "member" },
    );
    const answers = await Promise.all(bodies.map((body) => change(tenant.id, user, body, tenant.key)));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    // Each event begins where the one before it ended.
    const roles = await events().find({ "subject.id": user._id, type: "member.role_changed" }).toArray();
    const [now] = await membershipsOf(user);
    const froms = roles.map(({ detail }) => detail?.from);
    const tos = roles.map(({ detail }) => detail?.to);
    expect(froms.filter((one) => one === "member").length - tos.filter((one) => one === "member").length).toBe(
      now?.role === "member" ? 0 : 1,
    );
  });
});

describe("DELETE /v1/accounts/:id/users/:userId", () => {
  it("200 with the user; a second time 404; the login and other accounts stay", async () => {
    const tenant = await createTenant();
    const other = await createTenant();
    const { user, cookie } = await createPerson({
      lastAccount: tenant.account._id,
      memberships: [
        { account: tenant.account._id, role: "admin", status: "active" },
        { account: other.account._id, role: "admin", status: "active" },
      ],
    });
    expect((await list(tenant.id, cookie)).status).toBe(200);
    const { status, body } = await remove(tenant.id, user, tenant.key);
    expect([status, body.status, body.user.status, body.user.id]).toEqual([200, "removed", "removed", hex(user)]);
    const again = await remove(tenant.id, user, tenant.key);
    expect([again.status, again.code]).toEqual([404, "not_found"]);
    // The session is good for the other account, and sees nothing of this one from the next request on.
    expect((await list(other.id, cookie)).status).toBe(200);
    expect((await list(tenant.id, cookie)).code).toBe("not_found");
    expect((await users().findOne({ _id: user._id }))?.lastAccount).toBeUndefined();
    expect(await typesAbout(user)).toEqual(["member.removed"]);
  });

  it("somebody disabled is removed, too, and can be invited again", async () => {
    const tenant = await createTenant();
    const { user } = await createMember(tenant, "member");
    await change(tenant.id, user, { status: "disabled" }, tenant.key);
    expect((await remove(tenant.id, user, tenant.key)).status).toBe(200);
    expect((await invited(tenant, { email: user.email })).user.status).toBe("invited");
  });

  it("exactly one of many removals wins, and a change beside it never brings the membership back", async () => {
    const tenant = await createTenant();
    for (let round = 0; round < 5; round++) {
      const { user } = await createMember(tenant, "member");
      const answers = await Promise.all([
        remove(tenant.id, user, tenant.key),
        change(tenant.id, user, { role: "admin" }, tenant.key),
        remove(tenant.id, user, tenant.cookie),
        change(tenant.id, user, { status: "disabled" }, tenant.cookie),
      ]);
      const removed = [answers[0], answers[2]].map(({ status }) => status).sort();
      expect(removed).toEqual([200, 404]);
      expect(await membershipsOf(user)).toEqual([]);
    }
  });

  it("an idempotent repeat gives the same answer", async () => {
    const tenant = await createTenant();
    const { user } = await createMember(tenant, "member");
    const send = () =>
      del<{ status: string }>(`/v1/accounts/${tenant.id}/users/${hex(user)}`, {
        as: tenant.key,
        headers: { "idempotency-key": "remove-once" },
      });
    const first = await send();
    const second = await send();
    expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
  });

  it.each([
    ["disable", { status: "disabled" }],
    ["demote", { role: "member" }],
  ])("of two admins who %s each other at the same moment one is too late", async (_what, change) => {
    for (let round = 0; round < 6; round++) {
      const acme = await createTenant();
      const [one, other] = [await createMember(acme, "admin"), await createMember(acme, "admin")];
      const at = (user: UserDoc) => `/v1/accounts/${acme.id}/users/${user._id.toHexString()}`;
      const answers = await Promise.all([
        patch(at(other.user), change, { as: one.cookie }),
        patch(at(one.user), change, { as: other.cookie }),
      ]);
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses[0]).toBe(200);
      expect([403, 404]).toContain(statuses[1]);
    }
  });
});
