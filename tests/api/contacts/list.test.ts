import { describe, expect, it } from "vitest";
import type { ContactPage } from "@/lib/contacts/schema";
import { accounts, contacts } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { AccountStatus, ContactDoc } from "@/lib/db/types";
import { nameKeyOf } from "@/lib/text";
import { del, get, post } from "../../support/api";
import { createContact, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { invitedBusiness } from "../../support/invites";

const list = (tenant: Pick<Tenant, "key">, query = "") =>
  get<ContactPage>(`/v1/contacts${query ? `?${query}` : ""}`, { as: tenant.key });
const names = async (tenant: Tenant, query = "") => (await list(tenant, query)).body.data.map(({ name }) => name);

/** All pages of a list, and how many there were. */
async function walk(tenant: Tenant, query: string): Promise<{ found: string[]; pages: number }> {
  const found: string[] = [];
  let cursor: string | null = null;
  for (let pages = 1; ; pages++) {
    const next: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await list(tenant, `${query}${next}`);
    expect(status).toBe(200);
    found.push(...body.data.map(({ name }) => name));
    cursor = body.nextCursor;
    if (cursor === null) return { found, pages };
  }
}

/** A contact that became something, and its sub-account. */
async function createOpened(tenant: Tenant, name: string, status: AccountStatus, fields: Partial<ContactDoc> = {}) {
  const contact = await createContact(tenant, { ...fields, email: null, name });
  const at = new Date();
  const _id = newId();
  await accounts().insertOne({
    _id,
    name,
    nameKey: nameKeyOf(name),
    parent: tenant.account._id,
    ancestors: [tenant.account._id],
    owner: null,
    contact: contact._id,
    status,
    branding: null,
    settings: { redirectOrigins: [], reminderDays: 2, notices: true },
    profile: {},
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
  await contacts().updateOne({ _id: contact._id }, { $set: { subAccount: _id } });
  return _id;
}

describe("GET /v1/contacts", () => {
  it("the newest first, in pages, each once and no other account's", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    for (let index = 1; index <= 5; index++) await createContact(acme, { name: `Bakery ${index}` });
    await createContact(sub, { name: "Elsewhere" });
    const { body } = await list(acme);
    expect(body.nextCursor).toBeNull();
    expect(body.data.map(({ name }) => name)).toEqual(["Bakery 5", "Bakery 4", "Bakery 3", "Bakery 2", "Bakery 1"]);
    expect(await walk(acme, "limit=2")).toEqual({ found: body.data.map(({ name }) => name), pages: 3 });
    expect(await names(acme, `accountId=${sub.id}`)).toEqual(["Elsewhere"]);
  });

  it("q finds by how the name or the address begins, in whatever case, each contact once", async () => {
    const acme = await createTenant();
    await createContact(acme, { name: "Blue Bakery", email: "blue@example.com" });
    await createContact(acme, { name: "Écharpe", email: "info@bluebird.example" });
    await createContact(acme, { name: "Red", email: "bluest@example.com" });
    await createContact(acme, { name: "No. 100%", email: null });
    expect((await names(acme, "q=BLUE")).sort()).toEqual(["Blue Bakery", "Red"]);
    expect(await walk(acme, "q=blue&limit=1")).toEqual({ found: await names(acme, "q=blue"), pages: 2 });
    expect(await names(acme, `q=${encodeURIComponent("éch")}`)).toEqual(["Écharpe"]);
    expect(await names(acme, `q=${encodeURIComponent("no. 100%")}`)).toEqual(["No. 100%"]);
    expect(await names(acme, "q=bakery")).toEqual([]);
    expect(await names(acme, `q=${encodeURIComponent(".*")}`)).toEqual([]);
    expect(await names(acme, `q=${encodeURIComponent("INFO@BlueBird.example")}`)).toEqual(["Écharpe"]);
    expect(await names(acme, "q=%20")).toHaveLength(4);
  });

  it("by type, by availability, by both, and by both within a search, on pages that leave nothing out", async () => {
    const acme = await createTenant();
    const statuses: (AccountStatus | null)[] = ["invited", "active", "suspended", "lapsed", null];
    for (let index = 0; index < 20; index++) {
      const type = index % 2 ? "person" : "business";
      const status = statuses[Math.floor(index / 2) % 5] ?? null;
      const name = `${index % 3 ? "Oak" : "Pine"} ${String(index).padStart(2, "0")} ${type} ${status ?? "free"}`;
      if (status) await createOpened(acme, name, status, { type });
      else await createContact(acme, { name, type });
    }
    const all = await names(acme, "limit=100");
    expect(all).toHaveLength(20);
    const is = { available: /lapsed|free/, invited: /invited/, active: /active/, suspended: /suspended/ };
    for (const [availability, word] of Object.entries(is)) {
      const wanted = all.filter((name) => word.test(name));
      expect(wanted.length).toBeGreaterThan(3);
      for (const limit of [1, 3, 100]) {
        expect((await walk(acme, `availability=${availability}&limit=${limit}`)).found).toEqual(wanted);
        const persons = await walk(acme, `availability=${availability}&type=person&limit=${limit}`);
        expect(persons.found).toEqual(wanted.filter((name) => name.includes("person")));
        const oaks = await walk(acme, `availability=${availability}&type=person&q=oak&limit=${limit}`);
        expect(oaks.found.sort()).toEqual(wanted.filter((name) => /^Oak.*person/.test(name)).sort());
      }
    }
    const { found } = await walk(acme, "type=person&limit=3");
    expect(found).toEqual(all.filter((name) => name.includes("person")));
  });

  it("follows what becomes of a contact", async () => {
    const acme = await createTenant();
    const { account } = await invitedBusiness(acme);
    expect(await names(acme, "availability=invited")).toEqual(["Lima Bakery"]);
    expect(await names(acme, `subAccount=${account.id}`)).toEqual(["Lima Bakery"]);
    await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: acme.key });
    expect(await names(acme, "availability=invited")).toEqual([]);
    expect(await names(acme, "availability=available")).toEqual(["Lima Bakery"]);
    expect(await names(acme, `subAccount=${account.id}&availability=active`)).toEqual([]);
    for (const id of [newId().toHexString(), "nonsense"]) expect(await names(acme, `subAccount=${id}`)).toEqual([]);
  });

  it("in a suspended account, seen from above, what was opened is suspended with it", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    await createOpened(sub, "Opened", "active");
    await createContact(sub, { name: "Free" });
    await post(`/v1/accounts/${sub.id}/suspend`, {}, { as: acme.key });
    const by = (availability: string) => names(acme, `accountId=${sub.id}&availability=${availability}`);
    expect(await by("suspended")).toEqual(["Opened"]);
    expect(await by("available")).toEqual(["Free"]);
    expect(await by("active")).toEqual([]);
    expect((await list(sub)).code).toBe("account_suspended");
  });

  it("a page reads as much among 5,000 as among 5, whichever filter", async () => {
    const acme = await createTenant();
    const at = new Date();
    const business = (index: number) => ({ _id: newId(), name: `Bakery ${index}`, sub: newId() });
    const many = Array.from({ length: 5000 }, (_, index) => business(index));
    await contacts().insertMany(
      many.map(({ _id, name, sub }) => ({
        _id,
        account: acme.account._id,
        type: "business",
        name,
        nameKey: nameKeyOf(name),
        email: null,
        emailKey: null,
        phone: null,
        subAccount: sub,
        version: 1,
        createdAt: at,
        updatedAt: at,
      })),
    );
    const [template] = [await createOpened(acme, "First", "active")];
    const shape = await accounts().findOne({ _id: template });
    if (!shape) throw new Error("It was just made");
    await accounts().insertMany(many.map(({ _id, sub, name }) => ({ ...shape, _id: sub, name, contact: _id })));
    await createContact(acme, { name: "Ana", type: "person", email: "ana@example.com" });
    await createOpened(acme, "Ended", "lapsed");
    await createOpened(acme, "Waiting", "invited");
    const read = await docsRead(async () => {
      expect(await names(acme, "availability=invited")).toEqual(["Waiting"]);
      expect(await names(acme, "availability=available")).toEqual(["Ended", "Ana"]);
      expect(await names(acme, "type=person")).toEqual(["Ana"]);
      expect((await list(acme, "limit=5")).body.data).toHaveLength(5);
      expect((await list(acme, "availability=active&limit=5")).body.data).toHaveLength(5);
      expect(await names(acme, "q=ana")).toEqual(["Ana"]);
    });
    expect(read).toBeGreaterThan(15);
    expect(read).toBeLessThan(200);
    // No index knows both: the page looks at 2,000 at most, and says that there is more.
    const { body } = await list(acme, "q=bak&availability=available");
    expect([body.data, typeof body.nextCursor]).toEqual([[], "string"]);
    expect((await walk(acme, "q=bak&availability=available")).found).toEqual([]);
  });

  it.each([
    ["an unknown type", "type=user"],
    ["an unknown availability", "availability=lapsed"],
    ["an unknown filter", "name=x"],
    ["a filter given twice", "type=person&type=person"],
    ["a filter as an object", "type[$ne]=person"],
    ["a limit of 101", "limit=101"],
    ["a cursor that is none", "cursor=abc"],
    ["another list's cursor", `q=blue&cursor=${Buffer.from("64b8f0c2a1d3e4f5a6b7c8d9").toString("base64url")}`],
    ["a search of 201 characters", `q=${"x".repeat(201)}`],
    ["a NUL byte", "q=%00"],
  ])("400 for %s", async (_, query) => {
    const { status, code } = await list(await createTenant(), query);
    expect([status, code]).toEqual([400, "invalid_request"]);
  });

  it("404 for an account that is not the caller's", async () => {
    const acme = await createTenant();
    for (const id of [(await createTenant()).id, newId().toHexString(), "nonsense"]) {
      const { status, code } = await list(acme, `accountId=${id}`);
      expect([status, code]).toEqual([404, "not_found"]);
    }
  });
});

/** How many documents the database reads meanwhile; what reads many names its plan. */
async function docsRead(work: () => Promise<void>): Promise<number> {
  const { db } = contacts();
  // What another file's tests have left there is none of this one's.
  await db.collection("system.profile").drop();
  await db.setProfilingLevel("all");
  await work();
  await db.setProfilingLevel("off");
  const reads = await db
    .collection<{ ns: string; docsExamined?: number; planSummary?: string; command: unknown }>("system.profile")
    .find({ docsExamined: { $gt: 0 } })
    .toArray();
  const wide = reads.filter(({ docsExamined = 0 }) => docsExamined > 100);
  expect(wide.map(({ ns, planSummary, command }) => ({ ns, planSummary, command }))).toEqual([]);
  return reads.reduce((sum, { docsExamined = 0 }) => sum + docsExamined, 0);
}
