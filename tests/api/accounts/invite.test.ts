import { describe, expect, it } from "vitest";
import { inviteLock } from "@/lib/auth/invite-token";
import { contacts, events, mails } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { post } from "../../support/api";
import { address, createContact, createMember, createSubAccount, createTenant } from "../../support/factories";
import {
  invitationDoc,
  invite,
  inviteBusiness,
  invited,
  invitedBusiness,
  linkTo,
  userDoc,
} from "../../support/invites";

const ID = /^[0-9a-f]{24}$/;

describe("POST /v1/accounts/invite", () => {
  describe("a colleague", () => {
    it("201 with invitation, account and user, and a mail that carries a link", async () => {
      const acme = await createTenant({ name: "Acme" });
      const email = address("ana");
      const { status, body, headers } = await invite(acme, { email, firstName: "Ana", lastName: "Lima" });
      expect(status).toBe(201);
      expect(headers.get("content-type")).toBe("application/json");
      expect(body).toEqual({
        status: "invited",
        message: expect.stringMatching(/^Ana Lima was invited to join Acme\. .*\.$/),
        invitation: {
          id: expect.stringMatching(ID),
          type: "user",
          status: "pending",
          email,
          firstName: "Ana",
          lastName: "Lima",
          role: "member",
          locale: "en",
          account: { id: acme.id, name: "Acme" },
          parent: null,
          contact: null,
          batch: null,
          externalId: null,
          metadata: {},
          sends: 1,
          expiresAt: expect.any(String),
          invitedBy: { type: "api_key", id: expect.stringMatching(ID), name: "tests" },
          delivery: { status: "queued", transport: null, error: null, at: expect.any(String) },
          remindedAt: null,
          viewedAt: null,
          createdAt: expect.any(String),
          updatedAt: expect.any(String),
        },
        account: expect.objectContaining({ id: acme.id, name: "Acme", status: "active", version: 1 }),
        user: {
          id: expect.stringMatching(ID),
          email,
          firstName: "Ana",
          lastName: "Lima",
          status: "invited",
          role: "member",
          account: acme.id,
        },
      });
      expect(await linkTo(email)).toMatch(/^http:\/\/localhost:3000\/v1\/accounts\/accept-invite\?token=ey/);
      const days = (Date.parse(body.invitation.expiresAt) - Date.parse(body.invitation.createdAt)) / 86_400_000;
      expect(days).toBeGreaterThan(6.99);
      expect(days).toBeLessThanOrEqual(7);
    });

    it("the membership, and nothing else of the user, holds the hash of the token's jti", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      const doc = await invitationDoc(invitation.id);
      const lock = inviteLock({ invitation: doc._id, send: 1, keyId: doc.keyId });
      const user = await userDoc(invitation.email);
      expect(user.memberships).toEqual([
        {
          account: acme.account._id,
          role: "member",
          status: "invited",
          resetToken: { token: lock, invitation: doc._id, expiresAt: doc.expiresAt },
        },
      ]);
      expect(user.status).toBe("invited");
      expect(user.passwordHash).toBeUndefined();
      expect(lock).toMatch(/^[0-9a-f]{64}$/);
    });

    it("an event says who, what, when and from where", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      const [event] = await events().find({ type: "invitation.created", account: acme.account._id }).toArray();
      expect(event).toMatchObject({
        account: acme.account._id,
        accounts: [acme.account._id],
        actor: { type: "api_key", name: "tests" },
        subject: { type: "invitation" },
      });
      expect(event?.subject.id.toHexString()).toBe(invitation.id);
    });

    it("takes role, locale, message, externalId, metadata and expiresInDays", async () => {
      const acme = await createTenant();
      const metadata = { team: "north", "a.b": "c", $set: "d" };
      const { body } = await invite(acme, {
        role: "admin",
        locale: "pt-BR",
        message: "See you on Monday.\nBring cake.",
        externalId: "crm-1",
        metadata,
        expiresInDays: 30,
      });
      expect(body.invitation).toMatchObject({ role: "admin", locale: "pt-BR", externalId: "crm-1", metadata });
      expect(body.user.role).toBe("admin");
      expect((await invitationDoc(body.invitation.id)).message).toBe("See you on Monday.\nBring cake.");
      expect(Date.parse(body.invitation.expiresAt) / 86_400_000).toBeCloseTo(Date.now() / 86_400_000 + 30, 2);
    });

    it("accountId names a descendant; the caller's own account is meant without it", async () => {
      const acme = await createTenant();
      const below = await createSubAccount(await createSubAccount(acme));
      const { body } = await invite(acme, { accountId: below.id });
      expect(body.invitation.account.id).toBe(below.id);
      expect(body.invitation.parent).toBe(below.account.parent?.toHexString());
    });

    it("the answer is the same whether or not the address has a login, names included", async () => {
      const acme = await createTenant();
      const other = await createTenant();
      const known = await createMember(other, "admin");
      const { body } = await invite(acme, { email: known.user.email, firstName: "A" });
      const fresh = await invite(acme, { firstName: "A" });
      const shape = ({ user, account }: typeof body) => ({ ...user, id: "", email: "", owner: account.owner });
      expect(shape(body)).toEqual(shape(fresh.body));
      expect(body.user).toMatchObject({ firstName: "A", lastName: "", status: "invited" });
    });

    it("sendEmail: false mails nobody and answers the link", async () => {
      const acme = await createTenant();
      const { body } = await invite(acme, { sendEmail: false });
      expect(body.inviteUrl).toMatch(/^http:\/\/localhost:3000\/v1\/accounts\/accept-invite\?token=ey/);
      expect(body.invitation.delivery.status).toBe("none");
      expect(await mails().countDocuments({ "to.email": body.invitation.email })).toBe(0);
      expect((await invite(acme)).body).not.toHaveProperty("inviteUrl");
    });

    it("one user per address, however the local part's case and the domain are written", async () => {
      const acme = await createTenant();
      const other = await createTenant();
      const one = await invited(acme, { email: " Zoe.Bücher@BÜCHER.example " });
      const two = await invited(other, { email: "zoe.bücher@xn--bcher-kva.example" });
      expect(one.user.id).toBe(two.user.id);
      expect(one.invitation.email).toBe("Zoe.Bücher@BÜCHER.example");
    });
  });

  describe("a business", () => {
    it("201 opens a sub-account in wait of its owner, from business and email, and makes the contact", async () => {
      const acme = await createTenant();
      const email = address("ana");
      const { status, body } = await inviteBusiness(acme, {
        email,
        business: {
          name: "Lima Bakery",
          phone: "+351 21 000",
          website: "https://lima.example",
          address: { city: "Lisbon" },
        },
        firstName: "Ana",
      });
      expect(status).toBe(201);
      expect(body.invitation).toMatchObject({ type: "business", role: "owner", parent: acme.id, status: "pending" });
      expect(body.invitation.account).toEqual({ id: body.account.id, name: "Lima Bakery" });
      expect(body.account).toMatchObject({
        name: "Lima Bakery",
        status: "invited",
        parent: acme.id,
        contact: body.invitation.contact,
        owner: { id: body.user.id, email, firstName: "Ana", lastName: "", status: "invited" },
      });
      expect(body.user).toMatchObject({ status: "invited", role: "owner", account: body.account.id });
      const contact = await contacts().findOne({ account: acme.account._id, emailKey: email });
      expect(contact).toMatchObject({
        type: "business",
        name: "Lima Bakery",
        phone: "+351 21 000",
        website: "https://lima.example",
        address: { city: "Lisbon" },
      });
      expect(contact?.subAccount?.toHexString()).toBe(body.account.id);
      expect(await linkTo(email)).toContain("token=");
    });

    it("finds the contact of that address and name, and makes another for another name", async () => {
      const acme = await createTenant();
      const contact = await createContact(acme, { name: "Lima Bakery" });
      const email = contact.email ?? "";
      const found = await invitedBusiness(acme, {
        business: { name: "  LIMA   bakery" },
        email: email.toUpperCase().replace("EXAMPLE.COM", "Example.com"),
      });
      expect(found.invitation.contact).toBe(contact.id);
      const made = await invitedBusiness(acme, { business: { name: "Lima Café" }, email });
      expect(made.invitation.contact).not.toBe(contact.id);
    });

    it("by contactId the contact's own address and name are used", async () => {
      const acme = await createTenant();
      const contact = await createContact(acme, { name: "Lima Bakery", firstName: "Ana", lastName: "Lima" });
      const { body } = await post<Awaited<ReturnType<typeof invitedBusiness>>>(
        "/v1/accounts/invite",
        { type: "business", contactId: contact.id },
        { as: acme.key },
      );
      expect(body.invitation).toMatchObject({ email: contact.email, firstName: "Ana", contact: contact.id });
      expect(body.account.name).toBe("Lima Bakery");
    });

    it("a contact of type person opens an account in its own name", async () => {
      const acme = await createTenant();
      const contact = await createContact(acme, { type: "person", name: "Ana Lima" });
      const { status, body } = await inviteBusiness(acme, {
        business: undefined,
        email: undefined,
        contactId: contact.id,
      });
      expect(status).toBe(201);
      expect(body.account.name).toBe("Ana Lima");
    });

    it("422 contact_without_email", async () => {
      const acme = await createTenant();
      const contact = await createContact(acme, { email: null });
      const { status, code } = await inviteBusiness(acme, {
        business: undefined,
        email: undefined,
        contactId: contact.id,
      });
      expect([status, code]).toEqual([422, "contact_without_email"]);
    });

    it("404 alike for another account's contact, a missing one and a malformed id", async () => {
      const acme = await createTenant();
      const foreign = await createContact(await createTenant());
      for (const contactId of [foreign.id, newId().toHexString(), "nonsense"]) {
        const { status, code } = await inviteBusiness(acme, { business: undefined, email: undefined, contactId });
        expect([status, code]).toEqual([404, "not_found"]);
      }
    });

    it("422 too_deep below sixteen ancestors", async () => {
      const acme = await createTenant();
      const ancestors = [acme.account._id, ...Array.from({ length: 15 }, newId)];
      const deep = await createSubAccount(acme, { ancestors });
      const ok = await inviteBusiness(acme, {
        accountId: (await createSubAccount(acme, { ancestors: ancestors.slice(0, 15) })).id,
      });
      expect(ok.status).toBe(201);
      const { status, code } = await inviteBusiness(acme, { accountId: deep.id });
      expect([status, code]).toEqual([422, "too_deep"]);
    });
  });
});
