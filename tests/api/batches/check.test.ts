import { afterEach, describe, expect, it } from "vitest";
import type { Checked, RowView } from "@/lib/batches/schema";
import { setClock } from "@/lib/clock";
import {
  accounts,
  batches,
  columnMappings,
  contacts,
  database,
  events,
  idempotency,
  invitations,
  mails,
  queues,
  suppressions,
  users,
} from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { requireEmail } from "@/lib/email";
import { post } from "../../support/api";
import {
  address,
  createContact,
  createKey,
  createMember,
  createSubAccount,
  createTenant,
  createUser,
  type Tenant,
} from "../../support/factories";
import { accept, invite, inviteBusiness, invited, invitedBusiness, tokenTo } from "../../support/invites";

const DAY = 86_400_000;
afterEach(() => setClock(0));

async function check(tenant: Pick<Tenant, "key">, csv: string, query = ""): Promise<Checked> {
  const answer = await post<Checked>(`/v1/accounts/invite?dryRun=true${query}`, csv, {
    as: tenant.key,
    headers: { "content-type": "text/csv" },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
}

/** What the check says of the only row. */
async function only(tenant: Pick<Tenant, "key">, csv: string, query = ""): Promise<RowView> {
  const { rows } = await check(tenant, csv, query);
  const [row] = rows;
  if (!row || rows.length !== 1) throw new Error("There is one row");
  return row;
}

const person = (tenant: Pick<Tenant, "key">, email: string, query = "") => only(tenant, `email\n${email}\n`, query);
const firm = (tenant: Pick<Tenant, "key">, email: string, name: string, query = "") =>
  only(tenant, `email,company\n${email},${name}\n`, `&type=business${query}`);

async function suppress({ account }: Pick<Tenant, "account">, email: string): Promise<void> {
  await suppressions().insertOne({
    _id: newId(),
    account: account._id,
    ...requireEmail(email),
    reason: "bounce",
    detail: null,
    invitation: null,
    createdAt: new Date(),
  });
}

describe("a dry run", () => {
  it("counts every outcome, shows columns with samples, and the first hundred rows of each outcome in order", async () => {
    const tenant = await createTenant();
    const member = await createMember(tenant, "member");
    const rows = Array.from({ length: 150 }, (_, n) => `new-${n}@example.com,Ana`);
    const csv = `E-Mail,Vorname,Note\nnobody,Ana\n${member.user.email},Bo,x\n${rows.join("\n")}\nNEW-3@example.com,Again,y\n`;
    const checked = await check(tenant, csv);
    expect(checked.counts).toEqual({
      total: 153,
      invite: 150,
      already_member: 1,
      already_invited: 0,
      business_taken: 0,
      invalid: 1,
      duplicate_in_file: 1,
      over_limit: 0,
    });
    expect(checked.columns).toEqual([
      { header: "E-Mail", field: "email", samples: ["nobody", member.user.email, "new-0@example.com"] },
      { header: "Vorname", field: "firstName", samples: ["Ana", "Bo"] },
      { header: "Note", field: null, samples: ["x"] },
    ]);
    expect(checked.rows).toHaveLength(103);
    expect(checked.rows.map(({ line }) => line)).toEqual(checked.rows.map(({ line }) => line).sort((a, b) => a - b));
    expect(checked.rows.slice(0, 3).map(({ status, code, values }) => [status, code, values])).toEqual([
      ["invalid", "invalid_email", { email: "nobody", firstName: "Ana" }],
      ["already_member", "already_member", { email: member.user.email, firstName: "Bo" }],
      ["invite", "invite", { email: "new-0@example.com", firstName: "Ana" }],
    ]);
    expect(checked.rows.at(-1)).toMatchObject({ line: 154, status: "duplicate_in_file" });
    expect(checked.rows.at(-1)?.reason).toContain("Line 7");
  });

  it("of 502 rows with one bad and one doubled finds 500 people to invite", async () => {
    const tenant = await createTenant();
    const rows = Array.from({ length: 500 }, (_, n) => `guest-${n}@example.com`);
    const { counts } = await check(tenant, `email\n${[...rows, "guest-7@EXAMPLE.com", "guest 9"].join("\n")}\n`);
    expect(counts).toMatchObject({ total: 502, invite: 500, duplicate_in_file: 1, invalid: 1 });
  });

  it("writes nothing", async () => {
    const tenant = await createTenant();
    const count = async () => {
      const all = [accounts(), batches(), columnMappings(), contacts(), events(), idempotency(), invitations()];
      const rest = [mails(), queues(), users()];
      const counts = [...all, ...rest].map((collection) => database().collection(collection.collectionName));
      return Promise.all(counts.map((collection) => collection.countDocuments()));
    };
    const before = await count();
    await check(tenant, "email,company\na@example.com,Blue\n", "&type=business");
    await check(tenant, "email\na@example.com\n");
    expect(await count()).toEqual(before);
    const limits = await database()
      .collection("rate_limits")
      .find({ _id: /^(mail|lists):/ as never })
      .toArray();
    expect(limits).toEqual([]);
  });
});

describe("says what a single invitation would be answered:", () => {
  it("somebody new is invited", async () => {
    const tenant = await createTenant();
    expect(await person(tenant, address())).toMatchObject({ status: "invite", code: "invite", reason: null });
    expect((await firm(tenant, address(), "Blue")).status).toBe("invite");
  });

  it("already_member for members, disabled ones too", async () => {
    const tenant = await createTenant();
    const member = await createMember(tenant, "member");
    const single = await invite(tenant, { email: member.user.email });
    const row = await person(tenant, member.user.email);
    expect(row.status).toBe("already_member");
    expect(row.reason).toBe((single.body as unknown as { detail: string }).detail);
    await users().updateOne({ _id: member.user._id }, { $set: { "memberships.0.status": "disabled" } });
    expect((await person(tenant, member.user.email)).reason).toContain("disabled");
  });

  it("already_invited for an open invitation, in the words of invitation_pending", async () => {
    const tenant = await createTenant();
    const { invitation } = await invited(tenant);
    const single = await invite(tenant, { email: invitation.email });
    expect(single.code).toBe("invitation_pending");
    const row = await person(tenant, invitation.email.toUpperCase().replace("EXAMPLE.COM", "example.com"));
    expect([row.status, row.reason]).toEqual([
      "already_invited",
      (single.body as unknown as { detail: string }).detail,
    ]);
  });

  it("already_invited for a business at the same address, business_taken at another one", async () => {
    const tenant = await createTenant();
    const contact = await createContact(tenant, { name: "Blue" });
    await inviteBusiness(tenant, { contactId: contact.id, business: undefined, email: undefined });
    expect((await firm(tenant, contact.email ?? "", " BLUE ")).status).toBe("already_invited");
    expect((await firm(tenant, contact.email ?? "", "Another")).status).toBe("invite");
    await contacts().updateOne(
      { _id: contact._id },
      { $set: { email: "moved@example.com", emailKey: "moved@example.com" } },
    );
    const taken = await firm(tenant, "moved@example.com", "Blue");
    const single = await inviteBusiness(tenant, { email: "moved@example.com", business: { name: "Blue" } });
    expect(single.code).toBe("business_unavailable");
    expect([taken.status, taken.reason]).toEqual([
      "business_taken",
      (single.body as unknown as { detail: string }).detail,
    ]);
  });

  it("business_taken for one that has its sub-account", async () => {
    const tenant = await createTenant();
    const { invitation } = await invitedBusiness(tenant, { email: address("firm"), business: { name: "Blue" } });
    await accept(await tokenTo(invitation.email));
    const row = await firm(tenant, invitation.email, "Blue");
    const single = await inviteBusiness(tenant, { email: invitation.email, business: { name: "Blue" } });
    expect([row.status, row.reason]).toEqual(["business_taken", (single.body as unknown as { detail: string }).detail]);
  });

  it("invalid mail_suppressed for a stopped address, unless no mail is sent", async () => {
    const tenant = await createTenant();
    const email = address();
    await suppress(tenant, email);
    expect(await person(tenant, email)).toMatchObject({ status: "invalid", code: "mail_suppressed" });
    expect((await person(tenant, email, "&sendEmail=false")).status).toBe("invite");
  });

  it("over_limit for an address that had five invitation mails in an hour, unless no mail is sent", async () => {
    const email = address();
    for (let n = 0; n < 5; n++) await invited(await createTenant(), { email });
    const tenant = await createTenant();
    expect((await invite(tenant, { email })).code).toBe("rate_limited");
    expect(await person(tenant, email)).toMatchObject({ status: "over_limit", code: "over_limit" });
    expect((await person(tenant, email, "&sendEmail=false")).status).toBe("invite");
  });

  it("over_limit from the sixth business of one list at the same address on", async () => {
    const tenant = await createTenant();
    const email = address();
    const csv = `email,company\n${Array.from({ length: 7 }, (_, n) => `${email},Firm ${n}\n`).join("")}`;
    const { counts } = await check(tenant, csv, "&type=business");
    expect([counts.invite, counts.over_limit]).toEqual([5, 2]);
  });

  it("invalid for contacts that are not there, of others, and without an address", async () => {
    const [tenant, stranger] = await Promise.all([createTenant(), createTenant()]);
    const mute = await createContact(tenant, { name: "Mute", email: null });
    const theirs = await createContact(stranger);
    const good = await createContact(tenant, { name: "Good" });
    const csv = `contactId\n${mute.id}\n${theirs.id}\n${newId()}\nnonsense\n${good.id}\n`;
    const { rows } = await check(tenant, csv, "&type=business");
    expect(rows.map(({ code, email }) => [code, email])).toEqual([
      ["contact_without_email", ""],
      ["invalid_contact", ""],
      ["invalid_contact", ""],
      ["invalid_contact", ""],
      ["invite", good.email],
    ]);
    expect(rows[1]?.reason).toBe(rows[2]?.reason);
  });

  it("duplicate_in_file for a contact by its id and by its name", async () => {
    const tenant = await createTenant();
    const contact = await createContact(tenant, { name: "Blue" });
    const csv = `contactId,email,company\n${contact.id},,\n,${contact.email},Blue\n`;
    const { rows } = await check(tenant, csv, "&type=business");
    expect(rows.map(({ status }) => status)).toEqual(["invite", "duplicate_in_file"]);
  });
});

describe("an invitation that ended", () => {
  it("is not made again by accident: already_invited says what became of it; with resend=true it is invited", async () => {
    const tenant = await createTenant();
    const { invitation } = await invited(tenant);
    await post("/v1/accounts/decline-invite", { token: await tokenTo(invitation.email) });
    const row = await person(tenant, invitation.email);
    expect(row.status).toBe("already_invited");
    expect(row.reason).toContain("declined");
    expect((await person(tenant, invitation.email, "&resend=true")).status).toBe("invite");
  });

  it("counts as ended from the second it is overdue on, swept or not", async () => {
    const tenant = await createTenant();
    const { invitation } = await invited(tenant);
    const business = await invitedBusiness(tenant, { email: address("firm"), business: { name: "Blue" } });
    setClock(8 * DAY);
    expect((await person(tenant, invitation.email)).reason).toContain("expired");
    expect((await person(tenant, invitation.email, "&resend=true")).status).toBe("invite");
    const { email } = business.invitation;
    expect((await firm(tenant, email, "Blue")).reason).toContain("expired");
    expect((await firm(tenant, email, "Blue", "&resend=true")).status).toBe("invite");
  });

  it("of somebody who accepted and was removed since is no reason", async () => {
    const tenant = await createTenant();
    const { invitation } = await invited(tenant);
    await accept(await tokenTo(invitation.email));
    await users().updateOne({ emailKey: invitation.email }, { $set: { memberships: [] } });
    expect((await person(tenant, invitation.email)).status).toBe("invite");
  });
});

describe("a stranger's", () => {
  it("users, invitations and stopped addresses cannot be told from nothing", async () => {
    const [tenant, stranger] = await Promise.all([createTenant(), createTenant()]);
    const [login, pending, bounced] = [address(), address(), address()];
    await createUser({ email: login });
    await invited(stranger, { email: pending });
    await suppress(stranger, bounced);
    const { rows } = await check(tenant, `email\n${login}\n${pending}\n${bounced}\n`);
    // What the domain's name server says is the same for all three.
    const [{ warnings }] = rows as [RowView];
    expect(rows.map((row) => ({ ...row, line: 0, email: "", values: {} }))).toEqual(
      rows.map(() => ({
        line: 0,
        email: "",
        status: "invite",
        code: "invite",
        reason: null,
        invitation: null,
        values: {},
        warnings,
      })),
    );
  });

  it("stop above counts below, and is not told whose it is", async () => {
    const above = await createTenant({ name: "Above" });
    const below = await createSubAccount(above, { name: "Below" });
    const email = address();
    await suppress(above, email);
    const row = await person(below, email);
    expect(row.code).toBe("mail_suppressed");
    expect(row.reason).not.toMatch(/Above|bounce/);
  });
});

describe("a row that breaks a rule says which", () => {
  const long = "x".repeat(61);
  it.each([
    ["email\n ", "invalid_email"],
    ['email\n"Ana <a@example.com>"', "invalid_email"],
    [`email,first name\na@example.com,${long}`, "invalid_first_name"],
    ["email,last name\na@example.com,\u202Eanna", "invalid_last_name"],
    ["email,role\na@example.com,owner", "invalid_role"],
    ["email,locale\na@example.com,klingon", "invalid_locale"],
    [`email,message\na@example.com,${"x".repeat(1001)}`, "invalid_message"],
    [`email,externalId\na@example.com,${"x".repeat(201)}`, "invalid_external_id"],
    [`email,metadata.plan\na@example.com,${"x".repeat(501)}`, "invalid_metadata"],
  ])("%j", async (csv, code) => {
    const tenant = await createTenant();
    const [header, cells = ","] = csv.split("\n");
    const { rows } = await check(tenant, `${header},n\n${cells.trim() === "" ? ",x" : cells}\nb@example.com\n`);
    const row = rows.find(({ status }) => status === "invalid");
    expect(row).toMatchObject({ line: 2, code });
    expect(row?.reason).toMatch(/\S/);
  });

  it("more cells than columns are invalid_columns", async () => {
    const tenant = await createTenant();
    expect(await only(tenant, "email,first name\na@example.com,Ana,what\n")).toMatchObject({
      status: "invalid",
      code: "invalid_columns",
    });
  });

  it.each([
    ["email,company\na@example.com,", "invalid_business_name"],
    ["email,company,phone\na@example.com,Blue,12345678901234567890123456789012345678901", "invalid_phone"],
    ["email,company,website\na@example.com,Blue,javascript:alert(1)", "invalid_website"],
    [`email,company,postal code\na@example.com,Blue,${"1".repeat(21)}`, "invalid_address"],
  ])("%j of a business", async (csv, code) => {
    expect((await only(await createTenant(), `${csv}\n`, "&type=business")).code).toBe(code);
  });

  it("role_too_high for an admin's role from a key that is no admin; the others of its list go ahead", async () => {
    const tenant = await createTenant();
    const key = await createKey(tenant, ["invitations:create"]);
    const { rows } = await check({ key }, "email,role\na@example.com,Admin\nb@example.com,MEMBER\n");
    expect(rows.map(({ code }) => code)).toEqual(["role_too_high", "invite"]);
  });

  it("a likely typing error is a warning, with what was probably meant", async () => {
    const row = await person(await createTenant(), "ana@gmial.com");
    expect(row).toMatchObject({ status: "invite" });
    expect(row.warnings).toContainEqual({
      code: "likely_typo",
      message: "Did you mean ana@gmail.com?",
      suggestion: "ana@gmail.com",
    });
  });
});

it("a report that comes back is read without the columns and the apostrophes that it added", async () => {
  const tenant = await createTenant();
  const csv = "email,first name,status,code,reason,invitation\na@example.com,'=Ana,failed,invalid_email,Why,\n";
  const checked = await check(tenant, csv);
  expect(checked.columns.map(({ field }) => field)).toEqual(["email", "firstName", null, null, null, null]);
  expect(checked.rows[0]?.values).toEqual({ email: "a@example.com", firstName: "=Ana" });
  const plain = await check(tenant, "email,first name\na@example.com,'=Ana\n");
  expect(plain.rows[0]?.values.firstName).toBe("'=Ana");
});
