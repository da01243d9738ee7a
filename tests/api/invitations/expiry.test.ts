import { afterEach, describe, expect, it } from "vitest";
import { now, setClock } from "@/lib/clock";
import { accounts, events, invitations, mails, users } from "@/lib/db/client";
import { sweep } from "@/lib/invitations/sweep";
import { get, post } from "../../support/api";
import { createTenant } from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, mailsTo, tokenTo, userDoc } from "../../support/invites";

const DAY = 24 * 3_600_000;
const SECOND = 1000;

/** Moves the clock to so many milliseconds after the moment. */
function clockAt(moment: string, milliseconds: number): void {
  setClock(Date.parse(moment) + milliseconds - Date.now());
}

/** Ends what other tests left open. */
async function sweepAll(): Promise<void> {
  setClock(100 * DAY);
  await sweep();
  setClock(0);
}

describe("expiry", () => {
  afterEach(() => setClock(0));

  it("is exact to the second: good just before, refused from the second on, before any sweep", async () => {
    const acme = await createTenant();
    for (const make of [invited, invitedBusiness]) {
      const { invitation } = await make(acme, { expiresInDays: 1 });
      const token = await tokenTo(invitation.email);
      clockAt(invitation.expiresAt, -5 * SECOND);
      expect(
        (await get(`/v1/accounts/accept-invite?token=${token}`, { headers: { accept: "application/json" } })).status,
      ).toBe(200);
      clockAt(invitation.expiresAt, 0);
      const { status, code } = await accept(token);
      expect([status, code]).toEqual([410, "invite_expired"]);
      expect((await invitationDoc(invitation.id)).status).toBe("pending");
      setClock(0);
    }
  });

  it("expiresAt is whole seconds, and the same in the answer, the record and its lock", async () => {
    const { invitation, account } = await invitedBusiness(await createTenant());
    const doc = await invitationDoc(invitation.id);
    expect(Date.parse(invitation.expiresAt) % SECOND).toBe(0);
    expect(doc.expiresAt.toISOString()).toBe(invitation.expiresAt);
    const sub = await accounts().findOne({ _id: doc.account });
    expect(sub?.invite?.expiresAt).toEqual(doc.expiresAt);
    expect((await userDoc(invitation.email)).memberships[0]?.resetToken?.expiresAt).toEqual(doc.expiresAt);
    expect(account.id).toBe(doc.account.toHexString());
  });

  it("the invitation's record decides, not the token's exp", async () => {
    const { invitation } = await invited(await createTenant());
    const token = await tokenTo(invitation.email);
    const { _id } = await invitationDoc(invitation.id);
    await invitations().updateOne({ _id }, { $set: { expiresAt: new Date(Date.now() - SECOND) } });
    expect((await accept(token)).code).toBe("invite_expired");
  });

  it("so does the expiry of the record that it unlocks: the sub-account's and the membership's", async () => {
    const acme = await createTenant();
    const past = new Date(Date.now() - SECOND);
    const business = await invitedBusiness(acme);
    const one = await tokenTo(business.invitation.email);
    await accounts().updateOne({ parent: acme.account._id }, { $set: { "invite.expiresAt": past } });
    expect((await accept(one)).code).toBe("invite_expired");
    const user = await invited(acme);
    const two = await tokenTo(user.invitation.email);
    await users().updateOne(
      { emailKey: user.invitation.email },
      { $set: { "memberships.0.resetToken.expiresAt": past } },
    );
    expect((await accept(two)).code).toBe("invite_expired");
    expect((await userDoc(user.invitation.email)).status).toBe("invited");
  });

  it("a token whose exp has passed opens nothing, though the record were open for longer", async () => {
    const { invitation } = await invited(await createTenant(), { expiresInDays: 1 });
    const token = await tokenTo(invitation.email);
    const later = new Date(Date.now() + 9 * DAY);
    const { _id } = await invitationDoc(invitation.id);
    await invitations().updateOne({ _id }, { $set: { expiresAt: later } });
    await users().updateOne({ emailKey: invitation.email }, { $set: { "memberships.0.resetToken.expiresAt": later } });
    setClock(2 * DAY);
    expect((await accept(token)).code).toBe("invite_expired");
  });

  it("the sweep writes the transition: membership gone, sub-account lapsed, mail taken back, event written", async () => {
    await sweepAll();
    const acme = await createTenant();
    const user = await invited(acme, { expiresInDays: 1 });
    const business = await invitedBusiness(acme, { expiresInDays: 1 });
    const open = await invited(acme, { expiresInDays: 2 });
    setClock(DAY);
    expect(await sweep()).toEqual({ expired: 2 });
    expect(await sweep()).toEqual({ expired: 0 });
    for (const { invitation } of [user, business]) {
      const doc = await invitationDoc(invitation.id);
      expect(doc.status).toBe("expired");
      expect(doc.timeline.at(-1)?.event).toBe("expired");
      expect((await userDoc(invitation.email)).memberships).toEqual([]);
      expect((await mails().findOne({ "to.email": invitation.email }))?.status).toBe("cancelled");
    }
    expect(await accounts().findOne({ parent: acme.account._id })).toMatchObject({ status: "lapsed", owner: null });
    expect((await invitationDoc(open.invitation.id)).status).toBe("pending");
    const written = await events().find({ type: "invitation.expired", account: acme.account._id }).toArray();
    expect(written.map(({ actor }) => actor.type)).toEqual(["system", "system"]);
    expect(await mailsTo(acme.owner.email)).toEqual([]);
  });

  it("twenty sweeps at once expire each invitation once", async () => {
    await sweepAll();
    const acme = await createTenant();
    for (let index = 0; index < 10; index++) await invited(acme, { expiresInDays: 1 });
    setClock(DAY);
    const rounds = await Promise.all(Array.from({ length: 20 }, () => sweep()));
    expect(rounds.reduce((sum, { expired }) => sum + expired, 0)).toBe(10);
    expect(await events().countDocuments({ type: "invitation.expired", account: acme.account._id })).toBe(10);
  });

  it("INVITE_TTL_DAYS counts from the invitation, expiresInDays instead where it is given", async () => {
    const acme = await createTenant();
    const seven = await invited(acme);
    expect(Date.parse(seven.invitation.expiresAt) - now().getTime()).toBeGreaterThan(6.99 * DAY);
    const ninety = await invited(acme, { expiresInDays: 90 });
    expect(Date.parse(ninety.invitation.expiresAt) - now().getTime()).toBeGreaterThan(89.99 * DAY);
  });

  it("the status answered is expired, and the link says so, once it was swept", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { expiresInDays: 1 });
    const token = await tokenTo(invitation.email);
    setClock(DAY);
    await sweep();
    expect((await accept(token)).code).toBe("invite_expired");
    expect((await post("/v1/accounts/decline-invite", { token })).code).toBe("invite_expired");
    const { body } = await get<{ status: string }>(`/v1/invitations/${invitation.id}`, { as: acme.key });
    expect(body.status).toBe("expired");
  });
});
