import { describe, expect, it } from "vitest";
import { verifyPassword } from "@/lib/auth/passwords";
import { readSession } from "@/lib/auth/session";
import { accounts, contacts, events, users } from "@/lib/db/client";
import type { Accepted } from "@/lib/invitations/schema";
import { post } from "../../support/api";
import { createMember, createPerson, createSubAccount, createTenant, PASSWORD } from "../../support/factories";
import {
  accept,
  invitationDoc,
  invited,
  invitedBusiness,
  mailsTo,
  tokenIn,
  tokenTo,
  userDoc,
} from "../../support/invites";

const NEW = "four rainy harbours";

describe("POST /v1/accounts/accept-invite", () => {
  it("a colleague: 200, membership and user active, tokens gone, event written, inviter told", async () => {
    const acme = await createTenant({ name: "Acme" });
    const { invitation } = await invited(acme, { role: "admin", firstName: "Ana" });
    const token = await tokenTo(invitation.email);
    const { status, body } = await accept<Accepted>(token, { password: NEW, lastName: "Lima" });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "accepted",
      message: expect.stringMatching(/^Ana Lima is now in Acme\.$/),
      account: expect.objectContaining({ id: acme.id, status: "active" }),
      user: {
        id: expect.any(String),
        email: invitation.email,
        firstName: "Ana",
        lastName: "Lima",
        status: "active",
        role: "admin",
        account: acme.id,
      },
      redirectTo: `http://localhost:3000/a/${acme.id}`,
    });
    const user = await userDoc(invitation.email);
    expect(user.status).toBe("active");
    expect(user.memberships).toEqual([{ account: acme.account._id, role: "admin", status: "active" }]);
    expect(user.emailVerifiedAt).toBeInstanceOf(Date);
    expect(await verifyPassword(user.passwordHash, NEW)).toBe(true);
    expect((await invitationDoc(invitation.id)).status).toBe("accepted");
    const event = await events().findOne({ type: "invitation.accepted", account: acme.account._id });
    expect(event).toMatchObject({ actor: { type: "user", id: user._id }, ip: expect.stringMatching(/^10\./) });
    expect((await mailsTo(acme.owner.email)).map(({ kind }) => kind)).toEqual(["invite-accepted"]);
  });

  it("a business: 200, the sub-account is active with its owner, its token gone, the contact linked", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme, { firstName: "Ana", lastName: "Lima" });
    const { status, body } = await accept<Accepted>(await tokenTo(invitation.email));
    expect(status).toBe(200);
    expect(body.account).toMatchObject({
      id: account.id,
      status: "active",
      parent: acme.id,
      owner: { id: body.user.id, email: invitation.email, firstName: "Ana", lastName: "Lima", status: "active" },
      version: 2,
    });
    expect(body.user).toMatchObject({ role: "owner", status: "active", account: account.id });
    const doc = await accounts().findOne({ name: "Lima Bakery", parent: acme.account._id });
    expect(doc).toMatchObject({ status: "active", version: 2 });
    expect(doc?.owner?.toHexString()).toBe(body.user.id);
    expect(doc).not.toHaveProperty("invite");
    const contact = await contacts().findOne({ account: acme.account._id });
    expect(contact?.subAccount?.toHexString()).toBe(account.id);
  });

  it("the API opens no session", async () => {
    const { invitation } = await invited(await createTenant());
    const { headers } = await accept(await tokenTo(invitation.email));
    expect(headers.get("set-cookie")).toBeNull();
  });

  it("redirectTo is the invitation's redirectUrl where it has one", async () => {
    const acme = await createTenant({
      settings: { redirectOrigins: ["https://app.acme.example"], reminderDays: 2, notices: true },
    });
    const { invitation } = await invited(acme, { redirectUrl: "https://app.acme.example/welcome" });
    const { body } = await accept<Accepted>(await tokenTo(invitation.email));
    expect(body.redirectTo).toBe("https://app.acme.example/welcome");
  });

  it("410 invite_accepted the second time, and nothing changes", async () => {
    const { invitation } = await invited(await createTenant());
    const token = await tokenTo(invitation.email);
    await accept(token);
    const before = await userDoc(invitation.email);
    const { status, code } = await accept(token, { password: "another good password" });
    expect([status, code]).toEqual([410, "invite_accepted"]);
    expect(await userDoc(invitation.email)).toEqual(before);
  });

  it("401 invite_invalid for what is no token of ours", async () => {
    for (const token of ["", "x", "a.b.c", "é"]) {
      const { status, code } = await accept(token);
      expect([token, status, code]).toEqual([token, 401, "invite_invalid"]);
    }
  });

  it.each([
    ["no token", {}],
    ["a token that is no text", { token: ["x"] }],
    ["an unknown key", { token: "x", role: "owner" }],
    ["a password that is no text", { token: "x", password: 12345678 }],
    ["a name of 61 characters", { token: "x", firstName: "x".repeat(61) }],
  ])("400 for %s", async (_, body) => {
    const { status, code } = await post("/v1/accounts/accept-invite", body);
    expect([status, code]).toEqual([400, "invalid_request"]);
  });

  describe("somebody without a login", () => {
    it("422 password_required without a password, and the invitation stays intact", async () => {
      const { invitation } = await invited(await createTenant());
      const token = await tokenTo(invitation.email);
      for (const fields of [{}, { password: "" }]) {
        const { status, code, body } = await accept(token, fields);
        expect([status, code]).toEqual([422, "password_required"]);
        expect(body).toMatchObject({ errors: [{ path: "password" }] });
      }
      expect((await accept(token)).status).toBe(200);
    });

    it.each(["1234567", "password1", "Password1", "qwertyuiop"])("422 password_too_weak for %s", async (password) => {
      const { invitation } = await invited(await createTenant());
      const { status, code } = await accept(await tokenTo(invitation.email), { password });
      expect([status, code]).toEqual([422, "password_too_weak"]);
    });

    it("the session of somebody else does not matter", async () => {
      const { invitation } = await invited(await createTenant());
      const other = await createPerson();
      const { status } = await accept(await tokenTo(invitation.email), { password: NEW }, other.cookie);
      expect(status).toBe(200);
      expect((await userDoc(other.user.email)).memberships).toEqual([]);
    });

    it("a first login through one invitation asks for the sign-in at the next one", async () => {
      const email = "two-invitations@example.com";
      const one = await invited(await createTenant(), { email });
      const first = await tokenTo(email);
      const two = await invited(await createTenant(), { email });
      const second = await tokenTo(email);
      expect(one.user.id).toBe(two.user.id);
      expect((await accept(first)).status).toBe(200);
      expect((await accept(second)).code).toBe("password_not_allowed");
      expect((await accept(second, {})).code).toBe("login_required");
    });
  });

  describe("somebody with a login", () => {
    it("200 signed in as the invitee, whose name and password stay", async () => {
      const acme = await createTenant();
      const known = await createPerson();
      const { invitation } = await invited(acme, { email: known.user.email, firstName: "Someone", lastName: "Else" });
      const { status, body } = await accept<Accepted>(await tokenTo(invitation.email), {}, known.cookie);
      expect(status).toBe(200);
      expect(body.user).toMatchObject({ firstName: "Rui", lastName: "Costa" });
      const user = await userDoc(known.user.email);
      expect(await verifyPassword(user.passwordHash, PASSWORD)).toBe(true);
      expect(await readSession(known.cookie)).not.toBeNull();
      expect(user.memberships).toHaveLength(1);
    });

    it("422 password_not_allowed before anything else, signed in or out", async () => {
      const known = await createPerson();
      const { invitation } = await invited(await createTenant(), { email: known.user.email });
      const token = await tokenTo(invitation.email);
      for (const as of [undefined, known.cookie, (await createPerson()).cookie]) {
        const { status, code } = await accept(token, { password: NEW }, as);
        expect([status, code]).toEqual([422, "password_not_allowed"]);
      }
    });

    it("401 login_required signed out, and with an API key", async () => {
      const acme = await createTenant();
      const known = await createPerson();
      const { invitation } = await invited(acme, { email: known.user.email });
      const token = await tokenTo(invitation.email);
      for (const as of [undefined, acme.key]) {
        const { status, code } = await accept(token, {}, as);
        expect([status, code]).toEqual([401, "login_required"]);
      }
    });

    it("403 wrong_account signed in as someone else, and the invitation stays intact", async () => {
      const acme = await createTenant();
      const known = await createPerson();
      const { invitation } = await invited(acme, { email: known.user.email });
      const token = await tokenTo(invitation.email);
      const { status, code } = await accept(token, {}, acme.cookie);
      expect([status, code]).toEqual([403, "wrong_account"]);
      expect((await accept(token, {}, known.cookie)).status).toBe(200);
    });

    it("403 cross_site for a session's cookie from another site", async () => {
      const known = await createPerson();
      const { invitation } = await invited(await createTenant(), { email: known.user.email });
      const { status, code } = await post(
        "/v1/accounts/accept-invite",
        { token: await tokenTo(invitation.email) },
        { as: known.cookie, headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" } },
      );
      expect([status, code]).toEqual([403, "cross_site"]);
    });

    it("an ended session counts as signed out", async () => {
      const known = await createPerson();
      const { invitation } = await invited(await createTenant(), { email: known.user.email });
      await users().updateOne({ _id: known.user._id }, { $inc: { sessionVersion: 1 } });
      const { code } = await accept(await tokenTo(invitation.email), {}, known.cookie);
      expect(code).toBe("login_required");
    });
  });

  describe("in the contract's order", () => {
    it("a spent link is told before a suspended account, and that before anything about passwords", async () => {
      const acme = await createTenant();
      const sub = await createSubAccount(acme);
      const known = await createMember(acme, "member");
      const { invitation } = await invited(acme, { accountId: sub.id, email: known.user.email });
      const token = await tokenTo(invitation.email);
      await accounts().updateOne({ _id: acme.account._id }, { $set: { status: "suspended" } });
      const held = await accept(token, { password: "x" });
      expect([held.status, held.code]).toEqual([403, "account_suspended"]);
      await post("/v1/accounts/decline-invite", { token });
      await accounts().updateOne({ _id: acme.account._id }, { $set: { status: "active" } });
      await post("/v1/accounts/decline-invite", { token });
      await accounts().updateOne({ _id: acme.account._id }, { $set: { status: "suspended" } });
      expect((await accept(token, { password: "x" })).code).toBe("invite_declined");
    });

    it("429 rate_limited after 20 tries with one token, whatever the client", async () => {
      const { invitation } = await invited(await createTenant());
      const token = await tokenTo(invitation.email);
      for (let round = 0; round < 20; round++) expect((await accept(token, {})).code).toBe("password_required");
      const { status, code, headers } = await accept(token);
      expect([status, code]).toEqual([429, "rate_limited"]);
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    });
  });

  it("who was handed the link and who was mailed the same invitation cannot both use it", async () => {
    const acme = await createTenant();
    const handed = await invited(acme, { sendEmail: false });
    const first = tokenIn(handed.inviteUrl ?? "");
    await post(`/v1/accounts/${acme.id}/invite`, { invitationId: handed.invitation.id }, { as: acme.key });
    const second = await tokenTo(handed.invitation.email);
    expect((await accept(first)).code).toBe("invite_replaced");
    expect((await accept(second)).status).toBe(200);
  });
});
