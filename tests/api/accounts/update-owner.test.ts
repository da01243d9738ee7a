import { describe, expect, it } from "vitest";
import { accounts, contacts, events, users } from "@/lib/db/client";
import type { AccountDoc, ContactDoc } from "@/lib/db/types";
import { nameKeyOf } from "@/lib/text";
import { record, updateOwner } from "../../support/address-links";
import { put } from "../../support/api";
import {
  createContact,
  createKey,
  createMember,
  createSubAccount,
  createTenant,
  PASSWORD,
  type Tenant,
} from "../../support/factories";
import { invitedBusiness } from "../../support/invites";
import type { ProblemBody } from "../../support/request";

const account = async ({ account: { _id } }: Pick<Tenant, "account">): Promise<AccountDoc> =>
  (await accounts().findOne({ _id })) as AccountDoc;
const contact = async ({ _id }: Pick<ContactDoc, "_id">): Promise<ContactDoc> =>
  (await contacts().findOne({ _id })) as ContactDoc;

/** A sub-account that came from a contact of its parent. */
async function opened(fields: Parameters<typeof createContact>[1] = {}) {
  const parent = await createTenant();
  const from = await createContact(parent, { name: "Lima Bakery", ...fields });
  const child = await createSubAccount(parent, { name: "Lima Bakery", contact: from._id });
  await contacts().updateOne({ _id: from._id }, { $set: { subAccount: child.account._id } });
  return { parent, child, from };
}

const COMPANY = {
  name: "Lima & Sons",
  phone: "+351 21 555 0142",
  website: "https://lima.example",
  address: { line1: "Rua Azul 4", city: "Lisboa" },
};

describe("PUT /v1/accounts/:id/updateownerinfo", () => {
  it("changes person, company and contact together, and answers what stands there now", async () => {
    const { child, from } = await opened();
    const person = {
      firstName: "Ana",
      lastName: "Lima",
      phone: "+351 9",
      jobTitle: "Baker",
      locale: "pt-br",
      timezone: "Europe/Lisbon",
    };
    const answer = await updateOwner(child, { ...person, company: COMPANY }, child.cookie);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: "updated",
      owner: { id: child.owner._id.toHexString(), email: child.owner.email, status: "active", ...person },
      account: { id: child.id, name: "Lima & Sons", version: 2, owner: { firstName: "Ana", lastName: "Lima" } },
    });
    expect(answer.headers.get("etag")).toBe('"2"');
    expect(await record(child.owner)).toMatchObject({ ...person, nameKey: "ana lima", lastNameKey: "lima" });
    const { phone, website, address } = COMPANY;
    expect(await account(child)).toMatchObject({
      name: "Lima & Sons",
      nameKey: "lima & sons",
      profile: { phone, website, address },
    });
    expect(await contact(from)).toMatchObject({
      name: "Lima & Sons",
      nameKey: nameKeyOf("Lima & Sons"),
      phone,
      website,
      address,
      firstName: "Ana",
      lastName: "Lima",
      version: 2,
    });
  });

  it("leaves what is not named, and clears a phone and a title that are empty", async () => {
    const tenant = await createTenant();
    await updateOwner(
      tenant,
      { phone: "1", jobTitle: "Baker", company: { phone: "2", website: "lima.example" } },
      tenant.key,
    );
    const answer = await updateOwner(tenant, { phone: "", company: { phone: "" } }, tenant.key);
    expect(answer.body.owner).toMatchObject({ phone: null, jobTitle: "Baker", firstName: "Rui", lastName: "Costa" });
    expect((await account(tenant)).profile).toMatchObject({ phone: "", website: "lima.example" });
  });

  it("lets the contact keep its own name where another one has the new name and address", async () => {
    const { parent, child, from } = await opened();
    await createContact(parent, { name: "Lima & Sons", email: from.email });
    expect((await updateOwner(child, { company: COMPANY }, child.cookie)).status).toBe(200);
    expect(await account(child)).toMatchObject({ name: "Lima & Sons" });
    expect(await contact(from)).toMatchObject({ name: "Lima Bakery", phone: COMPANY.phone });
  });

  it("writes a trail of the fields that changed, without their values", async () => {
    const tenant = await createTenant();
    await updateOwner(tenant, { firstName: "Ana", lastName: "Costa", company: { name: "Blue" } }, tenant.cookie);
    const found = await events().find({ type: "owner.updated", account: tenant.account._id }).toArray();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      subject: { type: "user", id: tenant.owner._id },
      detail: { fields: "firstName, company.name" },
    });
  });

  it("a repeat with the same Idempotency-Key changes nothing again", async () => {
    const tenant = await createTenant();
    const send = () => updateOwner(tenant, { firstName: "Ana" }, tenant.key, { "idempotency-key": "once" });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.headers.get("etag")).toBe('"2"');
    expect((await account(tenant)).version).toBe(2);
  });
});

describe("what is refused", () => {
  it.each([
    ["nothing", {}],
    ["an empty company", { company: {} }],
    ["a password alone", { currentPassword: PASSWORD }],
    ["an unknown field", { nickname: "A" }],
    ["an unknown field of the company", { company: { vat: "1" } }],
    ["a list for a name", { firstName: ["A"] }],
    ["null for a phone", { phone: null }],
    ["an empty name", { firstName: " " }],
    ["a name of 61 characters", { lastName: "x".repeat(61) }],
    ["a name with a direction mark", { firstName: "A\u202eb" }],
    ["a locale of no language here", { locale: "xx" }],
    ["a time zone that is none", { timezone: "Europe/Atlantis" }],
    ["an offset for a time zone", { timezone: "+01:00" }],
    ["a script for a website", { company: { website: "javascript:alert(1)" } }],
    ["an empty company name", { company: { name: "" } }],
  ])("400 for %s", async (_, body) => {
    const tenant = await createTenant();
    const answer = await updateOwner<ProblemBody>(tenant, body, tenant.cookie);
    expect([answer.status, answer.code]).toEqual([400, "invalid_request"]);
    expect((await account(tenant)).version).toBe(1);
  });

  it("names each field once, however much is wrong with it", async () => {
    const { body } = await updateOwner<ProblemBody>(
      await createTenant(),
      { locale: "", timezone: "", firstName: "", email: "", company: { name: "", website: "", address: "" } },
      (await createTenant()).key,
    );
    expect(body.code).toBe("invalid_request");
    const paths = body.errors.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
    expect(paths).toEqual(expect.arrayContaining(["locale", "timezone", "firstName", "email", "company.name"]));
  });

  it("403 without owner:update, 404 for another tenant, byte for byte as for nothing", async () => {
    const tenant = await createTenant();
    const stranger = await createTenant();
    for (const role of ["admin", "member"] as const) {
      const { cookie } = await createMember(tenant, role);
      expect((await updateOwner(tenant, { firstName: "A" }, cookie)).code).toBe("forbidden");
    }
    const key = await createKey(tenant, ["members:manage"]);
    expect((await updateOwner(tenant, { firstName: "A" }, key)).code).toBe("forbidden");
    const strip = ({ requestId: _, ...rest }: Record<string, unknown>) => rest;
    const [masked, missing] = await Promise.all(
      [tenant.id, "64b8f0c2a1d3e4f5a6b7c8d9"].map((id) =>
        put<Record<string, unknown>>(`/v1/accounts/${id}/updateownerinfo`, { firstName: "A" }, { as: stranger.key }),
      ),
    );
    expect(masked?.status).toBe(404);
    expect(strip(masked?.body ?? {})).toEqual(strip(missing?.body ?? {}));
  });

  it("409 account_not_active while invited, lapsed or suspended, itself or from above", async () => {
    const root = await createTenant();
    const { account: invited } = await invitedBusiness(root);
    const ids: Record<string, string> = { invited: invited.id };
    for (const status of ["lapsed", "suspended"] as const) ids[status] = (await createSubAccount(root, { status })).id;
    const middle = await createSubAccount(root);
    const below = await createSubAccount(middle);
    await accounts().updateOne({ _id: middle.account._id }, { $set: { status: "suspended" } });
    ids["below one that is suspended"] = below.id;
    for (const [what, id] of Object.entries(ids)) {
      const answer = await updateOwner({ id }, { company: { name: "X" } }, root.key);
      expect([what, answer.status, answer.code]).toEqual([what, 409, "account_not_active"]);
    }
    // Before what is asked is even looked at.
    expect((await updateOwner({ id: below.id }, {}, root.key)).code).toBe("account_not_active");
  });
});

describe("If-Match", () => {
  it("412 with what stands there now, for whoever edited an older version", async () => {
    const tenant = await createTenant();
    await updateOwner(tenant, { firstName: "Ana", company: { name: "Blue" } }, tenant.key, { "if-match": '"1"' });
    const late = await updateOwner<ProblemBody & { version: number; current: Record<string, string> }>(
      tenant,
      { firstName: "Eva" },
      tenant.cookie,
      { "if-match": '"1"' },
    );
    expect([late.status, late.code]).toEqual([412, "version_mismatch"]);
    expect(late.body.version).toBe(2);
    expect(late.body.current).toMatchObject({ firstName: "Ana", lastName: "Costa", phone: "", companyName: "Blue" });
    expect((await record(tenant.owner)).firstName).toBe("Ana");
    const again = await updateOwner(tenant, { firstName: "Eva" }, tenant.cookie, { "if-match": '"2"' });
    expect(again.status).toBe(200);
  });

  it("of several at once on one version, one is written and the others are 412", async () => {
    const tenant = await createTenant();
    const names = ["Ana", "Eva", "Ida", "Ute"];
    const answers = await Promise.all(
      names.map((firstName) => updateOwner(tenant, { firstName }, tenant.key, { "if-match": '"1"' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await record(tenant.owner)).firstName).toBe(names[winner]);
    expect((await account(tenant)).version).toBe(2);
  });

  it("all at once without it are written one after the other", async () => {
    const tenant = await createTenant();
    const answers = await Promise.all(
      ["Ana", "Eva", "Ida"].map((firstName) => updateOwner(tenant, { firstName }, tenant.key)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await account(tenant)).version).toBe(4);
  });

  it("the person's change counts in every account they own", async () => {
    const { tenant, other } = await ownerOfTwo();
    await updateOwner(tenant, { firstName: "Ana" }, tenant.cookie);
    expect((await account(other)).version).toBe(2);
    await updateOwner(tenant, { company: { name: "Blue" } }, tenant.cookie);
    expect((await account(other)).version).toBe(2);
    const late = await updateOwner(other, { firstName: "Eva" }, tenant.cookie, { "if-match": '"1"' });
    expect(late.status).toBe(412);
  });
});

/** One person who owns two accounts, neither below the other. */
async function ownerOfTwo() {
  const tenant = await createTenant();
  const other = await createTenant();
  await accounts().updateOne({ _id: other.account._id }, { $set: { owner: tenant.owner._id } });
  await users().updateOne(
    { _id: tenant.owner._id },
    { $push: { memberships: { account: other.account._id, role: "owner", status: "active" } } },
  );
  return { tenant, other };
}

describe("somebody else's person", () => {
  it("a parent's owner and a key change the person of a sub-account that belongs nowhere else", async () => {
    const parent = await createTenant();
    const child = await createSubAccount(parent);
    for (const as of [parent.cookie, parent.key]) {
      expect((await updateOwner(child, { firstName: "Ana" }, as)).status).toBe(200);
    }
  });

  it.each(["active", "invited", "disabled"] as const)(
    "403 user_shared where the person belongs (%s) to an account of strangers; the company can be changed",
    async (status) => {
      const parent = await createTenant();
      const child = await createSubAccount(parent);
      const stranger = await createTenant();
      await users().updateOne(
        { _id: child.owner._id },
        { $push: { memberships: { account: stranger.account._id, role: "member", status } } },
      );
      for (const as of [parent.cookie, parent.key, child.key]) {
        for (const body of [{ firstName: "Ana" }, { timezone: "UTC" }, { email: "new@example.com" }]) {
          const answer = await updateOwner(child, body, as);
          expect([answer.status, answer.code]).toEqual([403, "user_shared"]);
        }
        const mixed = await updateOwner(child, { firstName: "Ana", company: { name: "Blue" } }, as);
        expect(mixed.code).toBe("user_shared");
        expect((await account(child)).name).not.toBe("Blue");
      }
      expect((await record(child.owner)).pendingEmail).toBeUndefined();
      expect((await updateOwner(child, { company: { name: "Blue" } }, parent.key)).status).toBe(200);
      expect((await updateOwner(child, { firstName: "Ana" }, child.cookie)).status).toBe(200);
    },
  );

  it("a shared person's own details are not told, neither in the answer nor in what stands there now", async () => {
    const parent = await createTenant();
    const child = await createSubAccount(parent);
    const stranger = await createTenant();
    await users().updateOne(
      { _id: child.owner._id },
      {
        $set: { phone: "+44 20 7946 0000", jobTitle: "Keeper" },
        $push: { memberships: { account: stranger.account._id, role: "member", status: "active" } },
      },
    );
    const changed = await updateOwner(child, { company: { name: "Blue" } }, parent.key);
    expect(changed.status).toBe(200);
    const stale = await put(
      `/v1/accounts/${child.id}/updateownerinfo`,
      { company: { name: "Red" } },
      { as: parent.key, headers: { "if-match": '"1"' } },
    );
    expect(stale.status).toBe(412);
    for (const { text } of [changed, stale]) expect(text).not.toMatch(/7946|Keeper/);
    const own = await put(
      `/v1/accounts/${child.id}/updateownerinfo`,
      { company: { name: "Red" } },
      { as: child.cookie, headers: { "if-match": '"1"' } },
    );
    expect(own.text).toMatch(/Keeper/);
  });

  it("a key of the account is not above it: who belongs to the parent, too, is shared", async () => {
    const parent = await createTenant();
    const child = await createSubAccount(parent);
    await users().updateOne(
      { _id: child.owner._id },
      { $push: { memberships: { account: parent.account._id, role: "member", status: "active" } } },
    );
    expect((await updateOwner(child, { firstName: "Ana" }, child.key)).code).toBe("user_shared");
    expect((await updateOwner(child, { firstName: "Ana" }, parent.key)).status).toBe(200);
  });
});
