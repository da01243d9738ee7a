import { describe, expect, it } from "vitest";
import { listAccounts } from "@/lib/accounts/list";
import type { AccountView } from "@/lib/accounts/schema";
import { userActor } from "@/lib/auth/session";
import { accounts, database } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { AccountDoc } from "@/lib/db/types";
import { nameKeyOf } from "@/lib/text";
import { get, post } from "../../support/api";
import { createMember, createPerson, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { invitedBusiness } from "../../support/invites";

interface Page {
  data: AccountView[];
  nextCursor: string | null;
}
const list = (as: string, search: string) => get<Page>(`/v1/accounts${search}`, { as });
const names = async (as: string, search: string) => (await list(as, search)).body.data.map(({ name }) => name);

/** Page by page until there is no further one. */
async function allNames(as: string, search: string, limit: number): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { body }: { body: Page } = await list(as, `${search}&limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`);
    expect(body.data.length).toBeLessThanOrEqual(limit);
    seen.push(...body.data.map(({ name }) => name));
    cursor = body.nextCursor;
  } while (cursor);
  return seen;
}

/** Accounts without owners and keys, for where many are needed. */
async function createMany(parent: AccountDoc | null, names: string[], fields: Partial<AccountDoc> = {}) {
  const at = new Date();
  const docs = names.map(
    (name): AccountDoc => ({
      _id: newId(),
      name,
      nameKey: nameKeyOf(name),
      parent: parent?._id ?? null,
      ancestors: parent ? [...parent.ancestors, parent._id] : [],
      owner: null,
      contact: null,
      status: "active",
      branding: null,
      settings: { redirectOrigins: [], reminderDays: 2, notices: true },
      profile: {},
      version: 1,
      createdAt: at,
      updatedAt: at,
      ...fields,
    }),
  );
  await accounts().insertMany(docs);
  return docs;
}

async function deepTree() {
  const acme = await createTenant({ name: "Acme" });
  const north = await createSubAccount(acme, { name: "North" });
  const bakery = await createSubAccount(north, { name: "Bakery" });
  const kiosk = await createSubAccount(bakery, { name: "Kiosk" });
  const south = await createSubAccount(acme, { name: "South" });
  return { acme, north, bakery, kiosk, south };
}

describe("GET /v1/accounts?parent=", () => {
  it("direct children alone, in the order of their names", async () => {
    const { acme, north } = await deepTree();
    await createSubAccount(acme, { name: "bay" });
    expect(await names(acme.key, `?parent=${acme.id}`)).toEqual(["bay", "North", "South"]);
    expect(await names(acme.cookie, `?parent=${north.id}`)).toEqual(["Bakery"]);
    expect(await names(north.key, `?parent=${north.id}`)).toEqual(["Bakery"]);
  });

  it("pages of any size join to the whole, same names included", async () => {
    const acme = await createTenant();
    await createMany(acme.account, ["Same", "same", "SAME", "Alpha", "Zulu", "Same 2", "Émile"]);
    const whole = await names(acme.key, `?parent=${acme.id}`);
    expect(whole.map(nameKeyOf)).toEqual(["alpha", "same", "same", "same", "same 2", "zulu", "émile"]);
    for (const limit of [1, 2, 3, 7]) expect(await allNames(acme.key, `?parent=${acme.id}`, limit)).toEqual(whole);
  });

  it("with q and status, both hold", async () => {
    const acme = await createTenant();
    await createMany(acme.account, ["Lima 2", "Lima 1", "Oslo"]);
    await createMany(acme.account, ["Lima 3"], { status: "lapsed" });
    expect(await names(acme.key, `?parent=${acme.id}&q=lima`)).toEqual(["Lima 1", "Lima 2", "Lima 3"]);
    expect(await names(acme.key, `?parent=${acme.id}&q=lima&status=active`)).toEqual(["Lima 1", "Lima 2"]);
    expect(await names(acme.key, `?parent=${acme.id}&status=lapsed`)).toEqual(["Lima 3"]);
  });

  it("below a suspended account all are suspended, whatever they are themselves", async () => {
    const { acme, north } = await deepTree();
    await createMany(north.account, ["Waiting"], { status: "invited" });
    await post(`/v1/accounts/${north.id}/suspend`, undefined, { as: acme.key });
    expect(await names(acme.key, `?parent=${north.id}&status=suspended`)).toEqual(["Bakery", "Waiting"]);
    for (const status of ["active", "invited"]) {
      expect(await names(acme.key, `?parent=${north.id}&status=${status}`)).toEqual([]);
    }
  });

  it("404 for a stranger's, a missing and a malformed one alike; 403 for a suspended one of one's own", async () => {
    const { acme, north } = await deepTree();
    const stranger = await createTenant();
    for (const parent of [stranger.id, newId().toHexString(), "nonsense"]) {
      const { status, code } = await list(acme.key, `?parent=${parent}`);
      expect([parent, status, code]).toEqual([parent, 404, "not_found"]);
    }
    expect((await list(north.key, `?parent=${acme.id}`)).code).toBe("not_found");
    await post(`/v1/accounts/${north.id}/suspend`, undefined, { as: acme.key });
    expect((await list(north.key, `?parent=${north.id}`)).code).toBe("account_suspended");
  });

  it("who belongs to the parent without owning it sees there what is their own", async () => {
    const { acme, north, south } = await deepTree();
    for (const role of ["admin", "member"] as const) {
      const person = await createPerson({
        memberships: [
          { account: acme.account._id, role, status: "active" },
          { account: south.account._id, role: "member", status: "active" },
        ],
      });
      expect(await names(person.cookie, `?parent=${acme.id}`)).toEqual(["South"]);
      expect(await names((await createMember(acme, role)).cookie, `?parent=${acme.id}`)).toEqual([]);
      expect((await list(person.cookie, `?parent=${north.id}`)).code).toBe("not_found");
    }
  });

  it.each(["?parent=", "?parent=a&parent=b"])("400 or 404, never a list, for %s", async (search) => {
    const { status } = await list((await createTenant()).key, search);
    expect([400, 404]).toContain(status);
  });
});

describe("GET /v1/accounts?q=", () => {
  it("own and descendants on every level together, in the order of their names", async () => {
    const { acme, south } = await deepTree();
    await createMany(south.account, ["Acme South", "Bay"]);
    expect(await names(acme.key, "?q=acme")).toEqual(["Acme", "Acme South"]);
    expect(await names(acme.cookie, "?q=ba")).toEqual(["Bakery", "Bay"]);
    expect(await names(south.key, "?q=acme")).toEqual(["Acme South"]);
  });

  it("pages of any size join to the whole over several trees, and an own one below another stands once", async () => {
    const trees: Tenant[] = [];
    for (let index = 0; index < 3; index++) trees.push(await createTenant({ name: `Shop ${index}` }));
    const nested = await createSubAccount(trees[0] as Tenant, { name: "Shop nested" });
    for (const [index, { account }] of trees.entries()) {
      await createMany(account, [`Shop ${index} a`, `Shop ${index} b`, "Shop", "Other"]);
    }
    await createMany(nested.account, ["Shop under"]);
    const person = await createPerson({
      memberships: [...trees, nested].map(({ account }) => ({
        account: account._id,
        role: "owner" as const,
        status: "active" as const,
      })),
    });
    const whole = await names(person.cookie, "?q=shop&limit=100");
    expect(whole).toEqual([
      ...["Shop", "Shop", "Shop"],
      ...["Shop 0", "Shop 0 a", "Shop 0 b", "Shop 1", "Shop 1 a", "Shop 1 b", "Shop 2", "Shop 2 a", "Shop 2 b"],
      ...["Shop nested", "Shop under"],
    ]);
    for (const limit of [1, 2, 5]) expect(await allNames(person.cookie, "?q=shop", limit)).toEqual(whole);
  });

  it("another tenant's are never among them, and a cursor of another list opens nothing", async () => {
    const { acme } = await deepTree();
    const other = await createTenant({ name: "Acme" });
    expect((await list(acme.key, "?q=acme")).body.data.map(({ id }) => id)).toEqual([acme.id]);
    const { body } = await list(acme.key, "?limit=1");
    expect((await list(other.key, `?q=acme&cursor=${body.nextCursor}`)).code).toBe("invalid_request");
    const found = await list(acme.key, "?q=&limit=1");
    expect((await list(other.key, `?limit=5&cursor=${found.body.nextCursor}`)).body.data).not.toContainEqual(
      expect.objectContaining({ id: acme.id }),
    );
  });
});

describe("GET /v1/accounts?status=", () => {
  it("own first, then below by name; pages of any size join to the whole", async () => {
    const { acme, north } = await deepTree();
    await createMany(acme.account, ["Lapsed 2", "Lapsed 1"], { status: "lapsed" });
    await createMany(north.account, ["Lapsed 3"], { status: "lapsed" });
    expect(await names(acme.key, "?status=lapsed")).toEqual(["Lapsed 1", "Lapsed 2", "Lapsed 3"]);
    const active = await names(acme.key, "?status=active");
    expect(active).toEqual(["Acme", "Bakery", "Kiosk", "North", "South"]);
    for (const limit of [1, 2, 4]) expect(await allNames(acme.key, "?status=active", limit)).toEqual(active);
  });

  it("suspended: where it was put and all below, once each though one below is suspended itself", async () => {
    const { acme, north, bakery, south } = await deepTree();
    await invitedBusiness(acme, { accountId: north.id, business: { name: "Waiting" } });
    await post(`/v1/accounts/${bakery.id}/suspend`, undefined, { as: acme.key });
    await post(`/v1/accounts/${north.id}/suspend`, undefined, { as: acme.key });
    const whole = ["Bakery", "Kiosk", "North", "Waiting"];
    expect(await names(acme.key, "?status=suspended")).toEqual(whole);
    for (const limit of [1, 3]) expect(await allNames(acme.key, "?status=suspended", limit)).toEqual(whole);
    expect(await names(acme.key, "?status=suspended&q=k")).toEqual(["Kiosk"]);
    expect(await names(acme.key, "?status=active")).toEqual(["Acme", "South"]);
    expect(await names(acme.key, "?status=invited")).toEqual([]);
    await post(`/v1/accounts/${south.id}/suspend`, undefined, { as: acme.key });
    expect(await names(acme.key, "?status=suspended&q=so")).toEqual(["South"]);
  });

  it("a suspended account that one also belongs to is listed as one's own, once", async () => {
    const { acme, north } = await deepTree();
    const both = await createPerson({
      memberships: [
        { account: acme.account._id, role: "owner", status: "active" },
        { account: north.account._id, role: "admin", status: "active" },
      ],
    });
    await post(`/v1/accounts/${north.id}/suspend`, undefined, { as: acme.key });
    expect(await names(both.cookie, "?status=suspended")).toEqual(["North", "Bakery", "Kiosk"]);
    expect(await names(both.cookie, "")).toEqual(["Acme", "North", "Bakery", "Kiosk", "South"]);
  });
});

describe("what a list costs", () => {
  /** How the database worked for a call: each read of accounts, as the profiler wrote it down. */
  async function reads(work: () => Promise<unknown>) {
    const profile = database().collection("system.profile");
    await database().command({ profile: 0 });
    await profile.drop().catch(() => undefined);
    await database().command({ profile: 2 });
    try {
      await work();
    } finally {
      await database().command({ profile: 0 });
    }
    const entries = await profile.find({ ns: /\._accounts$/, op: { $in: ["query", "command"] } }).toArray();
    return entries.map(({ planSummary, docsExamined, keysExamined }) => ({
      plan: String(planSummary),
      docs: Number(docsExamined),
      keys: Number(keysExamined),
    }));
  }

  it("the same number of reads for somebody in 3 accounts and in 300", async () => {
    const roots = await createMany(
      null,
      Array.from({ length: 300 }, (_, index) => `Root ${index}`),
    );
    const member = async (some: AccountDoc[]) => {
      const person = await createPerson({
        memberships: some.map(({ _id }) => ({ account: _id, role: "member" as const, status: "active" as const })),
      });
      return userActor(person.user, null);
    };
    const few = await member(roots.slice(0, 3));
    const many = await member(roots);
    for (const query of [{ limit: 25 }, { limit: 25, q: "root" }, { limit: 25, status: "active" as const }]) {
      const one = await reads(() => listAccounts(few, query));
      const other = await reads(() => listAccounts(many, query));
      expect(other.length).toBe(one.length);
    }
  });

  it("a page reads some dozens of index entries, and fetches no more, of a tree of thousands", async () => {
    const acme = await createTenant();
    const mid = await createSubAccount(acme, { name: "Mid" });
    const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `Sub ${from + index}`);
    await createMany(acme.account, numbered(2000));
    await createMany(mid.account, numbered(2000, 2000));
    await createMany(mid.account, numbered(40, 4000), { status: "lapsed" });
    const owner = userActor(acme.owner, null);
    for (const query of [
      {},
      { q: "sub" },
      { q: "sub", status: "lapsed" as const },
      { status: "lapsed" as const },
      { status: "active" as const },
      { parent: acme.account._id },
      { parent: mid.account._id, status: "lapsed" as const },
      { parent: mid.account._id, q: "sub 3" },
    ]) {
      const made = await reads(async () => {
        const { nextCursor } = await listAccounts(owner, { limit: 25, ...query });
        if (!nextCursor) throw new Error("There is a second page");
        await listAccounts(owner, { limit: 25, ...query, cursor: nextCursor });
      });
      expect(made.length).toBeGreaterThan(0);
      for (const { plan, docs, keys } of made) {
        expect([query, plan, docs <= 60, keys <= 120]).toEqual([query, plan, true, true]);
        expect(plan).not.toContain("COLLSCAN");
      }
    }
  });
});
