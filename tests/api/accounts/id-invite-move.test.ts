import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { contacts, events, users } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { Resent } from "@/lib/invitations/schema";
import { del, post } from "../../support/api";
import { address, createContact, createMember, createTenant, type Tenant } from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, tokenTo, userDoc } from "../../support/invites";

const _MINUTE = 60_000;
const DAY = 24 * 3_600_000;

const send = (tenant: Pick<Tenant, "key">, id: string, body: unknown = {}) =>
  post<Resent>(`/v1/accounts/${id}/invite`, body, { as: tenant.key });
const _cancel = (tenant: Tenant, id: string) =>
  del(`/v1/accounts/${tenant.id}/cancel-invite?invitationId=${id}&notify=false`, { as: tenant.key });

describe("POST /v1/accounts/:id/invite", () => {
  afterEach(() => setClock(0));

  describe("moves to another address", () => {
    it("a colleague's: the membership goes to the new user, and every older link is dead", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme, { role: "admin" });
      const old = await tokenTo(invitation.email);
      const email = address("new");
      const { status, body } = await send(acme, acme.id, { invitationId: invitation.id, email });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        status: "resent",
        invitation: { id: invitation.id, email, sends: 2 },
        user: { email },
      });
      expect(body.user.id).not.toBe((await userDoc(invitation.email))._id.toHexString());
      expect((await userDoc(invitation.email)).memberships).toEqual([]);
      expect((await accept(old)).code).toBe("invite_replaced");
      expect((await accept(await tokenTo(email))).status).toBe(200);
      expect((await userDoc(email)).memberships).toMatchObject([{ role: "admin", status: "active" }]);
    });

    it("a business's: the sub-account waits for the new owner, and the contact learns the address", async () => {
      const acme = await createTenant();
      const { invitation, account } = await invitedBusiness(acme);
      const email = address("new");
      const { body } = await send(acme, account.id, { invitationId: invitation.id, email });
      expect(body.account).toMatchObject({ id: account.id, status: "invited", owner: { email, id: body.user.id } });
      expect((await contacts().findOne({ account: acme.account._id }))?.emailKey).toBe(email);
      expect((await userDoc(invitation.email)).memberships).toEqual([]);
      const accepted = await accept<Resent>(await tokenTo(email));
      expect(accepted.body.account).toMatchObject({ id: account.id, status: "active", owner: { email } });
    });

    it("a contact keeps its address where another contact of that name has the new one", async () => {
      const acme = await createTenant();
      const other = await createContact(acme, { name: "Lima Bakery" });
      const { invitation, account } = await invitedBusiness(acme);
      const email = other.email ?? "";
      expect((await send(acme, account.id, { invitationId: invitation.id, email })).status).toBe(200);
      const kept = await contacts().find({ account: acme.account._id, emailKey: invitation.email }).toArray();
      expect(kept).toHaveLength(1);
    });

    it("the same address written otherwise is a re-send", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      const email = invitation.email.toUpperCase();
      const { body } = await send(acme, acme.id, { invitationId: invitation.id, email });
      expect(body.invitation).toMatchObject({ id: invitation.id, email, sends: 2 });
      expect((await userDoc(invitation.email)).memberships).toHaveLength(1);
    });

    it("409 where the new address is invited or a member already, 422 where it is none; nothing changes", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      const token = await tokenTo(invitation.email);
      const pending = await invited(acme);
      const member = await createMember(acme, "member");
      const move = (email: string) => send(acme, acme.id, { invitationId: invitation.id, email });
      const one = await move(pending.invitation.email);
      expect([one.status, one.code]).toEqual([409, "invitation_pending"]);
      expect(one.body).toMatchObject({ invitationId: pending.invitation.id });
      const two = await move(member.user.email);
      expect([two.status, two.code]).toEqual([409, "already_member"]);
      const three = await move("nonsense");
      expect([three.status, three.code]).toEqual([422, "invalid_email"]);
      expect((await accept(token)).status).toBe(200);
    });

    it("an invitation there that is due to expire does not stand in the way", async () => {
      const acme = await createTenant();
      const due = await invited(acme, { expiresInDays: 1 });
      const { invitation } = await invited(acme, { expiresInDays: 9 });
      setClock(DAY);
      const email = due.invitation.email;
      expect((await send(acme, acme.id, { invitationId: invitation.id, email })).status).toBe(200);
      const old = await invitationDoc(due.invitation.id);
      expect(old.status).toBe("expired");
      expect(await events().countDocuments({ "subject.id": old._id, type: "invitation.expired" })).toBe(1);
      expect((await userDoc(email)).memberships).toHaveLength(1);
      expect((await accept(await tokenTo(email))).status).toBe(200);
    });

    it("422 too_many_memberships where the new address has a thousand", async () => {
      const acme = await createTenant();
      const { invitation, account } = await invitedBusiness(acme);
      const full = await createMember(acme, "member");
      const memberships = [
        ...full.user.memberships,
        ...Array.from({ length: 999 }, () => ({
          account: newId(),
          role: "member" as const,
          status: "active" as const,
        })),
      ];
      await users().updateOne({ _id: full.user._id }, { $set: { memberships } });
      const { status, code } = await send(acme, account.id, { invitationId: invitation.id, email: full.user.email });
      expect([status, code]).toEqual([422, "too_many_memberships"]);
    });
  });
});
