import { describe, expect, it } from "vitest";
import { contacts, events, invitations, mails, suppressions, users } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { address, createContact, createMember, createSubAccount, createTenant } from "../../support/factories";
import { invite, inviteBusiness, invited, invitedBusiness, userDoc } from "../../support/invites";

const _ID = /^[0-9a-f]{24}$/;

describe("POST /v1/accounts/invite", () => {
  describe("refuses what stands in the way", () => {
    it("409 invitation_pending for the same address, with the invitation's id, whatever its case", async () => {
      const acme = await createTenant();
      const first = await invited(acme, { email: "Same.One@example.com" });
      const { status, code, body } = await invite(acme, { email: "same.one@EXAMPLE.com" });
      expect([status, code]).toEqual([409, "invitation_pending"]);
      expect(body).toMatchObject({ invitationId: first.invitation.id, detail: expect.stringContaining("open until") });
      expect(await mails().countDocuments({ "to.email": /same\.one/i })).toBe(1);
    });

    it("409 invitation_pending comes before business_unavailable for the same address and contact", async () => {
      const acme = await createTenant();
      const first = await invitedBusiness(acme);
      const { invitation } = first;
      const again = await inviteBusiness(acme, { email: invitation.email });
      expect([again.status, again.code]).toEqual([409, "invitation_pending"]);
      expect(again.body).toMatchObject({ invitationId: invitation.id });
    });

    it("409 business_unavailable where the contact's invitation went to another address, and says where", async () => {
      const acme = await createTenant();
      const contact = await createContact(acme);
      await inviteBusiness(acme, { business: undefined, email: undefined, contactId: contact.id });
      await contacts().updateOne({ _id: contact._id }, { $set: { email: "new@x.example", emailKey: "new@x.example" } });
      const again = await inviteBusiness(acme, { business: undefined, email: undefined, contactId: contact.id });
      expect([again.status, again.code]).toEqual([409, "business_unavailable"]);
      expect(again.body).toMatchObject({ detail: expect.stringContaining(contact.email ?? "?") });
    });

    it.each(["active", "suspended"] as const)("409 business_unavailable where the sub-account is %s", async (state) => {
      const acme = await createTenant();
      const contact = await createContact(acme);
      const sub = await createSubAccount(acme, { contact: contact._id, status: state });
      await contacts().updateOne({ _id: contact._id }, { $set: { subAccount: sub.account._id } });
      const answer = await inviteBusiness(acme, { business: undefined, email: undefined, contactId: contact.id });
      expect([answer.status, answer.code]).toEqual([409, "business_unavailable"]);
      expect(answer.body).toMatchObject({ accountId: sub.id, detail: expect.stringContaining("Lima Bakery") });
    });

    it("the same person may be invited to two businesses, and into two accounts", async () => {
      const acme = await createTenant();
      const email = address();
      await invitedBusiness(acme, { email, business: { name: "One" } });
      await invitedBusiness(acme, { email, business: { name: "Two" } });
      await invited(acme, { email });
      expect((await userDoc(email)).memberships).toHaveLength(3);
    });

    it.each(["active", "disabled"] as const)("409 already_member for an %s membership", async (state) => {
      const acme = await createTenant();
      const { user } = await createMember(acme, "member");
      await users().updateOne({ _id: user._id }, { $set: { "memberships.0.status": state } });
      const { status, code } = await invite(acme, { email: user.email });
      expect([status, code]).toEqual([409, "already_member"]);
    });

    it.each(["invited", "lapsed", "suspended"] as const)(
      "409 account_not_active where the account is %s",
      async (state) => {
        const acme = await createTenant();
        const sub = await createSubAccount(acme, { status: state });
        for (const send of [invite, inviteBusiness]) {
          const { status, code } = await send(acme, { accountId: sub.id });
          expect([status, code]).toEqual([409, "account_not_active"]);
        }
      },
    );

    it.each(["user", "business"])("422 too_many_memberships for the 1,001st of one person (%s)", async (type) => {
      const acme = await createTenant();
      const { email } = (await createMember(acme, "member")).user;
      const memberships = Array.from({ length: 1000 }, () => ({
        account: newId(),
        role: "member" as const,
        status: "active" as const,
      }));
      await users().updateOne({ emailKey: email }, { $set: { memberships } });
      const contact = await createContact(acme, { email });
      const answer =
        type === "user"
          ? await invite(acme, { email })
          : await inviteBusiness(acme, { business: undefined, email: undefined, contactId: contact.id });
      expect([answer.status, answer.code]).toEqual([422, "too_many_memberships"]);
    });

    it("nothing is left behind by a refusal", async () => {
      const acme = await createTenant();
      const email = address();
      await invited(acme, { email });
      const before = await counts();
      await invite(acme, { email });
      expect(await counts()).toEqual(before);
    });
  });

  describe("mail that is stopped", () => {
    it("422 mail_suppressed, unless forced or no mail is asked for; the account above stops it too", async () => {
      const acme = await createTenant();
      const sub = await createSubAccount(acme);
      const email = address();
      const stop = {
        _id: newId(),
        account: acme.account._id,
        email,
        emailKey: email,
        reason: "bounce" as const,
        detail: null,
        invitation: null,
        createdAt: new Date(),
      };
      await suppressions().insertOne(stop);
      for (const accountId of [acme.id, sub.id]) {
        const { status, code } = await invite(acme, { email, accountId });
        expect([status, code]).toEqual([422, "mail_suppressed"]);
      }
      expect((await invite(acme, { email, sendEmail: false })).status).toBe(201);
      expect((await invite(acme, { email, accountId: sub.id, force: true })).status).toBe(201);
      expect((await invite(await createTenant(), { email })).status).toBe(201);
    });
  });

  describe("where the invitee lands", () => {
    it("redirectUrl on an allowed origin, and nowhere else", async () => {
      const acme = await createTenant({
        settings: { redirectOrigins: ["https://app.acme.example"], reminderDays: 2, notices: true },
      });
      const good = await invite(acme, { redirectUrl: "https://app.acme.example/welcome?x=1" });
      expect(good.status).toBe(201);
      for (const redirectUrl of [
        "https://evil.example/",
        "https://app.acme.example.evil.example/",
        "https://app.acme.example@evil.example/",
        "http://app.acme.example/",
        "https://app.acme.example:8443/",
        "//app.acme.example/",
        "javascript:alert(1)",
        "/relative",
        "not a url",
      ]) {
        const { status, code } = await invite(acme, { redirectUrl });
        expect([redirectUrl, status, code]).toEqual([redirectUrl, 422, "redirect_not_allowed"]);
      }
    });
  });
});

async function counts(): Promise<number[]> {
  const all = [users(), invitations(), mails(), events(), contacts()];
  return Promise.all(all.map((collection) => collection.countDocuments()));
}
