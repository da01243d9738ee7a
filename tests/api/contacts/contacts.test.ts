import { describe, expect, it } from "vitest";
import type { ContactView } from "@/lib/contacts/schema";
import { contacts, events } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { post } from "../../support/api";
import { address, createSubAccount, createTenant } from "../../support/factories";
import { inviteBusiness } from "../../support/invites";

const add = (as: string, body: Record<string, unknown> | string) => post<ContactView>("/v1/contacts", body, { as });

describe("POST /v1/contacts", () => {
  it("201 with the contact, available", async () => {
    const acme = await createTenant();
    const email = address("bakery");
    const { status, body, headers } = await add(acme.key, {
      type: "business",
      name: "Lima Bakery",
      email,
      phone: "+351 21 000",
      address: { city: "Lisbon", country: "Portugal" },
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      type: "business",
      name: "Lima Bakery",
      email,
      phone: "+351 21 000",
      account: acme.id,
      subAccount: null,
      availability: "available",
      website: null,
      address: { city: "Lisbon", country: "Portugal" },
      firstName: "",
      lastName: "",
      externalId: null,
      metadata: {},
      version: 1,
      createdAt: body.createdAt,
      updatedAt: body.createdAt,
    });
    expect(headers.get("etag")).toBe('"1"');
    expect(await events().countDocuments({ type: "contact.created", account: acme.account._id })).toBe(1);
  });

  it("keeps everything that it is given, 60 characters of a name among it", async () => {
    const acme = await createTenant();
    const given = {
      type: "business",
      name: "Ł".repeat(60),
      website: "https://lima.example",
      address: "Rua das Flores 1, Lisbon",
      firstName: "Ana",
      lastName: "Lima",
      externalId: "crm-7",
      metadata: { tier: "gold" },
    };
    const { status, body } = await add(acme.key, given);
    expect([status, body]).toEqual([201, expect.objectContaining(given)]);
    const { body: invitation } = await inviteBusiness(acme, {
      business: undefined,
      email: undefined,
      contactId: (await add(acme.key, { ...given, email: address() })).body.id,
    });
    expect(invitation.user).toMatchObject({ firstName: "Ana", lastName: "Lima" });
  });

  it("409 account_not_active where the account is suspended", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    await post(`/v1/accounts/${sub.id}/suspend`, {}, { as: acme.key });
    const { status, code } = await add(acme.key, { type: "business", name: "Lima", accountId: sub.id });
    expect([status, code]).toEqual([409, "account_not_active"]);
  });

  it("without an address it may be kept, and invited once it has one", async () => {
    const acme = await createTenant();
    const { status, body } = await add(acme.key, { type: "person", name: "Ana Lima" });
    expect([status, body.email]).toEqual([201, null]);
    const invite = () => inviteBusiness(acme, { business: undefined, email: undefined, contactId: body.id });
    expect((await invite()).code).toBe("contact_without_email");
    const email = address();
    await contacts().updateOne({ account: acme.account._id }, { $set: { email, emailKey: email } });
    expect((await invite()).status).toBe(201);
  });

  it("409 contact_exists for the same type, address and name in one account; another of any of them is another contact", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const email = address();
    const first = await add(acme.key, { type: "business", name: "Lima Bakery", email });
    const again = await add(acme.key, {
      type: "business",
      name: " LIMA  bakery ",
      email: email.toUpperCase().replace("EXAMPLE", "Example"),
    });
    expect([again.status, again.code]).toEqual([409, "contact_exists"]);
    expect(again.body).toMatchObject({ contactId: first.body.id });
    for (const other of [
      { type: "person", name: "Lima Bakery", email },
      { type: "business", name: "Lima Café", email },
      { type: "business", name: "Lima Bakery", email: address() },
      { type: "business", name: "Lima Bakery" },
      { type: "business", name: "Lima Bakery", email, accountId: sub.id },
    ]) {
      expect((await add(acme.key, other)).status).toBe(201);
    }
    expect((await add(acme.key, { type: "business", name: "Lima Bakery" })).code).toBe("contact_exists");
  });

  it("422 invalid_email, 404 for an account that is not the caller's", async () => {
    const acme = await createTenant();
    const wrong = await add(acme.key, { type: "business", name: "Lima", email: "nonsense" });
    expect([wrong.status, wrong.code]).toEqual([422, "invalid_email"]);
    for (const accountId of [(await createTenant()).id, newId().toHexString(), "nonsense"]) {
      const { status, code } = await add(acme.key, { type: "business", name: "Lima", accountId });
      expect([status, code]).toEqual([404, "not_found"]);
    }
  });

  it.each([
    ["no type", { name: "Lima" }],
    ["another type", { type: "user", name: "Lima" }],
    ["no name", { type: "business" }],
    ["an empty name", { type: "business", name: "   " }],
    ["a name of 61 characters", { type: "business", name: "x".repeat(61) }],
    ["a name that hides something", { type: "business", name: "Li\u202ema" }],
    ["a subAccount", { type: "business", name: "Lima", subAccount: newId().toHexString() }],
    ["a list for a name", { type: "business", name: ["Lima"] }],
    ["an object for an address", { type: "business", name: "Lima", email: { $gt: "" } }],
    ["a control character", { type: "business", name: "Li\u0007ma" }],
    ["a website that a browser would run", { type: "business", name: "Lima", website: "javascript:alert(1)" }],
    ["metadata that is no text", { type: "business", name: "Lima", metadata: { tier: 1 } }],
    ["__proto__", '{"type":"business","name":"Lima","__proto__":{"subAccount":"x"}}'],
    ["__proto__ among metadata", '{"type":"business","name":"Lima","metadata":{"__proto__":"x"}}'],
    ["an address with an unknown part", { type: "business", name: "Lima", address: { planet: "Earth" } }],
  ])("400 for %s", async (_, body) => {
    const { status, code } = await add((await createTenant()).key, body);
    expect([status, code]).toEqual([400, "invalid_request"]);
  });
});
