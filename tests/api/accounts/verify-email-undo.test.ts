import { describe, expect, it } from "vitest";
import { signReset } from "@/lib/auth/mail-token";
import { readSession, signIn } from "@/lib/auth/session";
import { setClock } from "@/lib/clock";
import { mails, users } from "@/lib/db/client";
import { requestPasswordReset } from "@/lib/users/request-password-reset";
import { resetPassword } from "@/lib/users/reset-password";
import { addressMails, addressToken, asked, follow, record, updateOwner, verify } from "../../support/address-links";
import { get } from "../../support/api";
import { address, cookieOf, createSubAccount, createTenant, PASSWORD, type Tenant } from "../../support/factories";
import { accept, invited, tokenTo, userDoc } from "../../support/invites";
import type { ProblemBody } from "../../support/request";

const HOUR = 3_600_000;

/** Changes the owner's address all the way; gives the tenant with a session at the new one. */
async function moved(tenant: Tenant, to: string): Promise<Tenant> {
  await asked(tenant, to);
  const answer = await follow(to, "confirm");
  if (answer.body.status !== "verified") throw new Error(answer.text);
  const owner = await record(tenant.owner);
  return { ...tenant, owner, cookie: await cookieOf(owner) };
}

async function lastReset(email: string): Promise<string> {
  const mail = await mails().findOne({ "to.email": email, kind: "password-reset" }, { sort: { _id: -1 } });
  if (!mail) throw new Error(`No new password was offered to ${email}`);
  return signReset(mail._id, mail.reset);
}

describe("taking an address back", () => {
  it("restores it, ends sessions, voids the password, and mails a link to a new one there", async () => {
    const before = await createTenant();
    const [from, to] = [before.owner.email, address("thief")];
    const after = await moved(before, to);
    const answer = await follow(from, "undo");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: "undone", owner: { email: from } });
    expect(await readSession(after.cookie)).toBeNull();
    const user = await record(before.owner);
    expect(user).toMatchObject({ email: from, formerEmails: [] });
    expect(user.passwordHash).toBeUndefined();
    expect(user.passwordVoidedAt).toBeInstanceOf(Date);
    for (const email of [from, to]) {
      await expect(signIn({ email, password: PASSWORD, ip: null })).rejects.toMatchObject({ code: "sign_in_failed" });
    }
    await resetPassword(await lastReset(from), "another fine day");
    await expect(signIn({ email: from, password: "another fine day", ip: null })).resolves.toBeTruthy();
    expect((await record(before.owner)).passwordVoidedAt).toBeUndefined();
  });

  it("works once", async () => {
    const tenant = await createTenant();
    await moved(tenant, address("thief"));
    const token = await addressToken(tenant.owner.email, "undo");
    const answers = await Promise.all([verify(token), verify(token), verify(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    expect(await addressMails(tenant.owner.email, "password-reset")).toHaveLength(1);
  });

  it("works for 72 hours after the change took effect", async () => {
    const tenant = await createTenant();
    await moved(tenant, address("thief"));
    const token = await addressToken(tenant.owner.email, "undo");
    setClock(72 * HOUR + 1000);
    const late = await verify<ProblemBody>(token);
    setClock(0);
    expect([late.status, late.code]).toEqual([410, "token_used"]);
    expect((await verify(token)).status).toBe(200);
  });

  it("raced with a request of whoever has the address: nothing of theirs is left", async () => {
    for (let round = 0; round < 5; round++) {
      const tenant = await createTenant();
      const thief = await moved(tenant, address("thief"));
      const token = await addressToken(tenant.owner.email, "undo");
      const body = { email: address("next"), currentPassword: PASSWORD };
      const [undone, request] = await Promise.all([verify(token), updateOwner(thief, body, thief.cookie)]);
      expect(undone.status).toBe(200);
      expect([200, 401, 403]).toContain(request.status);
      const user = await record(tenant.owner);
      expect(user.email).toBe(tenant.owner.email);
      expect(user.pendingEmail).toBeUndefined();
    }
  });

  it("of a chain A → B → C, A takes all of it back; B's link falls with it", async () => {
    const tenant = await createTenant();
    const [a, b, c] = [tenant.owner.email, address("b"), address("c")];
    await moved(await moved(tenant, b), c);
    expect((await follow(a, "undo")).body).toMatchObject({ status: "undone", owner: { email: a } });
    expect((await follow(b, "undo")).status).toBe(410);
    expect((await record(tenant.owner)).email).toBe(a);
  });

  it("of a chain A → B → C, B takes its own step back, and A the rest", async () => {
    const tenant = await createTenant();
    const [a, b, c] = [tenant.owner.email, address("b"), address("c")];
    await moved(await moved(tenant, b), c);
    expect((await follow(b, "undo")).body.owner.email).toBe(b);
    expect((await follow(a, "undo")).body.owner.email).toBe(a);
  });

  it("is superseded neither by a new password nor by a later request; that falls with it", async () => {
    const tenant = await createTenant();
    const to = address("thief");
    const thief = await moved(tenant, to);
    const later = address("later");
    await requestPasswordReset(to, { ip: null });
    await resetPassword(await lastReset(to), "the thief's own words");
    const owner = await record(thief.owner);
    const cookie = await cookieOf(owner);
    const body = { email: later, currentPassword: "the thief's own words" };
    expect((await updateOwner(tenant, body, cookie)).status).toBe(200);
    await requestPasswordReset(to, { ip: null });
    const open = await lastReset(to);

    expect((await follow(tenant.owner.email, "undo")).body.status).toBe("undone");
    expect((await follow(later, "confirm")).status).toBe(410);
    await expect(resetPassword(open, "once more for the thief")).rejects.toMatchObject({ code: "token_used" });
    await expect(signIn({ email: to, password: "the thief's own words", ip: null })).rejects.toMatchObject({
      code: "sign_in_failed",
    });
    expect(await readSession(cookie)).toBeNull();
    expect((await record(tenant.owner)).pendingEmail).toBeUndefined();
  });

  it("an invitation that was mailed to the thief's address sets no password afterwards", async () => {
    const tenant = await createTenant();
    const to = address("thief");
    await moved(tenant, to);
    await invited(await createTenant(), { email: to });
    const token = await tokenTo(to);
    await follow(tenant.owner.email, "undo");
    const next = await get<{ next: string }>(`/v1/accounts/accept-invite?token=${token}`, {
      headers: { accept: "application/json" },
    });
    expect(next.body.next).toBe("login");
    expect((await accept<ProblemBody>(token)).code).toBe("password_not_allowed");
    expect((await accept<ProblemBody>(token, {})).code).toBe("login_required");
    expect((await record(tenant.owner)).passwordHash).toBeUndefined();
  });

  it("an address that can still be taken back is nobody else's to claim", async () => {
    const first = await createTenant();
    const from = first.owner.email;
    await moved(first, address("new"));
    const second = await createTenant();
    await asked(second, from);
    expect((await follow<ProblemBody>(from, "confirm")).code).toBe("email_taken");
    setClock(73 * HOUR);
    await asked(second, from);
    const late = await follow(from, "confirm");
    setClock(0);
    expect(late.body.status).toBe("verified");
  });

  it("merges somebody who was invited at the address, or has begun a login there since", async () => {
    for (const begins of [false, true]) {
      const tenant = await createTenant();
      const from = tenant.owner.email;
      await moved(tenant, address("thief"));
      const inviter = await createTenant();
      await invited(inviter, { email: from });
      if (begins) expect((await accept(await tokenTo(from))).status).toBe(200);
      const since = await userDoc(from);
      expect((await follow(from, "undo")).body.status).toBe("undone");
      const user = await record(tenant.owner);
      expect(user.email).toBe(from);
      expect(user.memberships.find(({ account }) => account.equals(inviter.account._id))?.status).toBe(
        begins ? "active" : "invited",
      );
      expect(await users().findOne({ _id: since._id })).toBeNull();
    }
  });

  it("409 where the address is a login by now that came there from another one", async () => {
    const tenant = await createTenant();
    const from = tenant.owner.email;
    await moved(tenant, address("thief"));
    await users().updateOne(
      { _id: tenant.owner._id },
      { $set: { "formerEmails.0.until": new Date(Date.now() - 1000) } },
    );
    const other = await moved(await createTenant(), from);
    await users().updateOne(
      { _id: tenant.owner._id },
      { $set: { "formerEmails.0.until": new Date(Date.now() + HOUR) } },
    );
    const answer = await follow<ProblemBody>(from, "undo");
    expect([answer.status, answer.code]).toEqual([409, "email_taken"]);
    expect((await record(tenant.owner)).passwordHash).toBeDefined();
    expect((await record(other.owner)).email).toBe(from);
  });

  it("a change that somebody else asked for can be taken back, too", async () => {
    const parent = await createTenant();
    const child = await createSubAccount(parent);
    const to = address("new");
    await updateOwner(child, { email: to }, parent.key);
    await follow(child.owner.email, "consent");
    await follow(to, "confirm");
    expect((await follow(child.owner.email, "undo")).body.owner.email).toBe(child.owner.email);
  });
});
