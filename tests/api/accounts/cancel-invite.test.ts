import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { accounts, events, mails } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { Cancelled } from "@/lib/invitations/schema";
import { del, post } from "../../support/api";
import { createKey, createMember, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, mailsTo, tokenTo, userDoc } from "../../support/invites";

const DAY = 24 * 3_600_000;
const cancel = (tenant: Pick<Tenant, "key">, id: string, search = "") =>
  del<Cancelled>(`/v1/accounts/${id}/cancel-invite${search}`, { as: tenant.key });
const kinds = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);

describe("DELETE /v1/accounts/:id/cancel-invite", () => {
  afterEach(() => setClock(0));

  it("the sub-account's owner invitation: 200, token removed, sub-account lapsed, both told", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme, { firstName: "Ana", lastName: "Lima" });
    const token = await tokenTo(invitation.email);
    const { status, body } = await cancel(acme, account.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "cancelled",
      message: expect.stringContaining("Ana Lima"),
      invitation: { id: invitation.id, status: "cancelled" },
      user: { email: invitation.email, status: "cancelled", role: "owner", account: account.id },
    });
    const doc = await accounts().findOne({ parent: acme.account._id });
    expect(doc).toMatchObject({ status: "lapsed", owner: null });
    expect(doc).not.toHaveProperty("invite");
    expect((await userDoc(invitation.email)).memberships).toEqual([]);
    const spent = await accept(token);
    expect([spent.status, spent.code]).toEqual([410, "invite_cancelled"]);
    expect(await kinds(invitation.email)).toEqual(["invite-cancelled", "invite-business"]);
    expect(await kinds(acme.owner.email)).toEqual(["invite-cancelled-inviter"]);
    expect(await events().countDocuments({ type: "invitation.cancelled", account: acme.account._id })).toBe(1);
  });

  it.each(["invitationId", "email"])("a colleague's by %s", async (by) => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const value = by === "email" ? invitation.email.toUpperCase() : invitation.id;
    const { status, body } = await cancel(acme, acme.id, `?${by}=${value}`);
    expect(status).toBe(200);
    expect(body.invitation).toMatchObject({ id: invitation.id, status: "cancelled" });
  });

  it("by email the newest invitation of that address is meant", async () => {
    const acme = await createTenant();
    const first = await invited(acme);
    const { email } = first.invitation;
    await cancel(acme, acme.id, `?email=${email}`);
    const second = await invited(acme, { email });
    const { body } = await cancel(acme, acme.id, `?email=${email}`);
    expect(body.invitation.id).toBe(second.invitation.id);
  });

  it("queued mail is not sent", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    await cancel(acme, acme.id, `?invitationId=${invitation.id}&notify=false`);
    expect(await mailsTo(invitation.email)).toEqual([]);
    expect((await mails().findOne({ "to.email": invitation.email }))?.status).toBe("cancelled");
  });

  it("?notify=false tells neither", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    await tokenTo(invitation.email);
    await cancel(acme, acme.id, `?invitationId=${invitation.id}&notify=false`);
    expect(await kinds(invitation.email)).toEqual(["invite-user"]);
    expect(await kinds(acme.owner.email)).toEqual([]);
  });

  it("with sendEmail: false the invitee is not mailed about the end either, and the inviter is", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { sendEmail: false });
    await cancel(acme, acme.id, `?invitationId=${invitation.id}`);
    expect(await kinds(invitation.email)).toEqual([]);
    expect(await kinds(acme.owner.email)).toEqual(["invite-cancelled-inviter"]);
  });

  it("again: 200 with its status unchanged, and no second mail", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    await tokenTo(invitation.email);
    const first = await cancel(acme, account.id);
    const sent = (await kinds(invitation.email)).length;
    const second = await cancel(acme, account.id);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await kinds(invitation.email)).toHaveLength(sent);
    expect(await kinds(acme.owner.email)).toHaveLength(1);
  });

  it("once declined: 200 declined", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    await post("/v1/accounts/decline-invite", { token: await tokenTo(invitation.email) });
    const { status, body } = await cancel(acme, acme.id, `?invitationId=${invitation.id}`);
    expect(status).toBe(200);
    expect([body.status, body.invitation.status, body.user.status]).toEqual(["declined", "declined", "declined"]);
    expect(await kinds(invitation.email)).toEqual(["invite-user"]);
  });

  it("once expired: 200 expired, before and after the sweep, and nobody is mailed", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { expiresInDays: 1 });
    await tokenTo(invitation.email);
    setClock(DAY);
    for (let round = 0; round < 2; round++) {
      const { status, body } = await cancel(acme, acme.id, `?invitationId=${invitation.id}`);
      expect(status).toBe(200);
      expect([body.status, body.invitation.status, body.user.status]).toEqual(["expired", "expired", "expired"]);
    }
    expect((await invitationDoc(invitation.id)).status).toBe("expired");
    expect(await kinds(invitation.email)).toEqual(["invite-user"]);
    expect(await kinds(acme.owner.email)).toEqual([]);
  });

  it("409 invitation_accepted", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    await accept(await tokenTo(invitation.email));
    const { status, code, body } = await cancel(acme, account.id);
    expect([status, code]).toEqual([409, "invitation_accepted"]);
    expect(body).toMatchObject({ invitationId: invitation.id });
    expect((await accounts().findOne({ parent: acme.account._id }))?.status).toBe("active");
  });

  it("404 where nothing is there, and for another account's", async () => {
    const acme = await createTenant();
    const other = await createTenant();
    const sub = await createSubAccount(acme);
    const { invitation } = await invited(other);
    for (const [id, search] of [
      [acme.id, ""],
      [sub.id, ""],
      [acme.id, "?email=nobody@example.com"],
      [acme.id, `?invitationId=${invitation.id}`],
      [acme.id, `?invitationId=${newId().toHexString()}`],
      [acme.id, "?invitationId=nonsense"],
      [other.id, `?invitationId=${invitation.id}`],
      [other.id, `?email=${invitation.email}`],
      ["nonsense", ""],
    ] as const) {
      const { status, code } = await cancel(acme, id, search);
      expect([search, status, code]).toEqual([search, 404, "not_found"]);
    }
    expect((await invitationDoc(invitation.id)).status).toBe("pending");
  });

  it.each([
    "?colour=red",
    "?notify=no",
    "?invitationId=",
    "?email=a@b.co&invitationId=64b8f0c2a1d3e4f5a6b7c8d9",
    "?email=a@b.co&email=c@d.co",
  ])("400 for %s", async (search) => {
    const acme = await createTenant();
    const { status, code } = await cancel(acme, acme.id, search);
    expect([status, code]).toEqual([400, "invalid_request"]);
  });

  it("a colleague's needs invitations:cancel, a business's accounts:create", async () => {
    const acme = await createTenant();
    const user = await invited(acme);
    const business = await invitedBusiness(acme);
    const one = await createKey(acme, ["accounts:create"]);
    const two = await createKey(acme, ["invitations:cancel"]);
    expect((await cancel({ key: one }, acme.id, `?invitationId=${user.invitation.id}`)).code).toBe("forbidden");
    expect((await cancel({ key: two }, business.account.id)).code).toBe("forbidden");
    expect((await cancel({ key: two }, acme.id, `?invitationId=${user.invitation.id}`)).status).toBe(200);
    expect((await cancel({ key: one }, business.account.id)).status).toBe(200);
  });

  it("somebody who was added to the waiting sub-account cannot withdraw what opened it", async () => {
    const acme = await createTenant();
    const { account, invitation } = await invitedBusiness(acme);
    const doc = await accounts().findOne({ parent: acme.account._id });
    if (!doc) throw new Error("The sub-account is there");
    const inside = await createMember({ account: doc }, "owner");
    const { status, code } = await del(`/v1/accounts/${account.id}/cancel-invite`, { as: inside.cookie });
    expect([status, code]).toEqual([403, "forbidden"]);
    expect((await invitationDoc(invitation.id)).status).toBe("pending");
  });
});
