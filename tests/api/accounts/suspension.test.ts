import { describe, expect, it } from "vitest";
import type { AccountView } from "@/lib/accounts/schema";
import { events } from "@/lib/db/client";
import { call, del, get, patch, post } from "../../support/api";
import { createKey, createMember, createSubAccount, createTenant } from "../../support/factories";
import { accept, invite, inviteBusiness, invited, invitedBusiness, tokenTo } from "../../support/invites";

const suspend = (id: string, as: string) => post<AccountView>(`/v1/accounts/${id}/suspend`, undefined, { as });
const lift = (id: string, as: string) => post<AccountView>(`/v1/accounts/${id}/unsuspend`, undefined, { as });

async function tree() {
  const root = await createTenant();
  const middle = await createSubAccount(root, { name: "Middle" });
  const leaf = await createSubAccount(middle, { name: "Leaf" });
  return { root, middle, leaf };
}

describe("suspension", () => {
  it("200 with the account; repeating is no error and writes no second event", async () => {
    const { root, middle } = await tree();
    for (let round = 0; round < 2; round++) {
      const { status, body } = await suspend(middle.id, root.key);
      expect([status, body.status, body.version]).toEqual([200, "suspended", 2]);
    }
    for (let round = 0; round < 2; round++) {
      const { status, body } = await lift(middle.id, root.key);
      expect([status, body.status, body.version]).toEqual([200, "active", 3]);
    }
    const written = await events().find({ "subject.id": middle.account._id }).sort({ _id: 1 }).toArray();
    const types = written.map(({ type }) => type).filter((type) => type.startsWith("account."));
    expect(types).toEqual(["account.suspended", "account.unsuspended"]);
  });

  it("403 forbidden for one's own account, whoever one is there", async () => {
    const { root, middle } = await tree();
    for (const [id, as] of [
      [root.id, root.key],
      [root.id, root.cookie],
      [middle.id, middle.key],
      [middle.id, middle.cookie],
    ] as const) {
      for (const turn of [suspend, lift]) {
        const { status, code } = await turn(id, as);
        expect([status, code]).toEqual([403, "forbidden"]);
      }
    }
  });

  it("needs accounts:suspend; 404 from beside and from below", async () => {
    const { root, middle, leaf } = await tree();
    const key = await createKey(root, ["accounts:create"]);
    expect((await suspend(middle.id, key)).code).toBe("forbidden");
    expect((await suspend(middle.id, (await createTenant()).key)).code).toBe("not_found");
    expect((await suspend(middle.id, leaf.key)).code).toBe("not_found");
    expect((await suspend(middle.id, (await createMember(root, "admin")).cookie)).code).toBe("not_found");
    expect((await suspend("nonsense", root.key)).code).toBe("not_found");
  });

  it("409 account_not_active for one that waits or lapsed", async () => {
    const { root } = await tree();
    const { account } = await invitedBusiness(root);
    expect((await suspend(account.id, root.key)).code).toBe("account_not_active");
    await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: root.key });
    const { status, code } = await suspend(account.id, root.key);
    expect([status, code]).toEqual([409, "account_not_active"]);
  });

  it("is answered for all below, and lifted for all below", async () => {
    const { root, middle, leaf } = await tree();
    await suspend(middle.id, root.key);
    const read = async (id: string) => (await get<AccountView>(`/v1/accounts/${id}`, { as: root.key })).body.status;
    expect([await read(root.id), await read(middle.id), await read(leaf.id)]).toEqual([
      "active",
      "suspended",
      "suspended",
    ]);
    await lift(middle.id, root.key);
    expect([await read(middle.id), await read(leaf.id)]).toEqual(["active", "active"]);
  });

  it("one suspended itself stays so when what is above it is lifted", async () => {
    const { root, middle, leaf } = await tree();
    await suspend(leaf.id, root.key);
    await suspend(middle.id, root.key);
    await lift(middle.id, root.key);
    expect((await get<AccountView>(`/v1/accounts/${leaf.id}`, { as: root.key })).body.status).toBe("suspended");
    const lifted = await lift(leaf.id, middle.key);
    expect([lifted.status, lifted.body.status]).toEqual([200, "active"]);
  });

  it("callers of a suspended account, and of those below, get 403 account_suspended on everything", async () => {
    const { root, middle, leaf } = await tree();
    const { invitation } = await invited(root, { accountId: leaf.id });
    const waiting = await invitedBusiness(root, { accountId: leaf.id });
    const member = await createMember(leaf, "member");
    await suspend(middle.id, root.key);
    for (const as of [leaf.key, leaf.cookie, middle.key, middle.cookie, member.cookie]) {
      const answers = [
        await get("/v1/accounts", { as }),
        await get(`/v1/accounts/${leaf.id}`, { as }),
        await get(`/v1/accounts?parent=${leaf.id}`, { as }),
        await get("/v1/accounts?status=suspended", { as }),
        await patch(`/v1/accounts/${leaf.id}`, { name: "Free again" }, { as }),
        await get(`/v1/accounts/${leaf.id}/invitations`, { as }),
        await get(`/v1/invitations/${invitation.id}`, { as }),
        await post("/v1/accounts/invite", { type: "user", email: "a@b.co", accountId: leaf.id }, { as }),
        await post(`/v1/accounts/${leaf.id}/invite`, { invitationId: invitation.id }, { as }),
        await del(`/v1/accounts/${leaf.id}/cancel-invite?invitationId=${invitation.id}`, { as }),
        await del(`/v1/accounts/${leaf.id}/cancel-invite?email=nobody@example.com`, { as }),
        await post(`/v1/accounts/${leaf.id}/unsuspend`, undefined, { as }),
        await post("/v1/contacts", { type: "business", name: "Lima", accountId: leaf.id }, { as }),
      ];
      if (as !== member.cookie) answers.push(await get(`/v1/accounts/${waiting.account.id}`, { as }));
      for (const [index, { status, code }] of answers.entries()) {
        expect([index, status, code]).toEqual([index, 403, "account_suspended"]);
      }
    }
  });

  it("callers from above may read, and withdraw; inviting there is 409 account_not_active", async () => {
    const { root, middle, leaf } = await tree();
    const { invitation } = await invited(root, { accountId: leaf.id });
    await suspend(middle.id, root.key);
    expect((await get(`/v1/accounts/${leaf.id}/invitations`, { as: root.key })).status).toBe(200);
    expect((await get(`/v1/invitations/${invitation.id}`, { as: root.key })).status).toBe(200);
    for (const send of [invite, inviteBusiness]) {
      expect((await send(root, { accountId: leaf.id })).code).toBe("account_not_active");
      expect((await send(root, { accountId: middle.id })).code).toBe("account_not_active");
    }
    const search = `?invitationId=${invitation.id}&notify=false`;
    expect((await del(`/v1/accounts/${leaf.id}/cancel-invite${search}`, { as: root.key })).status).toBe(200);
  });

  it("its invitations are not accepted, nor declined, until it is lifted", async () => {
    const { root, middle, leaf } = await tree();
    const user = await invited(root, { accountId: leaf.id });
    const business = await invitedBusiness(root, { accountId: middle.id });
    const tokens = [await tokenTo(user.invitation.email), await tokenTo(business.invitation.email)];
    await suspend(middle.id, root.key);
    for (const token of tokens) {
      const { status, code } = await accept(token);
      expect([status, code]).toEqual([403, "account_suspended"]);
      expect((await post("/v1/accounts/decline-invite", { token })).code).toBe("account_suspended");
    }
    await lift(middle.id, root.key);
    for (const token of tokens) expect((await accept(token)).status).toBe(200);
  });

  it("somebody who also belongs elsewhere goes on there", async () => {
    const { root, middle } = await tree();
    const other = await createTenant();
    const both = await createMember(middle, "admin");
    const { users } = await import("@/lib/db/client");
    await users().updateOne(
      { _id: both.user._id },
      { $push: { memberships: { account: other.account._id, role: "admin", status: "active" } } },
    );
    await suspend(middle.id, root.key);
    const { status, body } = await get<{ data: AccountView[] }>("/v1/accounts", { as: both.cookie });
    expect([status, body.data.map(({ id }) => id)]).toEqual([200, [other.id]]);
    expect((await get(`/v1/accounts/${middle.id}`, { as: both.cookie })).code).toBe("account_suspended");
  });

  it("400 for a body with anything in it, 405 for another method", async () => {
    const { root, middle } = await tree();
    const { status, code } = await post(`/v1/accounts/${middle.id}/suspend`, { now: true }, { as: root.key });
    expect([status, code]).toEqual([400, "invalid_request"]);
    const other = await call("GET", `/v1/accounts/${middle.id}/suspend`, undefined, { as: root.key });
    expect([other.status, other.code, other.headers.get("allow")]).toEqual([
      405,
      "method_not_allowed",
      "POST, OPTIONS",
    ]);
  });
});
