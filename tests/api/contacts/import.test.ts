import { describe, expect, it } from "vitest";
import type { ContactsImported } from "@/lib/contacts/schema";
import { contacts, events } from "@/lib/db/client";
import { post } from "../../support/api";
import { createContact, createKey, createSubAccount, createTenant, type Tenant } from "../../support/factories";

const CSV = { "content-type": "text/csv" };

function load(tenant: Pick<Tenant, "key">, body: unknown, query = "", headers: Record<string, string> = CSV) {
  return post<ContactsImported>(`/v1/contacts/import${query}`, body, { as: tenant.key, headers });
}

const stored = ({ account }: Pick<Tenant, "account">) =>
  contacts().find({ account: account._id }).sort({ name: 1 }).toArray();

const LIST = `Firma;E-Mail;Telefon;Ort;metadata.plan
Blue Bakery;Info@Blue.example;+49 30 1;Berlin;pro
Green Garage;;;;
;nobody@example.com;;;
Blue  bakery;info@BLUE.example;;;
Red Roof;not an address;;;
`;

describe("a list of businesses", () => {
  it("becomes contacts, one each, and says what became of every row", async () => {
    const tenant = await createTenant();
    const answer = await load(tenant, LIST);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: "imported",
      counts: { total: 5, created: 2, skipped: 1, failed: 2 },
    });
    expect(answer.body.message).toContain("2 contacts were added");
    expect(answer.body.columns.map(({ field }) => field)).toEqual([
      "businessName",
      "email",
      "phone",
      "address.city",
      "metadata.plan",
    ]);
    const [blue, green] = await stored(tenant);
    expect(blue).toMatchObject({
      type: "business",
      name: "Blue Bakery",
      emailKey: "info@blue.example",
      phone: "+49 30 1",
      address: { city: "Berlin" },
      metadata: { plan: "pro" },
      subAccount: null,
      version: 1,
    });
    expect(green).toMatchObject({ name: "Green Garage", email: null, emailKey: null, phone: null });
    expect(answer.body.rows.map(({ line, status, code, contact }) => [line, status, code, contact])).toEqual([
      [2, "created", null, blue?._id.toHexString()],
      [3, "created", null, green?._id.toHexString()],
      [4, "failed", "invalid_business_name", null],
      [5, "skipped", "duplicate_in_file", null],
      [6, "failed", "invalid_email", null],
    ]);
    const told = await events().find({ account: tenant.account._id, type: "contacts.imported" }).toArray();
    expect(told.map(({ detail }) => detail)).toEqual([{ count: "2" }]);
  });

  it("again adds nothing: those that are there are skipped and stay as they are", async () => {
    const tenant = await createTenant();
    const there = await createContact(tenant, { name: "Blue Bakery", email: "info@blue.example", phone: "1" });
    const answer = await load(tenant, LIST);
    expect(answer.body.counts).toEqual({ total: 5, created: 1, skipped: 2, failed: 2 });
    expect(answer.body.rows[0]).toMatchObject({ status: "skipped", code: "contact_exists", contact: there.id });
    expect((await load(tenant, LIST)).body.counts.created).toBe(0);
    expect((await contacts().findOne({ _id: there._id }))?.phone).toBe("1");
  });

  it("of many thousands is there whole, whoever else brings the same one in at the same time", async () => {
    const tenant = await createTenant();
    const csv = `company,email\n${Array.from({ length: 5000 }, (_, n) => `Firm ${n},firm-${n}@example.com\n`).join("")}`;
    const answers = await Promise.all([load(tenant, csv), load(tenant, csv)]);
    const created = answers.map(({ body }) => body.counts.created);
    expect(created.reduce((sum, count) => sum + count, 0)).toBe(5000);
    expect(await contacts().countDocuments({ account: tenant.account._id })).toBe(5000);
  });
});

describe("a list of people", () => {
  it("takes their names, or where there is none the address", async () => {
    const tenant = await createTenant();
    const csv = '{"email":"a@example.com","firstName":"Ana","lastName":"Lima"}\n{"email":"b@example.com"}\n';
    const answer = await load(tenant, csv, "?type=person", { "content-type": "application/x-ndjson" });
    expect(answer.body.counts.created).toBe(2);
    expect((await stored(tenant)).map(({ type, name }) => [type, name])).toEqual([
      ["person", "Ana Lima"],
      ["person", "b@example.com"],
    ]);
  });
});

it("name, as a contact by itself has it, is the name of a business and of a person", async () => {
  const tenant = await createTenant();
  const csv = "name,email\nAna Lima,ana@example.com\n";
  expect((await load(tenant, csv)).body.counts.created).toBe(1);
  expect((await load(tenant, csv, "?type=person")).body.counts.created).toBe(1);
  const found = await stored(tenant);
  expect(found.map(({ type, name }) => [type, name]).sort()).toEqual([
    ["business", "Ana Lima"],
    ["person", "Ana Lima"],
  ]);
});

it("a dry run says the same and writes nothing", async () => {
  const tenant = await createTenant();
  const answer = await load(tenant, LIST, "?dryRun=true");
  expect(answer.body).toMatchObject({ status: "checked", counts: { total: 5, created: 2, skipped: 1, failed: 2 } });
  expect(await stored(tenant)).toEqual([]);
  expect(await events().countDocuments({ account: tenant.account._id, type: "contacts.imported" })).toBe(0);
});

it("a file that turns out broken near its end adds nothing", async () => {
  const tenant = await createTenant();
  const csv = `company\n${Array.from({ length: 5000 }, (_, n) => `Firm ${n}\n`).join("")}"Open\n`;
  const answer = await load(tenant, csv);
  expect([answer.status, answer.code]).toEqual([422, "quoting_broken"]);
  expect(await stored(tenant)).toEqual([]);
});

it("422 without a name's column, and 400 for what is no option", async () => {
  const tenant = await createTenant();
  expect((await load(tenant, "email\na@example.com\n")).code).toBe("column_missing");
  expect((await load(tenant, "email\na@example.com\n", "?type=person")).status).toBe(200);
  expect((await load(tenant, "company\nBlue\n", "?draft=true")).status).toBe(400);
  expect((await load(tenant, { companies: [] }, "", {})).status).toBe(415);
});

it("the same request again replays its answer", async () => {
  const tenant = await createTenant();
  const headers = { ...CSV, "idempotency-key": "contacts" };
  const first = await load(tenant, LIST, "", headers);
  const second = await load(tenant, LIST, "", headers);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect((await load(tenant, `${LIST}More;;;;\n`, "", headers)).code).toBe("idempotency_key_reused");
});

it("needs contacts:manage, and reaches no other tenant and no suspended account", async () => {
  const [tenant, stranger] = await Promise.all([createTenant(), createTenant()]);
  const key = await createKey(tenant, ["invitations:create", "accounts:create"]);
  expect((await load({ key }, LIST)).code).toBe("forbidden");
  expect((await load(tenant, LIST, `?accountId=${stranger.id}`)).code).toBe("not_found");
  const below = await createSubAccount(tenant, { status: "suspended" });
  expect((await load(tenant, LIST, `?accountId=${below.id}`)).code).toBe("account_not_active");
});
