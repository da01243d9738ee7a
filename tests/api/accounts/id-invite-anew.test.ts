import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { accounts, contacts, invitations } from "@/lib/db/client";
import type { Resent } from "@/lib/invitations/schema";
import { sweep } from "@/lib/invitations/sweep";
import { del, post } from "../../support/api";
import { address, createTenant, type Tenant } from "../../support/factories";
import {
  accept,
  invitationDoc,
  invite,
  inviteBusiness,
  invited,
  invitedBusiness,
  tokenTo,
  userDoc,
} from "../../support/invites";

const DAY = 24 * 3_600_000;

const send = (tenant: Pick<Tenant, "key">, id: string, body: unknown = {}) =>
  post<Resent>(`/v1/accounts/${id}/invite`, body, { as: tenant.key });
const cancel = (tenant: Tenant, id: string) =>
  del(`/v1/accounts/${tenant.id}/cancel-invite?invitationId=${id}&notify=false`, { as: tenant.key });

describe("POST /v1/accounts/:id/invite", () => {
  afterEach(() => setClock(0));

  describe("makes anew what ended unaccepted", () => {
    it("{} on a lapsed sub-account revives the same sub-account with a new invitation", async () => {
      const acme = await createTenant();
      const { invitation, account } = await invitedBusiness(acme, { externalId: "crm-7", message: "Hello" });
      await cancel(acme, invitation.id);
      const { status, body } = await send(acme, account.id);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        status: "resent",
        invitation: { status: "pending", sends: 1, externalId: "crm-7", contact: invitation.contact },
        account: { id: account.id, status: "invited", owner: { email: invitation.email } },
      });
      expect(body.invitation.id).not.toBe(invitation.id);
      expect(await accounts().countDocuments({ parent: acme.account._id })).toBe(1);
      expect((await accept(await tokenTo(invitation.email))).status).toBe(200);
    });

    it("is open as long as it was asked to be, however the end of the first was moved", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme, { expiresInDays: 3 });
      const past = new Date(Date.now() - DAY);
      await invitations().updateOne({ email: invitation.email }, { $set: { expiresAt: past } });
      const { body } = await send(acme, acme.id, { invitationId: invitation.id });
      const left = Date.parse(body.invitation.expiresAt) - Date.now();
      expect([body.invitation.status, Math.round(left / DAY)]).toEqual(["pending", 3]);
    });

    it("inviting the same contact again revives it as well", async () => {
      const acme = await createTenant();
      const { invitation, account } = await invitedBusiness(acme);
      await cancel(acme, invitation.id);
      const again = await inviteBusiness(acme, { email: invitation.email });
      expect(again.status).toBe(201);
      expect(again.body.account).toMatchObject({ id: account.id, status: "invited" });
      expect((await invitationDoc(invitation.id)).status).toBe("cancelled");
    });

    it("{ invitationId, email } of an ended one invites the other address", async () => {
      const acme = await createTenant();
      const { invitation, account } = await invitedBusiness(acme);
      await cancel(acme, invitation.id);
      const email = address("new");
      const { status, body } = await send(acme, account.id, { invitationId: invitation.id, email });
      expect(status).toBe(200);
      expect(body).toMatchObject({ invitation: { email }, account: { id: account.id, owner: { email } } });
      expect((await contacts().findOne({ account: acme.account._id }))?.emailKey).toBe(email);
    });

    it("one that is due to expire is expired in the same transaction", async () => {
      const acme = await createTenant();
      const business = await invitedBusiness(acme, { expiresInDays: 1 });
      const user = await invited(acme, { expiresInDays: 1 });
      setClock(DAY);
      const revived = await send(acme, business.account.id);
      expect(revived.status).toBe(200);
      expect(revived.body.account.id).toBe(business.account.id);
      expect(revived.body.invitation.id).not.toBe(business.invitation.id);
      expect((await invitationDoc(business.invitation.id)).status).toBe("expired");
      const again = await invite(acme, { email: user.invitation.email });
      expect(again.status).toBe(201);
      expect((await invitationDoc(user.invitation.id)).status).toBe("expired");
      expect((await userDoc(user.invitation.email)).memberships).toHaveLength(1);
    });

    it("a colleague who was removed from the list by the sweep can be invited again into the same membership", async () => {
      const acme = await createTenant();
      const { invitation, user } = await invited(acme, { expiresInDays: 1, role: "admin" });
      setClock(DAY);
      await sweep();
      const { body } = await send(acme, acme.id, { invitationId: invitation.id });
      expect(body).toMatchObject({ status: "resent", user: { id: user.id, role: "admin", status: "invited" } });
    });

    it("409 invitation_pending where a newer one stands, 409 already_member where they came in otherwise", async () => {
      const acme = await createTenant();
      const first = await invited(acme);
      await cancel(acme, first.invitation.id);
      const second = await invited(acme, { email: first.invitation.email });
      const pending = await send(acme, acme.id, { invitationId: first.invitation.id });
      expect([pending.status, pending.code]).toEqual([409, "invitation_pending"]);
      expect(pending.body).toMatchObject({ invitationId: second.invitation.id });
      await accept(await tokenTo(first.invitation.email));
      expect((await send(acme, acme.id, { invitationId: first.invitation.id })).code).toBe("already_member");
    });
  });
});
