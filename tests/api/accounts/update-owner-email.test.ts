import { describe, expect, it } from "vitest";
import { readSession, signIn, userActor } from "@/lib/auth/session";
import { setClock } from "@/lib/clock";
import { accounts, contacts, events, mails, users } from "@/lib/db/client";
import { withdrawAddressChange } from "@/lib/users/address/withdraw";
import { readOwnerInfo } from "@/lib/users/read-owner";
import { addressMails, addressToken, asked, follow, record, updateOwner, verify } from "../../support/address-links";
import { post } from "../../support/api";
import {
  address,
  cookieOf,
  createContact,
  createSubAccount,
  createTenant,
  createUser,
  PASSWORD,
  type Tenant,
} from "../../support/factories";
import type { ProblemBody } from "../../support/request";

const HOUR = 3_600_000;
const typesOf = async ({ owner }: Pick<Tenant, "owner">) =>
  (await events().find({ "subject.id": owner._id }).sort({ _id: 1 }).toArray()).map(({ type }) => type);

describe("an owner's new address, asked in person", () => {
  it("changes nothing until it is opened in the new mailbox; the old one is told and can stop it", async () => {
    const tenant = await createTenant();
    const to = address("new");
    const answer = await asked(tenant, to);
    expect(answer.status).toBe("verification_required");
    expect(answer.owner).toMatchObject({ email: tenant.owner.email, pendingEmail: { email: to } });
    expect(answer.account.owner?.email).toBe(tenant.owner.email);
    const [confirm] = await addressMails(to, "address-confirm");
    expect(confirm?.address?.acts).toEqual(["confirm"]);
    // The new mailbox may be a stranger's.
    expect(JSON.stringify(confirm)).not.toContain(tenant.owner.email);
    const [told] = await addressMails(tenant.owner.email, "address-changing");
    expect(told?.address?.acts).toEqual(["stop"]);
    expect(told?.data).toMatchObject({ newEmail: to, oldEmail: tenant.owner.email, byName: null });
    await expect(signIn({ email: tenant.owner.email, password: PASSWORD, ip: null })).resolves.toBeTruthy();
    expect(await readSession(tenant.cookie)).not.toBeNull();
  });

  it("takes effect from the new mailbox: every session ends, the old mailbox learns how to take it back", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const done = await follow(to, "confirm");
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({
      status: "verified",
      owner: { id: tenant.owner._id.toHexString(), email: to, status: "active" },
    });
    expect(await readSession(tenant.cookie)).toBeNull();
    await expect(signIn({ email: to, password: PASSWORD, ip: null })).resolves.toBeTruthy();
    await expect(signIn({ email: tenant.owner.email, password: PASSWORD, ip: null })).rejects.toMatchObject({
      code: "sign_in_failed",
    });
    const user = await record(tenant.owner);
    expect(user.pendingEmail).toBeUndefined();
    expect(user.emailVerifiedAt).toBeInstanceOf(Date);
    const [changed] = await addressMails(tenant.owner.email, "address-changed");
    expect(changed?.address).toMatchObject({ acts: ["undo"], expiresAt: user.formerEmails?.[0]?.until });
    expect(await typesOf(tenant)).toEqual(["owner.email_change_requested", "user.email_changed"]);
    expect((await accounts().findOne({ _id: tenant.account._id }))?.version).toBe(3);
  });

  it("is in the trail of every account that the person owns, once each, and so is its undoing", async () => {
    const tenant = await createTenant();
    const owner = tenant.owner._id;
    const [open, suspended, waiting] = [
      await createSubAccount(tenant, { owner }),
      await createSubAccount(tenant, { owner, status: "suspended" }),
      await createSubAccount(tenant, { owner, status: "invited" }),
    ];
    const to = address("new");
    await asked(tenant, to);
    await follow(to, "confirm");
    await follow(tenant.owner.email, "undo");
    for (const type of ["user.email_changed", "user.email_change_undone"]) {
      const told = await events().find({ type, "subject.id": owner }).toArray();
      const places = [tenant, open, suspended].map(({ id }) => id);
      expect(told.map(({ account }) => account.toHexString()).sort()).toEqual(places.sort());
      expect(told.find(({ account }) => account.equals(open.account._id))?.accounts).toEqual([
        tenant.account._id,
        open.account._id,
      ]);
      expect(told.some(({ account }) => account.equals(waiting.account._id))).toBe(false);
    }
  });

  it("stores no token", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const token = await addressToken(to, "confirm");
    const kept = JSON.stringify([await mails().find().toArray(), await record(tenant.owner)]);
    expect(kept).not.toContain(token.split(".")[2]);
  });

  it("the contact of the old address learns the new one, another one keeps its own", async () => {
    const parent = await createTenant();
    const from = await createContact(parent, { name: "Lima Bakery" });
    const child = await createSubAccount(parent, { contact: from._id });
    await users().updateOne(
      { _id: child.owner._id },
      { $set: { email: from.email ?? "", emailKey: from.emailKey ?? "" } },
    );
    const to = address("new");
    await asked(child, to);
    await follow(to, "confirm");
    expect((await contacts().findOne({ _id: from._id }))?.email).toBe(to);

    const taken = address("taken");
    await createContact(parent, { name: "Lima Bakery", email: taken });
    const cookie = await cookieOf(await record(child.owner));
    await asked({ id: child.id, cookie }, taken);
    expect((await follow(taken, "confirm")).status).toBe(200);
    expect((await contacts().findOne({ _id: from._id }))?.email).toBe(to);
  });

  it("a later request ends the links of the one before, and its waiting mails", async () => {
    const tenant = await createTenant();
    const [x, y] = [address("x"), address("y")];
    await asked(tenant, x);
    await asked(tenant, y);
    for (const mail of await mails().find({ "to.email": x }).toArray()) expect(mail.status).toBe("cancelled");
    const dead = await follow<ProblemBody>(x, "confirm");
    expect([dead.status, dead.code]).toEqual([410, "token_used"]);
    expect((await follow(y, "confirm")).body.status).toBe("verified");
  });

  it("asking for the address as it is withdraws what waits, without a password", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const answer = await updateOwner(tenant, { email: tenant.owner.email.toUpperCase() }, tenant.cookie);
    expect(answer.body.status).toBe("updated");
    expect(answer.body.owner.pendingEmail).toBeUndefined();
    expect((await follow(to, "confirm")).status).toBe(410);
    expect(await typesOf(tenant)).toEqual(["owner.email_change_requested", "owner.email_change_withdrawn"]);
    expect((await mails().findOne({ "to.email": to }))?.status).toBe("cancelled");
  });

  it("can be withdrawn from the settings, once", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const actor = userActor(await record(tenant.owner), null);
    expect((await readOwnerInfo(actor, tenant.account._id)).pending).toMatchObject({ email: to, consentNeeded: false });
    expect(await withdrawAddressChange(actor, tenant.account._id)).toEqual({ withdrawn: true });
    expect(await withdrawAddressChange(actor, tenant.account._id)).toEqual({ withdrawn: false });
    expect((await readOwnerInfo(actor, tenant.account._id)).pending).toBeNull();
    expect((await follow(to, "confirm")).status).toBe(410);
  });

  it("does not tell whether the new address has a login; the link does, to its mailbox alone", async () => {
    const tenant = await createTenant();
    const other = await createUser();
    expect((await asked(tenant, other.email)).status).toBe("verification_required");
    const answer = await follow<ProblemBody>(other.email, "confirm");
    expect([answer.status, answer.code]).toEqual([409, "email_taken"]);
    expect((await record(tenant.owner)).pendingEmail?.confirmedAt).toBeNull();
    expect((await record(tenant.owner)).email).toBe(tenant.owner.email);
  });

  it.each(["", "not an address", "Ana <ana@example.com>", "a@b", "a,b@example.com"])(
    "%j for an address is refused",
    async (email) => {
      const tenant = await createTenant();
      const answer = await updateOwner<ProblemBody>(tenant, { email, currentPassword: PASSWORD }, tenant.cookie);
      expect(answer.code).toBe(email === "" ? "invalid_request" : "invalid_email");
    },
  );

  it("changes with the other fields in one request, of which those count at once", async () => {
    const tenant = await createTenant();
    const to = address("new");
    const body = { email: to, firstName: "Ana", company: { name: "Blue" }, currentPassword: PASSWORD };
    const answer = await updateOwner(tenant, body, tenant.cookie);
    expect(answer.body).toMatchObject({ status: "verification_required", owner: { firstName: "Ana" } });
    expect(JSON.stringify(await events().find({ account: tenant.account._id }).toArray())).not.toContain(PASSWORD);
  });
});

describe("the current password", () => {
  it("403 where it is missing or wrong; then nothing of the body is done", async () => {
    const tenant = await createTenant();
    const email = address("new");
    for (const currentPassword of [undefined, "", "wrong"]) {
      const answer = await updateOwner<ProblemBody>(
        tenant,
        { email, firstName: "Ana", ...(currentPassword === undefined ? {} : { currentPassword }) },
        tenant.cookie,
      );
      expect([answer.status, answer.code]).toEqual([403, "reauthentication_required"]);
      expect(answer.body.errors?.[0]?.path).toBe("currentPassword");
    }
    expect((await record(tenant.owner)).firstName).toBe("Rui");
  });

  it("given without a new address, it is checked just the same", async () => {
    const tenant = await createTenant();
    const wrong = await updateOwner(tenant, { firstName: "Ana", currentPassword: "wrong" }, tenant.cookie);
    expect(wrong.code).toBe("reauthentication_required");
    const right = await updateOwner(tenant, { firstName: "Ana", currentPassword: PASSWORD }, tenant.cookie);
    expect(right.status).toBe(200);
  });

  it("each try counts as a sign-in: the eleventh is 429, and so is signing in", async () => {
    const tenant = await createTenant();
    const send = () => updateOwner(tenant, { email: address("new"), currentPassword: "wrong" }, tenant.cookie);
    for (let times = 0; times < 10; times++) expect((await send()).status).toBe(403);
    const answer = await send();
    expect([answer.status, answer.code]).toEqual([429, "rate_limited"]);
    expect(answer.headers.get("retry-after")).toBeTruthy();
    await expect(signIn({ email: tenant.owner.email, password: PASSWORD, ip: null })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });

  it("is the caller's own, where somebody above asks", async () => {
    const parent = await createTenant();
    const child = await createSubAccount(parent);
    const email = address("new");
    expect((await updateOwner(child, { email }, parent.cookie)).code).toBe("reauthentication_required");
    expect((await updateOwner(child, { email, currentPassword: PASSWORD }, parent.cookie)).status).toBe(200);
  });
});

describe("asked by somebody else", () => {
  const byParent = async (as: "cookie" | "key") => {
    const parent = await createTenant({ name: "Acme" });
    const child = await createSubAccount(parent);
    const to = address("new");
    const body = { email: to, ...(as === "cookie" ? { currentPassword: PASSWORD } : {}) };
    const answer = await updateOwner(child, body, parent[as]);
    expect(answer.body.status).toBe("verification_required");
    return { parent, child, to, from: child.owner.email };
  };

  it.each([
    ["cookie", "Rui Costa"],
    ["key", "Acme"],
  ] as const)("(%s) the old mailbox is asked, and told by whom", async (as, byName) => {
    const { from, to } = await byParent(as);
    const [mail] = await addressMails(from, "address-consent");
    expect(mail?.address?.acts).toEqual(["consent", "stop"]);
    expect(mail?.data).toMatchObject({ byName, newEmail: to, oldEmail: from });
    expect(await addressMails(from, "address-changing")).toHaveLength(0);
  });

  it("the account's own key is not the owner in person, either", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await updateOwner(tenant, { email: to }, tenant.key);
    expect((await follow(to, "confirm")).body.status).toBe("consent_required");
    expect((await record(tenant.owner)).email).toBe(tenant.owner.email);
  });

  it("confirmed first, it waits for consent; consent then lets it take effect", async () => {
    const { child, from, to } = await byParent("cookie");
    const confirmed = await follow(to, "confirm");
    expect(confirmed.body).toMatchObject({ status: "consent_required", owner: { email: from } });
    expect((await follow(to, "confirm")).status).toBe(410);
    expect(await readSession(child.cookie)).not.toBeNull();
    expect((await follow(from, "consent")).body).toMatchObject({ status: "verified", owner: { email: to } });
    expect((await follow(from, "consent")).status).toBe(410);
    expect(await readSession(child.cookie)).toBeNull();
    expect(await typesOf(child)).toEqual([
      "owner.email_change_requested",
      "user.email_change_confirmed",
      "user.email_change_consented",
      "user.email_changed",
    ]);
  });

  it("agreed to first, it waits for the new mailbox", async () => {
    const { child, from, to } = await byParent("key");
    expect((await follow(from, "consent")).body).toMatchObject({
      status: "verification_required",
      owner: { email: from },
    });
    expect((await follow(from, "consent")).status).toBe(410);
    expect((await record(child.owner)).email).toBe(from);
    expect((await follow(to, "confirm")).body.status).toBe("verified");
    expect(await typesOf(child)).toEqual([
      "owner.email_change_requested",
      "user.email_change_consented",
      "user.email_changed",
    ]);
  });

  it("both at once: it takes effect, once", async () => {
    const { child, from, to } = await byParent("key");
    const answers = await Promise.all([follow(to, "confirm"), follow(from, "consent")]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.filter(({ body }) => body.status === "verified")).toHaveLength(1);
    expect((await record(child.owner)).email).toBe(to);
    expect(await addressMails(from, "address-changed")).toHaveLength(1);
  });

  it("stopped by the old mailbox, no link of it works any more", async () => {
    const { child, from, to } = await byParent("key");
    await follow(to, "confirm");
    expect((await follow(from, "stop")).body).toMatchObject({ status: "stopped", owner: { email: from } });
    expect((await follow(from, "consent")).status).toBe(410);
    expect((await follow(from, "stop")).status).toBe(410);
    expect((await record(child.owner)).pendingEmail).toBeUndefined();
    expect(await typesOf(child)).toContain("user.email_change_stopped");
  });
});

describe("limits", () => {
  it("the eleventh address for one person, and for one address the eleventh person, is 429", async () => {
    const tenant = await createTenant();
    const send = (of: Tenant, email: string) => updateOwner(of, { email }, of.key);
    for (let times = 0; times < 10; times++) expect((await send(tenant, address("new"))).status).toBe(200);
    const over = await send(tenant, address("new"));
    expect([over.status, over.code]).toEqual([429, "rate_limited"]);

    const victim = address("victim");
    for (let times = 0; times < 10; times++) {
      expect((await send(await createTenant(), victim)).status).toBe(200);
    }
    expect((await send(await createTenant(), victim)).status).toBe(429);
  });

  it("429 while twenty addresses can still be taken back", async () => {
    const tenant = await createTenant();
    const at = new Date();
    const former = Array.from({ length: 20 }, (_, n) => ({
      change: tenant.owner._id,
      email: `former-${n}@example.com`,
      emailKey: `former-${n}-${tenant.id}@example.com`,
      verifiedAt: at,
      changedAt: at,
      until: new Date(at.getTime() + (n + 1) * HOUR),
    }));
    await users().updateOne({ _id: tenant.owner._id }, { $set: { formerEmails: former } });
    const refused = await updateOwner(tenant, { email: address("new") }, tenant.key);
    expect([refused.status, refused.code]).toEqual([429, "rate_limited"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3500);
    setClock(HOUR + 60_000);
    const later = await updateOwner(tenant, { email: address("new") }, tenant.key);
    setClock(0);
    expect(later.status).toBe(200);
  });
});

describe("the links", () => {
  it("work for 72 hours", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    const token = await addressToken(to, "confirm");
    setClock(72 * HOUR + 1000);
    const late = await verify<ProblemBody>(token);
    setClock(0);
    expect([late.status, late.code]).toEqual([410, "token_used"]);
    expect((await verify(token)).status).toBe(200);
  });

  it.each(["nonsense", "eyJhbGciOiJub25lIn0.eyJ1c3IiOiJ4In0.", "x".repeat(4000)])("401 for %j", async (token) => {
    const answer = await verify<ProblemBody>(token);
    expect([answer.status, answer.code]).toEqual([401, "token_invalid"]);
  });

  it.each([
    {},
    { token: "" },
    { token: 1 },
    { token: ["a"] },
    { token: "x".repeat(4097) },
    { token: "a", act: "stop" },
  ])("400 for the body %j", async (body) => {
    expect((await post("/v1/accounts/verify-email", body)).code).toBe("invalid_request");
  });

  it("say as what they were signed: one to stop does not confirm", async () => {
    const tenant = await createTenant();
    const to = address("new");
    await asked(tenant, to);
    expect((await follow(tenant.owner.email, "stop")).body.status).toBe("stopped");
    expect((await record(tenant.owner)).email).toBe(tenant.owner.email);
    expect((await follow(to, "confirm")).status).toBe(410);
  });
});
