import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { accounts, contacts, events, invitations } from "@/lib/db/client";
import type { Invited } from "@/lib/invitations/schema";
import { del, get, patch, post } from "../../support/api";
import { address, createContact, createTenant, type Tenant } from "../../support/factories";
import { accept, invitationDoc, inviteBusiness, invitedBusiness, tokenTo } from "../../support/invites";

const remove = (tenant: Tenant, id: string | null, headers: Record<string, string> = {}) =>
  del(`/v1/contacts/${id}`, { as: tenant.key, headers });
const resend = (tenant: Tenant, accountId: string, body: unknown = {}) =>
  post<Invited>(`/v1/accounts/${accountId}/invite`, body, { as: tenant.key });

/** A business that was invited in vain, and whose contact was deleted since. */
async function lapsedWithout(acme: Tenant): Promise<Invited> {
  const given = await invitedBusiness(acme, {
    business: { name: "Lima Bakery", phone: "+351 1", address: { city: "Lisbon" } },
    firstName: "Ana",
  });
  await del(`/v1/accounts/${given.account.id}/cancel-invite?notify=false`, { as: acme.key });
  expect((await remove(acme, given.invitation.contact)).status).toBe(204);
  return given;
}

/** Every link between contacts and sub-accounts holds on both sides. */
async function expectLinked(acme: Tenant): Promise<void> {
  const [known, opened] = await Promise.all([
    contacts().find({ account: acme.account._id }).toArray(),
    accounts().find({ parent: acme.account._id }).toArray(),
  ]);
  for (const { _id, subAccount } of known) {
    if (subAccount) expect(opened.find((account) => account._id.equals(subAccount))?.contact).toEqual(_id);
  }
  for (const { _id, contact } of opened) {
    if (contact) expect(known.find((one) => one._id.equals(contact))?.subAccount).toEqual(_id);
  }
}

describe("DELETE /v1/contacts/:id", () => {
  afterEach(() => setClock(0));

  it("204, gone from the list, and in the trail", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme);
    const { status, text } = await remove(acme, contact.id);
    expect([status, text]).toEqual([204, ""]);
    expect((await get(`/v1/contacts/${contact.id}`, { as: acme.key })).status).toBe(404);
    expect((await remove(acme, contact.id)).status).toBe(404);
    const told = await events().find({ type: "contact.deleted", "subject.id": contact._id }).toArray();
    expect(told).toHaveLength(1);
    // Nothing takes out of the trail again what was once in it.
    expect(JSON.stringify(told)).not.toContain(contact.name);
  });

  it("412 with an older version in If-Match", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme, { version: 3 });
    expect((await remove(acme, contact.id, { "if-match": '"2"' })).code).toBe("version_mismatch");
    expect((await remove(acme, contact.id, { "if-match": '"3"' })).status).toBe(204);
  });

  it("with an Idempotency-Key a repeat is 204 as well", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme);
    const send = () => remove(acme, contact.id, { "idempotency-key": "once" });
    expect([(await send()).status, (await send()).status]).toEqual([204, 204]);
  });

  it("409 contact_in_use while its sub-account is invited, active or suspended, and says which", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    const refused = async () => {
      const { status, code, body } = await remove(acme, invitation.contact);
      expect([status, code]).toEqual([409, "contact_in_use"]);
      expect(body).toMatchObject({ accountId: account.id });
      return body;
    };
    expect(await refused()).toMatchObject({ invitationId: invitation.id });
    await accept(await tokenTo(invitation.email));
    expect(await refused()).not.toHaveProperty("invitationId");
    await post(`/v1/accounts/${account.id}/suspend`, {}, { as: acme.key });
    expect((await refused()).detail).toContain("suspended");
    await expectLinked(acme);
  });

  it("an invitation that is due to expire is in nobody's way", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme, { expiresInDays: 1 });
    setClock(24 * 3_600_000);
    expect((await remove(acme, invitation.contact)).status).toBe(204);
    expect((await invitationDoc(invitation.id)).status).toBe("expired");
    expect(await accounts().findOne({ owner: null, parent: acme.account._id })).toMatchObject({
      status: "lapsed",
      contact: null,
    });
    expect((await resend(acme, account.id)).body.account.id).toBe(account.id);
  });

  describe("where its sub-account lapsed", () => {
    it("the sub-account stays without one; inviting into it again makes the contact anew", async () => {
      const acme = await createTenant();
      const { invitation, account } = await lapsedWithout(acme);
      const without = await get(`/v1/accounts/${account.id}`, { as: acme.key });
      expect(without.body).toMatchObject({ status: "lapsed", contact: null });
      const { status, body } = await resend(acme, account.id);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        invitation: { status: "pending", email: invitation.email, firstName: "Ana" },
        account: { id: account.id, status: "invited" },
      });
      expect(body.invitation.contact).not.toBe(invitation.contact);
      const contact = await get(`/v1/contacts/${body.invitation.contact}`, { as: acme.key });
      expect(contact.body).toMatchObject({
        name: "Lima Bakery",
        phone: "+351 1",
        address: { city: "Lisbon" },
        subAccount: account.id,
        availability: "invited",
      });
      await expectLinked(acme);
      expect((await accept(await tokenTo(invitation.email))).status).toBe(200);
    });

    it("as does its ended invitation, to another address", async () => {
      const acme = await createTenant();
      const { invitation, account } = await lapsedWithout(acme);
      const email = address();
      const { status, body } = await resend(acme, acme.id, { invitationId: invitation.id, email });
      expect([status, body.account.id, body.invitation.email]).toEqual([200, account.id, email]);
      await expectLinked(acme);
    });

    it("inviting the same business by name and address again opens a new sub-account", async () => {
      const acme = await createTenant();
      const { invitation, account } = await lapsedWithout(acme);
      const again = await inviteBusiness(acme, { email: invitation.email });
      expect(again.status).toBe(201);
      expect(again.body.account.id).not.toBe(account.id);
      await expectLinked(acme);
      // The one that lapsed now has another in its place.
      const old = await resend(acme, account.id);
      expect([old.status, old.code]).toEqual([409, "invitation_pending"]);
      await accept(await tokenTo(invitation.email));
      const taken = await resend(acme, account.id);
      expect([taken.status, taken.code]).toEqual([409, "business_unavailable"]);
      expect(taken.body).toMatchObject({ accountId: again.body.account.id });
      await expectLinked(acme);
    });

    it("where that one lapsed, too, either is revived and takes the contact along", async () => {
      const acme = await createTenant();
      const { invitation, account } = await lapsedWithout(acme);
      const second = (await inviteBusiness(acme, { email: invitation.email })).body;
      const cancel = (id: string) => del(`/v1/accounts/${id}/cancel-invite?notify=false`, { as: acme.key });
      await cancel(second.account.id);
      for (const id of [account.id, second.account.id, account.id]) {
        const { status, body } = await resend(acme, id);
        expect([status, body.account?.id, body.invitation?.contact]).toEqual([200, id, second.invitation.contact]);
        await expectLinked(acme);
        await cancel(id);
      }
      expect(await contacts().countDocuments({ account: acme.account._id })).toBe(1);
    });
  });

  describe("at the same time as something else", () => {
    const invite = (acme: Tenant, contactId: string) =>
      inviteBusiness(acme, { business: undefined, email: undefined, contactId });

    it("an invitation: either it is invited and stays, or it is gone and nobody was invited", async () => {
      const acme = await createTenant();
      const seen = new Set<string>();
      for (let round = 0; round < 15; round++) {
        const contact = await createContact(acme, { name: `Bakery ${round}` });
        const [invited, deleted] = await Promise.all([invite(acme, contact.id), remove(acme, contact.id)]);
        const outcome = `${invited.code ?? invited.status} ${deleted.code ?? deleted.status}`;
        expect(["201 contact_in_use", "not_found 204"]).toContain(outcome);
        seen.add(outcome);
        const there = invited.status === 201 ? 1 : 0;
        expect(await contacts().countDocuments({ _id: contact._id })).toBe(there);
        expect(await invitations().countDocuments({ contact: contact._id })).toBe(there);
        expect(await accounts().countDocuments({ contact: contact._id })).toBe(there);
      }
      expect(seen.size).toBeGreaterThan(0);
      await expectLinked(acme);
    });

    it("its sub-account's revival: it is invited again in any case, with one contact that is there", async () => {
      const acme = await createTenant();
      for (let round = 0; round < 15; round++) {
        const { invitation, account } = await invitedBusiness(acme, { business: { name: `Bakery ${round}` } });
        await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: acme.key });
        const [revived, deleted] = await Promise.all([resend(acme, account.id), remove(acme, invitation.contact)]);
        expect([revived.status, revived.body.account?.status]).toEqual([200, "invited"]);
        expect([204, 409]).toContain(deleted.status);
        const kept = await contacts().findOne({
          subAccount: (await invitationDoc(revived.body.invitation.id)).account,
        });
        expect(kept?._id.toHexString()).toBe(revived.body.invitation.contact);
        expect(kept?._id.toHexString() === invitation.contact).toBe(deleted.status === 409);
        await expectLinked(acme);
      }
    });

    it("ten revivals of a sub-account without a contact: one invitation, one contact", async () => {
      const acme = await createTenant();
      const { account } = await lapsedWithout(acme);
      const answers = await Promise.all(Array.from({ length: 10 }, () => resend(acme, account.id)));
      const codes = answers.map(({ code, status }) => code ?? status).sort();
      expect(codes).toEqual([200, ...Array.from({ length: 9 }, () => "invitation_pending")]);
      expect(await contacts().countDocuments({ account: acme.account._id })).toBe(1);
      await expectLinked(acme);
    });

    it("its being given another address: the invitation goes to the one it has, or the change is refused", async () => {
      const acme = await createTenant();
      for (let round = 0; round < 15; round++) {
        const contact = await createContact(acme, { name: `Bakery ${round}` });
        const email = address("new");
        const [invited, changed] = await Promise.all([
          invite(acme, contact.id),
          patch(`/v1/contacts/${contact.id}`, { email }, { as: acme.key }),
        ]);
        expect(invited.status).toBe(201);
        expect([200, 409]).toContain(changed.status);
        expect(invited.body.invitation.email).toBe(changed.status === 200 ? email : contact.email);
        expect((await contacts().findOne({ _id: contact._id }))?.email).toBe(invited.body.invitation.email);
      }
    });
  });
});

describe("one contact of a type, address and name", () => {
  it("added ten times at once: one 201, nine 409 with its id", async () => {
    const acme = await createTenant();
    const body = { type: "person", name: "Ana Lima", email: address() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post<{ id: string }>("/v1/contacts", body, { as: acme.key })),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect([answer.status, answer.code]).toEqual([409, "contact_exists"]);
      expect(answer.body).toMatchObject({ contactId: made[0]?.body.id });
    }
  });
});
