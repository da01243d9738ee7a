import { describe, expect, it } from "vitest";
import { accounts, events } from "@/lib/db/client";
import type { Declined } from "@/lib/invitations/schema";
import { del, post } from "../../support/api";
import { createPerson, createSubAccount, createTenant } from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, mailsTo, tokenTo, userDoc } from "../../support/invites";

const decline = (token: string) => post<Declined>("/v1/accounts/decline-invite", { token });

describe("POST /v1/accounts/decline-invite", () => {
  it("200, the membership is gone and the user stays, the inviter is told", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const { status, body } = await decline(await tokenTo(invitation.email));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "declined",
      message: expect.stringMatching(/\.$/),
      invitation: { id: invitation.id, status: "declined" },
    });
    expect((await userDoc(invitation.email)).memberships).toEqual([]);
    expect((await mailsTo(acme.owner.email)).map(({ kind }) => kind)).toEqual(["invite-declined"]);
    expect(await events().countDocuments({ type: "invitation.declined", account: acme.account._id })).toBe(1);
  });

  it("a business's sub-account lapses and has no owner", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    await decline(await tokenTo(invitation.email));
    const doc = await accounts().findOne({ parent: acme.account._id });
    expect(doc?._id.toHexString()).toBe(account.id);
    expect(doc).toMatchObject({ status: "lapsed", owner: null });
    expect(doc).not.toHaveProperty("invite");
  });

  it("the person who invited is told, not the owner", async () => {
    const acme = await createTenant();
    const admin = await createPerson({ memberships: [{ account: acme.account._id, role: "admin", status: "active" }] });
    const email = "declines@example.com";
    await post("/v1/accounts/invite", { type: "user", email }, { as: admin.cookie });
    await decline(await tokenTo(email));
    expect(await mailsTo(admin.user.email)).toHaveLength(1);
    expect(await mailsTo(acme.owner.email)).toHaveLength(0);
  });

  it("410 a second time, and nobody is told again", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const token = await tokenTo(invitation.email);
    await decline(token);
    const { status, code } = await decline(token);
    expect([status, code]).toEqual([410, "invite_declined"]);
    expect((await accept(token)).code).toBe("invite_declined");
    expect(await mailsTo(acme.owner.email)).toHaveLength(1);
  });

  it("401 for no token of ours, 410 for one that was accepted or cancelled", async () => {
    expect((await decline("nonsense")).code).toBe("invite_invalid");
    const acme = await createTenant();
    const one = await invited(acme);
    const token = await tokenTo(one.invitation.email);
    await accept(token);
    expect((await decline(token)).code).toBe("invite_accepted");
    const two = await invited(acme);
    const other = await tokenTo(two.invitation.email);
    await del(`/v1/accounts/${acme.id}/cancel-invite?email=${two.invitation.email}`, { as: acme.key });
    expect((await decline(other)).code).toBe("invite_cancelled");
  });

  it("declining again after a new invitation to the same sub-account touches only the new one", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const first = await invited(acme, { accountId: sub.id });
    const old = await tokenTo(first.invitation.email);
    await decline(old);
    const second = await invited(acme, { accountId: sub.id, email: first.invitation.email });
    expect((await decline(old)).code).toBe("invite_declined");
    expect((await invitationDoc(second.invitation.id)).status).toBe("pending");
  });
});
