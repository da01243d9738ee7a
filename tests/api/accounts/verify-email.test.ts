import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import { signReset } from "@/lib/auth/mail-token";
import { readSession, signIn } from "@/lib/auth/session";
import { accounts, events, mails, users } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { Membership } from "@/lib/db/types";
import { describeInvite } from "@/lib/invitations/describe";
import { describeAddressLink } from "@/lib/users/address/describe-link";
import { combine } from "@/lib/users/address/merge";
import { stopFromConsent } from "@/lib/users/address/verify";
import { requestPasswordReset } from "@/lib/users/request-password-reset";
import { resetPassword } from "@/lib/users/reset-password";
import { addressToken, asked, follow, record, updateOwner, verify } from "../../support/address-links";
import { get } from "../../support/api";
import { address, cookieOf, createSubAccount, createTenant, createUser, PASSWORD } from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, tokenIn, tokenTo, userDoc } from "../../support/invites";
import type { ProblemBody } from "../../support/request";

describe("of two that race", () => {
  it("both claims to one address end with one owner", async () => {
    for (let round = 0; round < 5; round++) {
      const to = address("wanted");
      const tenants = await Promise.all([createTenant(), createTenant(), createTenant()]);
      const tokens = [];
      for (const tenant of tenants) {
        await asked(tenant, to);
        tokens.push(await addressToken(to, "confirm"));
      }
      const answers = await Promise.all(tokens.map((token) => verify(token)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect(answers.filter(({ code }) => code === "email_taken")).toHaveLength(2);
      expect(await users().countDocuments({ emailKey: to })).toBe(1);
      const winner = tenants[answers.findIndex(({ status }) => status === 200)];
      expect((await userDoc(to))._id).toEqual(winner?.owner._id);
    }
  });

  it("confirming and stopping: one wins, and the record agrees", async () => {
    for (let round = 0; round < 6; round++) {
      const tenant = await createTenant();
      const to = address("new");
      await asked(tenant, to);
      const [confirmed, stopped] = await Promise.all([follow(to, "confirm"), follow(tenant.owner.email, "stop")]);
      expect([confirmed.status, stopped.status].sort()).toEqual([200, 410]);
      expect((await record(tenant.owner)).email).toBe(confirmed.status === 200 ? to : tenant.owner.email);
    }
  });

  it("of ten clicks on one link, one confirms", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const token = await addressToken(to, "confirm");
    const answers = await Promise.all(Array.from({ length: 10 }, () => verify(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await record(tenant.owner)).formerEmails).toHaveLength(1);
  });

  it("a later request and the link of the one before: never an address that was not confirmed", async () => {
    for (let round = 0; round < 4; round++) {
      const tenant = await createTenant();
      const [x, y] = [address("x"), address("y")];
      await asked(tenant, x);
      await Promise.all([
        follow(x, "confirm"),
        updateOwner(tenant, { email: y, currentPassword: PASSWORD }, tenant.cookie),
      ]);
      const user = await record(tenant.owner);
      expect([tenant.owner.email, x]).toContain(user.email);
      if (user.email === tenant.owner.email) expect(user.pendingEmail?.email).toBe(y);
    }
  });

  it("a repeat with the same Idempotency-Key is answered as the first time", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const token = await addressToken(to, "confirm");
    const [first, second] = [
      await verify(token, { "idempotency-key": "k" }),
      await verify(token, { "idempotency-key": "k" }),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
  });
});

describe("a new password", () => {
  it("set by a mailed link supersedes a change that waits", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    await requestPasswordReset(tenant.owner.email, { ip: null });
    const mail = await mails().findOne({ "to.email": tenant.owner.email, kind: "password-reset" });
    await resetPassword(await signReset(mail?._id ?? newId(), mail?.reset ?? null), "another fine day");
    expect((await record(tenant.owner)).pendingEmail).toBeUndefined();
    expect((await mails().findOne({ "to.email": to }))?.status).toBe("cancelled");
    expect((await follow<ProblemBody>(to, "confirm")).code).toBe("token_used");
  });
});

describe("whoever is only invited at the new address", () => {
  it("becomes the same person; the mailed link still works, with their login", async () => {
    const inviter = await createTenant();
    const to = address("stub");
    const { invitation } = await invited(inviter, { email: to, role: "admin" });
    const token = await tokenTo(to);
    const stub = await userDoc(to);
    const tenant = await createTenant();
    await asked(tenant, to);
    expect((await follow(to, "confirm")).body.status).toBe("verified");
    expect(await users().findOne({ _id: stub._id })).toBeNull();
    expect((await invitationDoc(invitation.id)).user).toEqual(tenant.owner._id);

    expect((await accept<ProblemBody>(token)).code).toBe("password_not_allowed");
    const cookie = await cookieOf(await record(tenant.owner));
    expect((await accept(token, {}, cookie)).status).toBe(200);
    const { memberships } = await record(tenant.owner);
    expect(memberships.find(({ account }) => account.equals(inviter.account._id))).toEqual({
      account: inviter.account._id,
      role: "admin",
      status: "active",
    });
  });

  it("brings along the account it was to open", async () => {
    const parent = await createTenant();
    const to = address("stub");
    const { account } = await invitedBusiness(parent, { email: to });
    const token = await tokenTo(to);
    const tenant = await createTenant();
    await asked(tenant, to);
    await follow(to, "confirm");
    expect((await accounts().findOne({ name: account.name, parent: parent.account._id }))?.owner).toEqual(
      tenant.owner._id,
    );
    expect(await events().countDocuments({ account: new ObjectId(account.id), type: { $ne: "account.created" } })).toBe(
      0,
    );
    const cookie = await cookieOf(await record(tenant.owner));
    expect((await accept(token, {}, cookie)).status).toBe(200);
    const opened = await get<{ owner: { email: string }; status: string }>(`/v1/accounts/${account.id}`, {
      as: parent.key,
    });
    expect(opened.body).toMatchObject({ status: "active", owner: { email: to } });
  });

  it("an invitation to an account they belong to already ends as cancelled", async () => {
    const inviter = await createTenant();
    const to = address("stub");
    const { invitation } = await invited(inviter, { email: to });
    const token = await tokenTo(to);
    const tenant = await createTenant();
    const mine: Membership = { account: inviter.account._id, role: "admin", status: "active" };
    await users().updateOne({ _id: tenant.owner._id }, { $push: { memberships: mine } });
    await asked(tenant, to);
    expect((await follow(to, "confirm")).body.status).toBe("verified");
    expect((await invitationDoc(invitation.id)).status).toBe("cancelled");
    const late = await accept<ProblemBody>(token);
    expect([late.code, late.body.detail]).toEqual([
      "invite_cancelled",
      `There is nothing left to accept: whoever uses this address belongs to ${inviter.account.name} already. Sign in to go there.`,
    ]);
    expect(await describeInvite(token)).toMatchObject({ state: "cancelled", inside: true });
    const { memberships } = await record(tenant.owner);
    expect(memberships.filter(({ account }) => account.equals(inviter.account._id))).toEqual([mine]);
    // The inviter is not told whose the address has become.
    const told = await events().find({ type: "invitation.cancelled", account: inviter.account._id }).toArray();
    expect(told.map(({ actor, ip }) => [actor.type, ip])).toEqual([["system", null]]);
  });

  it("both invited to one account: the person's own invitation stays good", async () => {
    const inviter = await createTenant();
    const tenant = await createTenant();
    const to = address("stub");
    const own = await invited(inviter, { email: tenant.owner.email });
    const other = await invited(inviter, { email: to });
    const [token, ended] = [await tokenTo(tenant.owner.email), await tokenTo(to)];
    await asked(tenant, to);
    await follow(to, "confirm");
    expect((await accept<ProblemBody>(ended)).body.detail).toContain("ended when its address became part of another");
    expect(await describeInvite(ended)).toMatchObject({ state: "cancelled", inside: false });
    expect((await invitationDoc(own.invitation.id)).status).toBe("pending");
    expect((await invitationDoc(other.invitation.id)).status).toBe("cancelled");
    const cookie = await cookieOf(await record(tenant.owner));
    expect((await accept(token, {}, cookie)).status).toBe(200);
  });

  it("an unverified login loses the address, its password and its sessions", async () => {
    const inviter = await createTenant();
    const to = address("handed");
    const { inviteUrl } = await invited(inviter, { email: to, sendEmail: false });
    await accept(tokenIn(inviteUrl ?? ""), { password: "the finder's own words" });
    const finder = await userDoc(to);
    const cookie = await cookieOf(finder);
    const tenant = await createTenant();
    await asked(tenant, to);
    expect((await follow(to, "confirm")).body.status).toBe("verified");
    expect(await readSession(cookie)).toBeNull();
    await expect(signIn({ email: to, password: "the finder's own words", ip: null })).rejects.toMatchObject({
      code: "sign_in_failed",
    });
    await expect(signIn({ email: to, password: PASSWORD, ip: null })).resolves.toBeTruthy();
    const { memberships } = await record(tenant.owner);
    expect(memberships.some(({ account }) => account.equals(inviter.account._id))).toBe(true);
  });

  it("an unverified owner's accounts answer to the person from then on", async () => {
    const to = address("handed");
    const other = await createTenant();
    await users().updateOne({ _id: other.owner._id }, { $set: { email: to, emailKey: to, emailVerifiedAt: null } });
    const tenant = await createTenant();
    await asked(tenant, to);
    await follow(to, "confirm");
    expect((await accounts().findOne({ _id: other.account._id }))?.owner).toEqual(tenant.owner._id);
    const [taken] = await events().find({ account: other.account._id, type: "ownership.transferred" }).toArray();
    expect(taken).toMatchObject({
      actor: { type: "system" },
      subject: { type: "user", id: tenant.owner._id },
      detail: { from: other.owner._id.toHexString(), to: tenant.owner._id.toHexString() },
    });
    expect(await events().countDocuments({ type: "ownership.transferred", account: tenant.account._id })).toBe(0);
  });

  it("422 where they would belong to more accounts than one person can; nothing is changed", async () => {
    const tenant = await createTenant();
    const to = address("stub");
    const stub = await createUser({ email: to, status: "invited", emailVerifiedAt: null });
    const many = Array.from({ length: 1000 }, () => ({
      account: newId(),
      role: "member" as const,
      status: "invited" as const,
    }));
    await users().updateOne({ _id: stub._id }, { $set: { memberships: many }, $unset: { passwordHash: "" } });
    await asked(tenant, to);
    const answer = await follow<ProblemBody>(to, "confirm");
    expect([answer.status, answer.code]).toEqual([422, "too_many_memberships"]);
    expect((await record(tenant.owner)).pendingEmail?.confirmedAt).toBeNull();
    expect((await record(stub)).memberships).toHaveLength(1000);
  });

  it("accepting raced with the merge: one person, one membership", async () => {
    for (let round = 0; round < 4; round++) {
      const inviter = await createTenant();
      const to = address("stub");
      await invited(inviter, { email: to });
      const token = await tokenTo(to);
      const tenant = await createTenant();
      await asked(tenant, to);
      const [accepted, confirmed] = await Promise.all([accept<ProblemBody>(token), follow<ProblemBody>(to, "confirm")]);
      // Whoever accepts first has made a login of that address, which is somebody's then.
      expect([
        [200, 409],
        [422, 200],
      ]).toContainEqual([accepted.status, confirmed.status]);
      const holder = await userDoc(to);
      expect(holder.memberships.filter(({ account }) => account.equals(inviter.account._id))).toHaveLength(1);
    }
  });
});

describe("combining memberships", () => {
  const account = newId();
  const of = (role: Membership["role"], status: Membership["status"], token = false): Membership => ({
    account,
    role,
    status,
    ...(token ? { resetToken: { token: "t", invitation: newId(), expiresAt: new Date() } } : {}),
  });

  it.each([
    ["one's own stays", of("member", "active"), of("admin", "active"), of("member", "active")],
    ["an owner's wins", of("admin", "active"), of("owner", "active"), of("owner", "active")],
    ["one's own ownership stays", of("owner", "active"), of("admin", "disabled"), of("owner", "active")],
    ["disabled stays so", of("admin", "disabled"), of("admin", "active"), of("admin", "disabled")],
    ["disabled there is disabled here", of("admin", "active"), of("member", "disabled"), of("admin", "disabled")],
  ])("%s", (_, mine, theirs, kept) => {
    expect(combine([mine], [theirs]).kept).toEqual([kept]);
  });

  it("ends each offer whose membership is not kept", () => {
    const [mine, theirs] = [of("member", "invited", true), of("member", "invited", true)];
    expect(combine([mine], [theirs]).dropped).toEqual([{ account, invitation: theirs.resetToken?.invitation }]);
    expect(combine([mine], [of("member", "disabled")]).dropped).toEqual([
      { account, invitation: mine.resetToken?.invitation },
    ]);
    expect(combine([of("member", "disabled")], [theirs]).dropped).toHaveLength(1);
    expect(combine([], [theirs])).toEqual({ kept: [theirs], dropped: [] });
  });
});

describe("what a link's page is told", () => {
  it("knows what it does, for whom, and what else it waits for; the new mailbox never learns the old address", async () => {
    const parent = await createTenant({ name: "Acme" });
    const child = await createSubAccount(parent);
    const to = address("new");
    await updateOwner(child, { email: to }, parent.key);
    const confirm = await addressToken(to, "confirm");
    const consent = await addressToken(child.owner.email, "consent");
    expect(await describeAddressLink(confirm)).toMatchObject({
      state: "valid",
      act: "confirm",
      newEmail: to,
      oldEmail: null,
      name: "Rui Costa",
      byName: "Acme",
      accountName: child.account.name,
      needs: "consent",
    });
    expect(await describeAddressLink(consent)).toMatchObject({ oldEmail: child.owner.email, needs: "confirm" });
    await verify(confirm);
    expect(await describeAddressLink(confirm)).toMatchObject({ state: "used", newEmail: null });
    expect(await describeAddressLink(consent)).toMatchObject({ state: "valid", needs: null });
    await verify(consent);
    const undo = await addressToken(child.owner.email, "undo");
    expect(await describeAddressLink(undo)).toMatchObject({
      state: "valid",
      act: "undo",
      newEmail: to,
      oldEmail: child.owner.email,
    });
    await verify(undo);
    expect((await describeAddressLink(undo)).state).toBe("used");
    expect((await describeAddressLink("nonsense")).state).toBe("invalid");
  });

  it("looked at however often, changes nothing", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const before = await record(tenant.owner);
    const token = await addressToken(to, "confirm");
    for (let times = 0; times < 3; times++) await describeAddressLink(token);
    expect(await record(tenant.owner)).toEqual(before);
  });

  it("the question for consent can be answered with no, once, and with its own link alone", async () => {
    const parent = await createTenant();
    const child = await createSubAccount(parent);
    const to = address("new");
    await updateOwner(child, { email: to }, parent.key);
    await expect(stopFromConsent(await addressToken(to, "confirm"), null)).rejects.toMatchObject({
      code: "token_invalid",
    });
    const consent = await addressToken(child.owner.email, "consent");
    expect((await stopFromConsent(consent, null)).status).toBe("stopped");
    await expect(stopFromConsent(consent, null)).rejects.toMatchObject({ code: "token_used" });
    expect((await follow(to, "confirm")).status).toBe(410);
  });

  it("a consent that was given is taken back by the link to stop, not by the question", async () => {
    const parent = await createTenant();
    const child = await createSubAccount(parent);
    await updateOwner(child, { email: address("new") }, parent.key);
    const consent = await addressToken(child.owner.email, "consent");
    await verify(consent);
    await expect(stopFromConsent(consent, null)).rejects.toMatchObject({ code: "token_used" });
    expect((await follow(child.owner.email, "stop")).body.status).toBe("stopped");
  });

  it("429 at the 21st try of one link", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const token = await addressToken(to, "confirm");
    for (let times = 0; times < 20; times++) await verify(token);
    expect((await verify(token)).code).toBe("rate_limited");
  });
});
