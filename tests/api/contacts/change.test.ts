import { ObjectId } from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import type { ContactView } from "@/lib/contacts/schema";
import { accounts, contacts, events } from "@/lib/db/client";
import { del, get, patch, post } from "../../support/api";
import { address, createContact, createTenant, type Tenant } from "../../support/factories";
import { accept, invitationDoc, inviteBusiness, invitedBusiness, tokenTo } from "../../support/invites";

const change = (tenant: Tenant, id: string, body: unknown, headers: Record<string, string> = {}) =>
  patch<ContactView>(`/v1/contacts/${id}`, body, { as: tenant.key, headers });

describe("PATCH /v1/contacts/:id", () => {
  afterEach(() => setClock(0));

  it("changes what is given and leaves the rest, and says which fields in the trail", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme, { name: "Blue Bakry", phone: "+351 1" });
    const email = address("blue");
    const { status, body, headers } = await change(acme, contact.id, {
      name: "Blue Bakery",
      email,
      address: { city: "Lisbon", line2: "" },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: "Blue Bakery",
      email,
      phone: "+351 1",
      address: { city: "Lisbon" },
      version: 2,
    });
    expect(headers.get("etag")).toBe('"2"');
    const found = await get<{ data: ContactView[] }>("/v1/contacts?q=blue%20bakery", { as: acme.key });
    expect(found.body.data.map(({ id }) => id)).toEqual([contact.id]);
    const event = await events().findOne({ type: "contact.updated", "subject.id": contact._id });
    expect(event?.detail).toEqual({ fields: "name, email, address" });
  });

  it.each([null, ""])("%j takes away e-mail, phone, website and address", async (nothing) => {
    const acme = await createTenant();
    const contact = await createContact(acme, { phone: "+351 1", website: "lima.example", address: "Lisbon" });
    const cleared = { email: nothing, phone: nothing, website: nothing, address: nothing };
    const { body } = await change(acme, contact.id, cleared);
    expect(body).toMatchObject({ email: null, phone: null, website: null, address: null });
    expect(await contacts().findOne({ _id: contact._id })).toMatchObject({ email: null, emailKey: null, phone: null });
  });

  it("what is as it was already changes nothing: no new version, nothing in the trail", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme, { address: { city: "Lisbon", country: "Portugal" } });
    const same = { name: contact.name, email: contact.email, address: { country: "Portugal", city: "Lisbon" } };
    const { status, body } = await change(acme, contact.id, { ...same, firstName: "", metadata: {} });
    expect([status, body.version]).toEqual([200, 1]);
    expect(await events().countDocuments({ "subject.id": contact._id })).toBe(0);
  });

  it("412 version_mismatch with what stands there, where somebody else changed it since it was read", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme);
    const ifMatch = { "if-match": '"1"' };
    expect((await change(acme, contact.id, { name: "First" }, ifMatch)).status).toBe(200);
    const late = await change(acme, contact.id, { name: "Second" }, ifMatch);
    expect([late.status, late.code]).toEqual([412, "version_mismatch"]);
    expect(late.body).toMatchObject({ version: 2, current: { name: "First", email: contact.email, phone: "" } });
    expect((await change(acme, contact.id, { name: "Second" }, { "if-match": '"2"' })).status).toBe(200);
    expect((await change(acme, contact.id, { name: "Third" }, { "if-match": "*" })).status).toBe(200);
    expect((await change(acme, contact.id, { name: "Fourth" }, { "if-match": "3" })).code).toBe("invalid_request");
  });

  it("of ten changes of one version at once one takes effect", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        change(acme, contact.id, { name: `Name ${index}` }, { "if-match": '"1"' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    expect((await contacts().findOne({ _id: contact._id }))?.version).toBe(2);
  });

  it("409 contact_exists with the other's id, and 422 invalid_email; both leave it as it was", async () => {
    const acme = await createTenant();
    const other = await createContact(acme, { name: "Blue Bakery" });
    const contact = await createContact(acme, { name: "Red Bakery" });
    const taken = await change(acme, contact.id, { name: "BLUE  bakery", email: other.email });
    expect([taken.status, taken.code]).toEqual([409, "contact_exists"]);
    expect(taken.body).toMatchObject({ contactId: other.id });
    const wrong = await change(acme, contact.id, { email: "nonsense" });
    expect([wrong.status, wrong.code]).toEqual([422, "invalid_email"]);
    expect(await contacts().findOne({ _id: contact._id })).toMatchObject({ name: "Red Bakery", version: 1 });
  });

  it("while an invitation is open its address and type stay, and say by what; name, phone and address may change", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    const id = invitation.contact ?? "";
    for (const body of [{ email: address() }, { email: null }, { type: "person" }]) {
      const refused = await change(acme, id, body);
      expect([refused.status, refused.code]).toEqual([409, "contact_in_use"]);
      expect(refused.body).toMatchObject({ invitationId: invitation.id, accountId: account.id });
    }
    const { status, body } = await change(acme, id, { name: "Lima & Filha", phone: "+351 1", email: invitation.email });
    expect([status, body.name, body.availability]).toEqual([200, "Lima & Filha", "invited"]);
    expect((await accounts().findOne({ contact: new ObjectId(id) }))?.name).toBe("Lima Bakery");
    expect((await accept(await tokenTo(invitation.email))).status).toBe(200);
  });

  it("once accepted the address may change, the type may not", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    await accept(await tokenTo(invitation.email));
    const id = invitation.contact ?? "";
    const email = address();
    expect((await change(acme, id, { email })).body).toMatchObject({ email, subAccount: account.id });
    const refused = await change(acme, id, { type: "person" });
    expect([refused.code, refused.body]).toEqual([
      "contact_in_use",
      expect.objectContaining({ accountId: account.id }),
    ]);
  });

  it("an invitation that is due to expire is in nobody's way: it is expired in the same transaction", async () => {
    const acme = await createTenant();
    const { invitation } = await invitedBusiness(acme, { expiresInDays: 1 });
    setClock(24 * 3_600_000);
    const email = address();
    const { status, body } = await change(acme, invitation.contact ?? "", { email });
    expect([status, body.email, body.availability]).toEqual([200, email, "available"]);
    expect((await invitationDoc(invitation.id)).status).toBe("expired");
  });

  it("a corrected address and name are what the next invitation goes by, from wherever it is sent", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: acme.key });
    const [email, second] = [address("right"), address("second")];
    await change(acme, invitation.contact ?? "", { email, name: "Lima Pastry" });
    const again = await post(`/v1/accounts/${account.id}/invite`, {}, { as: acme.key });
    expect(again.body).toMatchObject({
      invitation: { email },
      account: { id: account.id, name: "Lima Pastry", owner: { email } },
    });
    await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: acme.key });
    await change(acme, invitation.contact ?? "", { email: second });
    const byContact = await inviteBusiness(acme, {
      business: undefined,
      email: undefined,
      contactId: invitation.contact,
    });
    expect(byContact.body).toMatchObject({ invitation: { email: second }, account: { id: account.id } });
  });

  it.each([
    ["nothing to change", {}],
    ["a field that is not there", { subAccount: "64b8f0c2a1d3e4f5a6b7c8d9" }],
    ["the account", { account: "64b8f0c2a1d3e4f5a6b7c8d9" }],
    ["no name", { name: "  " }],
    ["null for a name", { name: null }],
    ["a name of 61 characters", { name: "x".repeat(61) }],
    ["a list for a name", { name: ["Lima"] }],
    ["an object for an e-mail address", { email: { $ne: null } }],
    ["a control character", { phone: "+351\u0000" }],
    ["a direction mark", { name: "Li\u202ema" }],
    ["another type", { type: "user" }],
    ["an address of the wrong shape", { address: [] }],
    ["a website that a browser would run", { website: "javascript:alert(1)" }],
    ["__proto__", '{"__proto__":{"name":"x"}}'],
    ["a list of changes", []],
  ])("400 for %s", async (_, body) => {
    const acme = await createTenant();
    const contact = await createContact(acme);
    const { status, code } = await change(acme, contact.id, body);
    expect([status, code]).toEqual([400, "invalid_request"]);
    expect((await contacts().findOne({ _id: contact._id }))?.version).toBe(1);
  });

  it("with an Idempotency-Key a repeat is the same answer, ETag included, and changes nothing more", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme);
    const send = () => change(acme, contact.id, { name: "Once" }, { "idempotency-key": "one", "if-match": '"1"' });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.headers.get("etag")).toBe('"2"');
  });
});
