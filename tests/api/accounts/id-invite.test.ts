import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { accounts, mails } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { Resent } from "@/lib/invitations/schema";
import { del, post } from "../../support/api";
import { address, createKey, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { accept, invited, invitedBusiness, tokenIn, tokenTo, userDoc } from "../../support/invites";

const MINUTE = 60_000;
const DAY = 24 * 3_600_000;

const send = (tenant: Pick<Tenant, "key">, id: string, body: unknown = {}) =>
  post<Resent>(`/v1/accounts/${id}/invite`, body, { as: tenant.key });
const _cancel = (tenant: Tenant, id: string) =>
  del(`/v1/accounts/${tenant.id}/cancel-invite?invitationId=${id}&notify=false`, { as: tenant.key });

describe("POST /v1/accounts/:id/invite", () => {
  afterEach(() => setClock(0));

  describe("sends again", () => {
    it("{} on an invited sub-account: 200 resent, a new token, every older link dead", async () => {
      const acme = await createTenant();
      const { invitation, account } = await invitedBusiness(acme);
      const links = [await tokenTo(invitation.email)];
      for (const sends of [2, 3]) {
        const { status, body } = await send(acme, account.id);
        expect(status).toBe(200);
        expect(body).toMatchObject({
          status: "resent",
          message: expect.stringMatching(/\.$/),
          invitation: { id: invitation.id, status: "pending", sends, delivery: { status: "queued" } },
          account: { id: account.id, status: "invited", owner: { email: invitation.email, status: "invited" } },
          user: { email: invitation.email, status: "invited", role: "owner" },
        });
        links.push(await tokenTo(invitation.email));
        setClock(sends * MINUTE);
      }
      expect(new Set(links).size).toBe(3);
      const [first = "", second = "", third = ""] = links;
      for (const old of [first, second]) {
        const { status, code } = await accept(old);
        expect([status, code]).toEqual([410, "invite_replaced"]);
      }
      expect((await accept(third)).status).toBe(200);
    });

    it("{ invitationId }: :id may be the inviting or the invited account", async () => {
      const acme = await createTenant();
      const { invitation, account } = await invitedBusiness(acme);
      expect((await send(acme, acme.id, { invitationId: invitation.id })).body.invitation.sends).toBe(2);
      setClock(2 * MINUTE);
      expect((await send(acme, account.id, { invitationId: invitation.id })).body.invitation.sends).toBe(3);
      const user = await invited(acme);
      expect((await send(acme, acme.id, { invitationId: user.invitation.id })).body.status).toBe("resent");
    });

    it("mail of the older send that waits is taken back", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      await send(acme, acme.id, { invitationId: invitation.id });
      const found = await mails().find({ "to.email": invitation.email }).sort({ _id: 1 }).toArray();
      expect(found.map(({ status, send }) => [status, send])).toEqual([
        ["cancelled", 1],
        ["queued", 2],
      ]);
    });

    it("lasts as long as it was given at first, from now on", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme, { expiresInDays: 3 });
      setClock(2 * DAY);
      const { body } = await send(acme, acme.id, { invitationId: invitation.id });
      expect(Date.parse(body.invitation.expiresAt) - Date.parse(invitation.expiresAt)).toBeCloseTo(2 * DAY, -4);
    });

    it("one that was handed out is mailed from then on", async () => {
      const acme = await createTenant();
      const handed = await invited(acme, { sendEmail: false });
      await send(acme, acme.id, { invitationId: handed.invitation.id });
      expect((await accept(tokenIn(handed.inviteUrl ?? ""))).code).toBe("invite_replaced");
      await accept(await tokenTo(handed.invitation.email));
      expect((await userDoc(handed.invitation.email)).emailVerifiedAt).not.toBeNull();
    });

    it("429 resend_too_soon within a minute of the previous re-send, not of the invitation", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      expect((await send(acme, acme.id, { invitationId: invitation.id })).status).toBe(200);
      setClock(58_000);
      const { status, code, headers } = await send(acme, acme.id, { invitationId: invitation.id });
      expect([status, code]).toEqual([429, "resend_too_soon"]);
      expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(2);
      setClock(61_000);
      expect((await send(acme, acme.id, { invitationId: invitation.id })).status).toBe(200);
    });

    it("422 resend_limit at the eleventh re-send", async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme, { expiresInDays: 90 });
      for (let round = 1; round <= 10; round++) {
        setClock(round * 6 * 3_600_000);
        expect((await send(acme, acme.id, { invitationId: invitation.id })).status).toBe(200);
      }
      setClock(20 * DAY);
      const { status, code } = await send(acme, acme.id, { invitationId: invitation.id });
      expect([status, code]).toEqual([422, "resend_limit"]);
    });
  });

  it("409 invitation_accepted once it was accepted", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    await accept(await tokenTo(invitation.email));
    for (const [id, body] of [
      [account.id, {}],
      [acme.id, { invitationId: invitation.id }],
    ] as const) {
      const { status, code } = await send(acme, id, body);
      expect([status, code]).toEqual([409, "invitation_accepted"]);
    }
  });

  it("404 where there never was one, and for another account's", async () => {
    const acme = await createTenant();
    const other = await createTenant();
    const { invitation } = await invited(other);
    const sub = await createSubAccount(acme);
    for (const [id, body] of [
      [acme.id, {}],
      [sub.id, {}],
      [acme.id, { invitationId: invitation.id }],
      [acme.id, { invitationId: newId().toHexString() }],
      [acme.id, { invitationId: "nonsense" }],
      [other.id, { invitationId: invitation.id }],
      [other.id, {}],
      ["nonsense", {}],
    ] as const) {
      const { status, code } = await send(acme, id, body);
      expect([status, code]).toEqual([404, "not_found"]);
    }
  });

  it("{ email } on an active account invites a colleague: 201", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const email = address("new");
    const { status, body } = await send(acme, sub.id, { email, role: "admin", firstName: "Ana", sendEmail: false });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: "invited",
      invitation: { type: "user", email, role: "admin", account: { id: sub.id } },
      inviteUrl: expect.stringContaining("token="),
    });
    const waiting = await invitedBusiness(acme);
    expect((await send(acme, waiting.account.id, { email })).code).toBe("account_not_active");
  });

  it.each([
    ["an unknown key", { colour: 1 }],
    ["type", { type: "user", email: "a@b.co" }],
    ["role without an address", { role: "admin" }],
    ["invitationId and role", { invitationId: "64b8f0c2a1d3e4f5a6b7c8d9", role: "admin" }],
    ["an id that is no text", { invitationId: 5 }],
    ["the role of owner", { email: "a@b.co", role: "owner" }],
  ])("400 for %s", async (_, body) => {
    const acme = await createTenant();
    const { status, code } = await send(acme, acme.id, body);
    expect([status, code]).toEqual([400, "invalid_request"]);
  });

  it("403 role_too_high for a key that may not grant the invitation's role", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { role: "admin" });
    const key = await createKey(acme, ["invitations:create"]);
    const { status, code } = await send({ key }, acme.id, { invitationId: invitation.id });
    expect([status, code]).toEqual([403, "role_too_high"]);
  });

  it("the inviting account not active: 409 account_not_active", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const { invitation } = await invited(acme, { accountId: sub.id });
    await accounts().updateOne({ _id: sub.account._id }, { $set: { status: "suspended" } });
    const { status, code } = await send(acme, sub.id, { invitationId: invitation.id });
    expect([status, code]).toEqual([409, "account_not_active"]);
  });
});
