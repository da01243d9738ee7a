import { afterEach, describe, expect, it } from "vitest";
import type { OwnershipAccepted, OwnershipOffered, OwnershipWithdrawn } from "@/lib/accounts/transfer-schema";
import { setClock } from "@/lib/clock";
import { accounts, contacts, events, users } from "@/lib/db/client";
import type { Role, UserDoc } from "@/lib/db/types";
import type { UserView } from "@/lib/users/schema";
import { del, get, patch, post } from "../../support/api";
import {
  createContact,
  createKey,
  createMember,
  createSubAccount,
  createTenant,
  type Tenant,
} from "../../support/factories";
import { invited, mailsTo } from "../../support/invites";

const hex = ({ _id }: Pick<UserDoc, "_id">) => _id.toHexString();
const at = (id: string) => `/v1/accounts/${id}/transfer-ownership`;
const offer = (id: string, user: Pick<UserDoc, "_id">, as: string) =>
  post<OwnershipOffered & { invitationId?: string }>(at(id), { userId: hex(user) }, { as });
const accept = (id: string, as: string) => post<OwnershipAccepted>(`${at(id)}/accept`, undefined, { as });
const withdraw = (id: string, as: string) => del<OwnershipWithdrawn>(at(id), { as });

const DAY = 24 * 3_600_000;

async function typesIn({ account }: Tenant): Promise<string[]> {
  const found = await events()
    .find({ account: account._id, type: /^ownership/ })
    .sort({ _id: 1 })
    .toArray();
  return found.map(({ type }) => type);
}

async function roleOf(user: Pick<UserDoc, "_id">, { account }: Tenant): Promise<string | undefined> {
  const doc = await users().findOne({ _id: user._id });
  return doc?.memberships.find((one) => one.account.equals(account._id))?.role;
}

const docOf = ({ account }: Tenant) => accounts().findOne({ _id: account._id });

async function offered(role: "admin" | "member" = "member") {
  const tenant = await createTenant();
  const person = await createMember(tenant, role);
  const answer = await offer(tenant.id, person.user, tenant.cookie);
  expect(answer.status).toBe(202);
  return { tenant, person };
}

afterEach(() => setClock(0));

describe("POST /v1/accounts/:id/transfer-ownership", () => {
  it("202: one mail, one event, nothing changes yet; the same offer again changes and mails nothing", async () => {
    const tenant = await createTenant();
    const { user } = await createMember(tenant, "member");
    const first = await offer(tenant.id, user, tenant.cookie);
    expect(first.status).toBe(202);
    expect(first.body).toMatchObject({
      status: "offered",
      user: { id: hex(user), role: "member", account: tenant.id },
    });
    const left = Date.parse(first.body.expiresAt) - Date.now();
    expect([left > 6.9 * DAY, left <= 7 * DAY]).toEqual([true, true]);
    setClock(60_000);
    const second = await offer(tenant.id, user, tenant.key);
    expect([second.status, second.text]).toEqual([202, first.text]);
    const mailed = (await mailsTo(user.email)).filter(({ kind }) => kind === "ownership-offered");
    expect(mailed.map(({ data }) => [data.byName, data.accountName, data.inviteeName])).toEqual([
      ["Rui Costa", "Acme", "Rui Costa"],
    ]);
    expect(await typesIn(tenant)).toEqual(["ownership.offered"]);
    expect(await roleOf(user, tenant)).toBe("member");
    expect((await docOf(tenant))?.version).toBe(1);
  });

  it("an offer to somebody else takes the place of the first", async () => {
    const { tenant, person } = await offered();
    const other = await createMember(tenant, "admin");
    expect((await offer(tenant.id, other.user, tenant.cookie)).status).toBe(202);
    expect((await accept(tenant.id, person.cookie)).code).toBe("forbidden");
    expect((await accept(tenant.id, other.cookie)).status).toBe(200);
  });

  it("one that ran out is made anew", async () => {
    const { tenant, person } = await offered();
    setClock(7 * DAY + 1000);
    expect((await offer(tenant.id, person.user, tenant.key)).status).toBe(202);
    expect(await typesIn(tenant)).toEqual(["ownership.offered", "ownership.offered"]);
    expect((await accept(tenant.id, person.cookie)).status).toBe(200);
  });

  it("409 owner_protected to the owner, 409 invitation_pending to somebody invited, 404 to anybody else", async () => {
    const tenant = await createTenant();
    expect((await offer(tenant.id, tenant.owner, tenant.cookie)).code).toBe("owner_protected");
    const { invitation, user } = await invited(tenant);
    const pending = await post<{ invitationId: string }>(at(tenant.id), { userId: user.id }, { as: tenant.cookie });
    expect([pending.status, pending.code, pending.body.invitationId]).toEqual([
      409,
      "invitation_pending",
      invitation.id,
    ]);
    const disabled = await createMember(tenant, "admin");
    await patch(`/v1/accounts/${tenant.id}/users/${hex(disabled.user)}`, { status: "disabled" }, { as: tenant.key });
    const stranger = await createMember(await createTenant(), "admin");
    for (const userId of [hex(disabled.user), hex(stranger.user), "0123456789abcdef01234567", "nonsense"]) {
      const { status, code } = await post(at(tenant.id), { userId }, { as: tenant.cookie });
      expect([userId, status, code]).toEqual([userId, 404, "not_found"]);
    }
    for (const body of [{}, { userId: 5 }, { userId: hex(stranger.user), role: "owner" }]) {
      expect((await post(at(tenant.id), body, { as: tenant.cookie })).code).toBe("invalid_request");
    }
  });

  it("needs all that an owner may: 403 for admins, members and keys with less, 404 from beside", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    const { user, cookie } = await createMember(middle, "admin");
    const member = await createMember(middle, "member");
    expect((await offer(middle.id, user, cookie)).code).toBe("forbidden");
    expect((await offer(middle.id, user, member.cookie)).code).toBe("forbidden");
    expect((await offer(middle.id, user, await createKey(middle, ["members:manage"]))).code).toBe("forbidden");
    const some = await createKey(middle, ["owner:update", "members:manage"]);
    expect((await offer(middle.id, user, some)).code).toBe("role_too_high");
    const sibling = await createSubAccount(root);
    expect((await offer(middle.id, user, sibling.cookie)).code).toBe("not_found");
    expect((await offer(middle.id, user, root.key)).status).toBe(202);
  });
});

describe("POST …/transfer-ownership/accept", () => {
  it("200: the account answers to its new owner, the former one is an admin, the contact stays", async () => {
    const root = await createTenant();
    const contact = await createContact(root);
    const middle = await createSubAccount(root, { contact: contact._id });
    const { user, cookie } = await createMember(middle, "member");
    await offer(middle.id, user, middle.cookie);
    const { status, body } = await accept(middle.id, cookie);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "accepted",
      account: { id: middle.id, owner: { id: hex(user), email: user.email, status: "active" }, version: 2 },
      user: { id: hex(user), role: "owner", status: "active" },
    });
    expect([await roleOf(user, middle), await roleOf(middle.owner, middle)]).toEqual(["owner", "admin"]);
    const stored = await docOf(middle);
    expect([stored?.owner?.equals(user._id), stored?.transfer]).toEqual([true, undefined]);
    expect(await contacts().findOne({ _id: contact._id })).toEqual({ ...contact, id: undefined, _id: contact._id });
    expect(await typesIn(middle)).toEqual(["ownership.offered", "ownership.transferred"]);
    const [written] = await events().find({ type: "ownership.transferred", account: middle.account._id }).toArray();
    expect(written?.detail).toEqual({ from: hex(middle.owner), to: hex(user) });
    // The rights go with the role, at once.
    expect((await get(`/v1/api-keys?account=${middle.id}`, { as: cookie })).status).toBe(200);
    expect((await get(`/v1/api-keys?account=${middle.id}`, { as: middle.cookie })).code).toBe("forbidden");
    expect((await accept(middle.id, cookie)).code).toBe("not_found");
  });

  it("404 where nothing is offered or it ran out, 403 to somebody else, to keys and to owners above", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    const { user, cookie } = await createMember(middle, "member");
    const other = await createMember(middle, "admin");
    expect((await accept(middle.id, cookie)).code).toBe("not_found");
    await offer(middle.id, user, middle.cookie);
    for (const as of [other.cookie, middle.cookie, root.cookie, middle.key, root.key]) {
      const { status, code } = await accept(middle.id, as);
      expect([status, code]).toEqual([403, "forbidden"]);
    }
    expect((await accept(middle.id, (await createTenant()).cookie)).code).toBe("not_found");
    setClock(7 * DAY + 1000);
    expect((await accept(middle.id, cookie)).code).toBe("not_found");
    expect((await docOf(middle))?.owner).toEqual(middle.owner._id);
  });

  it("who was disabled or removed meanwhile has no offer any more, not even once back", async () => {
    for (const end of ["disable", "remove"] as const) {
      const { tenant, person } = await offered();
      const place = `/v1/accounts/${tenant.id}/users/${hex(person.user)}`;
      if (end === "disable") await patch<UserView>(place, { status: "disabled" }, { as: tenant.key });
      else await del(place, { as: tenant.key });
      expect((await docOf(tenant))?.transfer).toBeUndefined();
      expect((await accept(tenant.id, person.cookie)).code).toBe("not_found");
      if (end === "disable") await patch(place, { status: "active" }, { as: tenant.key });
      expect((await accept(tenant.id, person.cookie)).code).toBe("not_found");
    }
  });

  it("another role leaves the offer as it is", async () => {
    const { tenant, person } = await offered("admin");
    await patch(`/v1/accounts/${tenant.id}/users/${hex(person.user)}`, { role: "member" }, { as: tenant.key });
    expect((await accept(tenant.id, person.cookie)).status).toBe(200);
  });

  it("not while the account is suspended", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    const { user, cookie } = await createMember(middle, "member");
    await offer(middle.id, user, middle.cookie);
    await post(`/v1/accounts/${middle.id}/suspend`, undefined, { as: root.key });
    expect((await accept(middle.id, cookie)).code).toBe("account_suspended");
    expect((await withdraw(middle.id, root.key)).code).toBe("account_not_active");
    await post(`/v1/accounts/${middle.id}/unsuspend`, undefined, { as: root.key });
    expect((await accept(middle.id, cookie)).status).toBe(200);
  });

  it("exactly one of many acceptances, withdrawals and declines at once wins", async () => {
    for (let round = 0; round < 6; round++) {
      const { tenant, person } = await offered();
      const answers = await Promise.all([
        accept(tenant.id, person.cookie),
        withdraw(tenant.id, tenant.cookie),
        accept(tenant.id, person.cookie),
        withdraw(tenant.id, person.cookie),
        withdraw(tenant.id, tenant.key),
      ]);
      const won = answers.filter(({ status }) => status === 200);
      expect(answers.map(({ status }) => status).sort()[0]).toBe(200);
      expect(won).toHaveLength(1);
      const accepted = won[0]?.body.status === "accepted";
      expect(await roleOf(person.user, tenant)).toBe(accepted ? "owner" : "member");
      expect(await roleOf(tenant.owner, tenant)).toBe(accepted ? "admin" : "owner");
      expect((await typesIn(tenant)).length).toBe(2);
      const owners = await users().countDocuments({
        memberships: { $elemMatch: { account: tenant.account._id, role: "owner" } },
      });
      expect(owners).toBe(1);
    }
  });

  it("an acceptance and a removal at once never leave an account to somebody who is gone", async () => {
    for (let round = 0; round < 6; round++) {
      const { tenant, person } = await offered();
      const place = `/v1/accounts/${tenant.id}/users/${hex(person.user)}`;
      const [accepted, removed] = await Promise.all([
        accept(tenant.id, person.cookie),
        round % 2 ? del(place, { as: tenant.key }) : patch(place, { status: "disabled" }, { as: tenant.key }),
      ]);
      expect([accepted.status === 200, removed.status === 200].filter(Boolean)).toHaveLength(1);
      const owner = (await docOf(tenant))?.owner;
      expect(owner?.equals(accepted.status === 200 ? person.user._id : tenant.owner._id)).toBe(true);
    }
  });

  it("an offer and a removal at once leave no offer to somebody who is gone", async () => {
    for (let round = 0; round < 6; round++) {
      const tenant = await createTenant();
      const { user } = await createMember(tenant, "member");
      await Promise.all([
        offer(tenant.id, user, tenant.cookie),
        del(`/v1/accounts/${tenant.id}/users/${hex(user)}`, { as: tenant.key }),
      ]);
      expect(await roleOf(user, tenant)).toBeUndefined();
      expect((await docOf(tenant))?.transfer).toBeUndefined();
    }
  });
});

describe("DELETE …/transfer-ownership", () => {
  it("200 withdrawn by who may offer, declined by the one offered; then 404", async () => {
    const first = await offered();
    const withdrawn = await withdraw(first.tenant.id, first.tenant.key);
    expect([withdrawn.status, withdrawn.body.status]).toEqual([200, "withdrawn"]);
    expect((await withdraw(first.tenant.id, first.tenant.key)).code).toBe("not_found");
    expect((await accept(first.tenant.id, first.person.cookie)).code).toBe("not_found");
    expect(await typesIn(first.tenant)).toEqual(["ownership.offered", "ownership.withdrawn"]);

    const second = await offered();
    const declined = await withdraw(second.tenant.id, second.person.cookie);
    expect([declined.status, declined.body.status]).toEqual([200, "declined"]);
    expect(await typesIn(second.tenant)).toEqual(["ownership.offered", "ownership.declined"]);
  });

  it("403 for whom it does not concern, whether one stands or not; 404 for strangers", async () => {
    const { tenant, person } = await offered();
    const other = await createMember(tenant, "admin");
    expect((await withdraw(tenant.id, other.cookie)).code).toBe("forbidden");
    expect((await withdraw(tenant.id, (await createTenant()).key)).code).toBe("not_found");
    await withdraw(tenant.id, person.cookie);
    expect((await withdraw(tenant.id, other.cookie)).code).toBe("forbidden");
    expect((await withdraw(tenant.id, person.cookie)).code).toBe("forbidden");
  });

  it("an offer that was withdrawn or replaced before its letter left is not mailed", async () => {
    const acme = await createTenant();
    const [first, second, third] = await Promise.all(
      ["admin", "member", "member"].map((role) => createMember(acme, role as Role)),
    );
    const path = `/v1/accounts/${acme.id}/transfer-ownership`;
    for (const person of [first, second]) {
      await post(path, { userId: person?.user._id.toHexString() }, { as: acme.cookie });
    }
    expect((await del(path, { as: acme.cookie })).status).toBe(200);
    await post(path, { userId: third?.user._id.toHexString() }, { as: acme.cookie });
    expect(await mailsTo(first?.user.email ?? "")).toEqual([]);
    expect(await mailsTo(second?.user.email ?? "")).toEqual([]);
    expect(await mailsTo(third?.user.email ?? "")).toHaveLength(1);
  });

  it("who hands the account over has no ownership left to offer at the same moment", async () => {
    for (let round = 0; round < 6; round++) {
      const acme = await createTenant();
      const [first, second] = [await createMember(acme, "admin"), await createMember(acme, "member")];
      const path = `/v1/accounts/${acme.id}/transfer-ownership`;
      const offer = (user: UserDoc) => post(path, { userId: user._id.toHexString() }, { as: acme.cookie });
      expect((await offer(first.user)).status).toBe(202);
      const [accepted, offered] = await Promise.all([
        post(`${path}/accept`, {}, { as: first.cookie }),
        offer(second.user),
      ]);
      // Either the offer came first and took the other one's place, or the account had changed hands.
      const outcome = [accepted.status, offered.status];
      expect([
        [200, 403],
        [403, 202],
      ]).toContainEqual(outcome);
    }
  });
});
