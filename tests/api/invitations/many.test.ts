import { ObjectId } from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { batches, events, invitations, mails, rateLimits, users } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { InvitationDoc } from "@/lib/db/types";
import { mailLimitId } from "@/lib/invitations/mail-limit";
import type { CancelledMany, ResentMany } from "@/lib/invitations/schema";
import { post } from "../../support/api";
import { address, createKey, createMember, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import {
  accept,
  invitationDoc,
  invited,
  invitedBusiness,
  linkTo,
  mailsTo,
  tokenIn,
  tokenTo,
} from "../../support/invites";
import { settings } from "../../support/outbox";

const MINUTE = 60_000;

afterEach(() => {
  setClock(0);
  settings({ RATE_LIMITS: undefined });
});

const resend = (tenant: Pick<Tenant, "id" | "key">, body: unknown, headers: Record<string, string> = {}) =>
  post<ResentMany>(`/v1/accounts/${tenant.id}/invitations/resend`, body, { as: tenant.key, headers });
const cancel = (tenant: Pick<Tenant, "id" | "key">, body: unknown, headers: Record<string, string> = {}) =>
  post<CancelledMany>(`/v1/accounts/${tenant.id}/invitations/cancel`, body, { as: tenant.key, headers });

const eventsOf = (type: string, id: string) => events().countDocuments({ type, "subject.id": new ObjectId(id) });
const mailsOf = (id: string) =>
  mails()
    .find({ invitation: new ObjectId(id) })
    .sort({ _id: 1 })
    .toArray();

/** As a list of people writes them, all at once. */
async function many(tenant: Tenant, count: number, over: Partial<InvitationDoc> = {}): Promise<string[]> {
  const { invitation } = await invited(tenant);
  const { _id, user: _user, ...like } = await invitationDoc(invitation.id);
  const person = await users().findOne({ _id: _user });
  if (!person) throw new Error("No invitee");
  const docs = Array.from({ length: count }, (): InvitationDoc => {
    const email = address("many");
    return { ...like, _id: newId(), user: newId(), email, emailKey: email, ...over };
  });
  await invitations().insertMany(docs);
  await users().insertMany(
    docs.map(({ user, email, _id }) => ({
      ...person,
      _id: user,
      email,
      emailKey: email,
      memberships: person.memberships.map((one) => ({
        ...one,
        resetToken: { ...one.resetToken, token: `lost:${_id}`, invitation: _id, expiresAt: like.expiresAt },
      })),
    })),
  );
  // The token that each holds was derived with a secret that is no longer known.
  await invitations().updateMany({ _id: { $in: docs.map((one) => one._id) } }, { $set: { keyId: "gone" } });
  return docs.map((one) => one._id.toHexString());
}

describe("which", () => {
  const INVALID = [
    {},
    { q: " " },
    { all: false },
    { all: true, type: "user" },
    { invitationIds: [] },
    { invitationIds: ["a"], status: "pending" },
    { invitationIds: Array(501).fill("a") },
    { status: "accepted" },
    { role: "boss" },
    { who: "everybody" },
    { all: true, cursor: "nonsense" },
  ];

  it("400 for what does not say which, or says it twice: nobody means everybody by saying nothing", async () => {
    const acme = await createTenant();
    for (const body of INVALID) {
      for (const call of [resend, cancel]) {
        const answer = await call(acme, body);
        expect([JSON.stringify(body), answer.status, answer.code]).toEqual([expect.anything(), 400, "invalid_request"]);
      }
    }
  });

  it("those that the filters name, and no other account's", async () => {
    const acme = await createTenant();
    const other = await createTenant();
    const [one, admin, firm, strangers] = await Promise.all([
      invited(acme),
      invited(acme, { role: "admin", firstName: "Zoë" }),
      invitedBusiness(acme, { business: { name: "Blue Bakery" } }),
      invited(other),
    ]);
    const counts = async (body: object) => (await cancel(acme, body)).body.counts;
    expect(await counts({ role: "admin", q: "one" })).toEqual({ matched: 0, done: 0, skipped: 0, failed: 0 });
    expect(await counts({ q: "zoë" })).toMatchObject({ matched: 1, done: 1 });
    expect(await counts({ type: "business", q: "blue b" })).toMatchObject({ matched: 1, done: 1 });
    expect(await counts({ batch: newId().toHexString() })).toMatchObject({ matched: 0 });
    expect(await counts({ delivery: "bounced" })).toMatchObject({ matched: 0 });
    const named = [one.invitation.id, strangers.invitation.id, "nonsense", newId().toHexString()];
    expect(await counts({ invitationIds: named })).toMatchObject({ matched: 1, done: 1 });
    for (const { invitation } of [one, admin, firm]) {
      expect((await invitationDoc(invitation.id)).status).toBe("cancelled");
    }
    expect((await invitationDoc(strangers.invitation.id)).status).toBe("pending");
  });

  it("without the right to businesses they are left out, and 403 where they are named", async () => {
    const acme = await createTenant();
    const [colleague, firm] = await Promise.all([invited(acme), invitedBusiness(acme)]);
    const { cookie: admin } = await createMember(acme, "admin");
    const as = (body: unknown) =>
      post<CancelledMany>(`/v1/accounts/${acme.id}/invitations/cancel`, body, { as: admin });
    expect((await as({ type: "business" })).code).toBe("forbidden");
    expect((await as({ role: "owner" })).code).toBe("forbidden");
    const ids = [colleague.invitation.id, firm.invitation.id];
    const { body } = await as({ invitationIds: ids });
    expect(body.counts).toEqual({ matched: 2, done: 1, skipped: 1, failed: 0 });
    expect(body.reasons).toEqual([expect.objectContaining({ code: "forbidden", count: 1 })]);
    expect((await as({ all: true })).body.counts.matched).toBe(0);
    expect((await invitationDoc(firm.invitation.id)).status).toBe("pending");
  });
});

describe("sending again", () => {
  it("each gets a new link, in a mail that waits for single ones, and older links are dead", async () => {
    const acme = await createTenant();
    const a = await invited(acme);
    const old = await tokenTo(a.invitation.email);
    const b = await invitedBusiness(acme, { email: address("firm") });
    const answer = await resend(acme, { status: "pending" });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      status: "resent",
      message: "2 invitations were sent again.",
      counts: { matched: 2, done: 2, skipped: 0, failed: 0 },
      reasons: [],
      nextCursor: null,
    });
    for (const { invitation } of [a, b]) {
      expect(await invitationDoc(invitation.id)).toMatchObject({ status: "pending", sends: 2, resends: 1 });
      const written = (await mailsOf(invitation.id)).at(-1);
      expect(written).toMatchObject({ status: "queued", priority: 3, send: 2 });
      expect(await eventsOf("invitation.resent", invitation.id)).toBe(1);
    }
    expect((await mailsOf(b.invitation.id))[0]?.status).toBe("cancelled");
    const links = [tokenIn(await linkTo(a.invitation.email)), tokenIn(await linkTo(b.invitation.email))];
    expect((await accept(old)).code).toBe("invite_replaced");
    for (const token of links) expect((await accept(token)).status).toBe(200);
  });

  it("has its effect once under its Idempotency-Key, and is refused within a minute without", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const first = await resend(acme, { all: true }, { "idempotency-key": "again" });
    const repeat = await resend(acme, { all: true }, { "idempotency-key": "again" });
    expect(repeat.headers.get("idempotent-replayed")).toBe("true");
    expect(repeat.text).toBe(first.text);
    expect((await invitationDoc(invitation.id)).sends).toBe(2);
    const soon = await resend(acme, { all: true });
    expect(soon.body.counts).toEqual({ matched: 1, done: 0, skipped: 1, failed: 0 });
    expect(soon.body.reasons).toEqual([expect.objectContaining({ code: "resend_too_soon", count: 1 })]);
    expect((await invitationDoc(invitation.id)).sends).toBe(2);
  });

  it("what the rules of a single one refuse is counted, and stops nothing", async () => {
    const acme = await createTenant();
    const [good, often, stopped, spent, waiting] = await Promise.all([
      invited(acme),
      invited(acme),
      invited(acme),
      invited(acme),
      invited(acme),
    ]);
    const set = (id: string, fields: object) => invitations().updateOne({ _id: new ObjectId(id) }, { $set: fields });
    await set(often.invitation.id, { resends: 10 });
    await set(waiting.invitation.id, { batch: newId() });
    await post(`/v1/accounts/${acme.id}/suppressions`, { email: stopped.invitation.email }, { as: acme.key });
    await rateLimits().updateOne(
      { _id: mailLimitId(spent.invitation.email) },
      { $set: { times: Array(5).fill(new Date()) } },
    );
    const { body } = await resend(acme, { type: "user", role: "member" });
    expect(body.counts).toEqual({ matched: 5, done: 1, skipped: 4, failed: 0 });
    expect(Object.fromEntries(body.reasons.map(({ code, count }) => [code, count]))).toEqual({
      resend_limit: 1,
      mail_suppressed: 1,
      rate_limited: 1,
      mail_waiting: 1,
    });
    expect((await invitationDoc(good.invitation.id)).sends).toBe(2);
    for (const { invitation } of [often, stopped, spent, waiting]) {
      expect((await invitationDoc(invitation.id)).sends).toBe(1);
    }
  });

  it("those that ended are made anew where the set names how they ended, and only then", async () => {
    const acme = await createTenant();
    const [gone, open, done] = await Promise.all([invited(acme), invited(acme), invited(acme)]);
    await accept(await tokenTo(done.invitation.email));
    await cancel(acme, { invitationIds: [gone.invitation.id] });
    expect((await resend(acme, { all: true })).body.counts).toMatchObject({ matched: 1, done: 1 });
    expect((await invitationDoc(open.invitation.id)).sends).toBe(2);
    const again = await resend(acme, { status: "cancelled" }, { "idempotency-key": "revive" });
    expect(again.body.counts).toEqual({ matched: 1, done: 1, skipped: 0, failed: 0 });
    const anew = await invitations().findOne({ email: gone.invitation.email, status: "pending" });
    expect(anew?._id.toHexString()).not.toBe(gone.invitation.id);
    expect((await mailsOf(anew?._id.toHexString() ?? ""))[0]).toMatchObject({ priority: 3, status: "queued" });
    const replay = await resend(acme, { status: "cancelled" }, { "idempotency-key": "revive" });
    expect(replay.text).toBe(again.text);
    const repeat = await resend(acme, { invitationIds: [gone.invitation.id, done.invitation.id] });
    expect(repeat.body.counts).toEqual({ matched: 2, done: 0, skipped: 2, failed: 0 });
    expect(repeat.body.reasons.map(({ code }) => code).toSorted()).toEqual([
      "invitation_accepted",
      "invitation_pending",
    ]);
  });

  it("one that is due to expire is made anew, as a single re-send does", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { expiresInDays: 1 });
    setClock(24 * 60 * MINUTE + MINUTE);
    expect((await resend(acme, { status: "pending" })).body.counts).toMatchObject({ matched: 1, done: 1 });
    expect((await invitationDoc(invitation.id)).status).toBe("expired");
    expect(await invitations().countDocuments({ email: invitation.email, status: "pending" })).toBe(1);
  });

  it("409 for an account that is not active", async () => {
    const acme = await createTenant();
    const below = await createSubAccount(acme);
    await post(`/v1/accounts/${below.id}/suspend`, {}, { as: acme.key });
    const answer = await resend({ id: below.id, key: acme.key }, { all: true });
    expect([answer.status, answer.code]).toEqual([409, "account_not_active"]);
  });

  it("one whose record does not hold its token fails by itself", async () => {
    const acme = await createTenant();
    const [good, broken] = await Promise.all([invited(acme), invited(acme)]);
    await users().updateOne({ email: broken.invitation.email }, { $set: { memberships: [] } });
    const { body } = await resend(acme, { all: true });
    expect(body.counts).toEqual({ matched: 2, done: 1, skipped: 0, failed: 1 });
    expect((await invitationDoc(good.invitation.id)).sends).toBe(2);
    expect((await invitationDoc(broken.invitation.id)).sends).toBe(1);
  });

  it("a set of any length goes on at the cursor: each once, in calls of 500", async () => {
    const acme = await createTenant();
    const batch = newId();
    await batches().insertOne({
      ...{ _id: batch, name: "list", type: "user", account: acme.account._id, tenant: acme.account._id },
      ...{ source: "csv", status: "completed", header: [], columns: [], sendEmail: true, resend: false, defaults: {} },
      ...{ mostRole: "admin", rows: 0, chunks: 0, tally: {}, createdBy: { type: "system", id: null, name: "" } },
      ...{ ip: null, version: 1, createdAt: new Date(), startedAt: new Date(), rowsFinishedAt: null },
      ...{ finishedAt: null, updatedAt: new Date() },
    });
    const delivery = { status: "sent" as const, transport: "smtp", at: new Date() };
    const ids = await many(acme, 1203, { batch, delivery });
    const sizes: number[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const { body }: { body: ResentMany } = await resend(acme, {
        batch: batch.toHexString(),
        ...(cursor ? { cursor } : {}),
      });
      expect(body.counts).toMatchObject({ skipped: 0, failed: 0 });
      sizes.push(body.counts.done);
      cursor = body.nextCursor;
    }
    expect(sizes).toEqual([500, 500, 203]);
    const all = { _id: { $in: ids.map((id) => new ObjectId(id)) } };
    expect(await invitations().countDocuments({ ...all, sends: 2, resends: 1, "delivery.status": "queued" })).toBe(
      1203,
    );
    expect(await mails().countDocuments({ batch, priority: 3, status: "queued" })).toBe(1203);
  });
});

describe("withdrawing", () => {
  it("links open nothing, waiting mail is not sent, who has the link is told, whoever invited is not", async () => {
    const acme = await createTenant();
    const [told, unsent, firm, done] = await Promise.all([
      invited(acme),
      invited(acme),
      invitedBusiness(acme, { email: address("firm") }),
      invited(acme),
    ]);
    const token = await tokenTo(told.invitation.email);
    await accept(await tokenTo(done.invitation.email));
    const late = await invited(acme);
    const { body } = await cancel(acme, { all: true });
    expect(body).toMatchObject({
      status: "cancelled",
      message: "4 invitations were withdrawn.",
      counts: { matched: 4, done: 4, skipped: 0, failed: 0 },
    });
    expect((await accept(token)).code).toBe("invite_cancelled");
    const kinds = async (id: string) => (await mailsOf(id)).map(({ kind, status }) => `${kind} ${status}`);
    expect(await kinds(told.invitation.id)).toContain("invite-cancelled queued");
    expect(await kinds(late.invitation.id)).toEqual(["invite-user cancelled"]);
    expect((await invitationDoc(late.invitation.id)).delivery.error).toContain("none was sent");
    for (const { invitation } of [told, unsent, firm, late]) {
      expect((await invitationDoc(invitation.id)).status).toBe("cancelled");
      expect(await eventsOf("invitation.cancelled", invitation.id)).toBe(1);
      expect((await kinds(invitation.id)).join()).not.toContain("inviter");
    }
    expect((await invitationDoc(done.invitation.id)).status).toBe("accepted");
    const account = (await post(`/v1/accounts/${firm.account.id}/invite`, {}, { as: acme.key })).body;
    expect(account).toMatchObject({ status: "resent", account: { id: firm.account.id, status: "invited" } });
    const member = await users().findOne({ email: told.invitation.email });
    expect(member?.memberships).toEqual([]);
  });

  it("tells nobody with notify false", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    await mailsTo(invitation.email);
    await cancel(acme, { all: true, notify: false });
    expect((await mailsOf(invitation.id)).map(({ kind }) => kind)).toEqual(["invite-user"]);
  });

  it("what is due to expire expires, and what had ended stays as it ended", async () => {
    const acme = await createTenant();
    const [old, gone] = await Promise.all([invited(acme, { expiresInDays: 1 }), invited(acme)]);
    const ids = [old.invitation.id, gone.invitation.id];
    await cancel(acme, { invitationIds: [gone.invitation.id] });
    setClock(24 * 60 * MINUTE + MINUTE);
    const { body } = await cancel(acme, { invitationIds: ids });
    expect(body.counts).toEqual({ matched: 2, done: 1, skipped: 1, failed: 0 });
    expect(body.reasons).toEqual([expect.objectContaining({ code: "invitation_cancelled", count: 1 })]);
    expect((await invitationDoc(old.invitation.id)).status).toBe("expired");
  });

  it("races with acceptance: each ends one way, and the answer says which", async () => {
    const acme = await createTenant();
    const all = await Promise.all(Array.from({ length: 12 }, () => invited(acme)));
    const tokens = await Promise.all(all.map(({ invitation }) => tokenTo(invitation.email)));
    const [answer, ...accepted] = await Promise.all([
      cancel(acme, { all: true, notify: false }),
      ...tokens.map((token) => accept(token)),
    ]);
    const won = accepted.filter(({ status }) => status === 200).length;
    const statuses = await Promise.all(all.map(async ({ invitation }) => (await invitationDoc(invitation.id)).status));
    expect(statuses.filter((status) => status === "accepted")).toHaveLength(won);
    expect(statuses.filter((status) => status === "cancelled")).toHaveLength(answer.body.counts.done);
    expect(won + answer.body.counts.done).toBe(12);
  });

  it("a key that may withdraw need not be one that may invite", async () => {
    const acme = await createTenant();
    await invited(acme);
    const key = await createKey(acme, ["invitations:cancel"]);
    expect((await cancel({ id: acme.id, key }, { all: true })).body.counts.done).toBe(1);
    expect((await resend({ id: acme.id, key }, { all: true })).code).toBe("forbidden");
  });
});
