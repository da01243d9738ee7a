import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { invitations, mails, meta, users } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { MailDoc } from "@/lib/db/types";
import { sweepAll } from "@/lib/engine/sweep";
import { tellExpired } from "@/lib/invitations/digest";
import { sweep } from "@/lib/invitations/sweep";
import { del, post } from "../../support/api";
import { address, createMember, createTenant, type Person, type Tenant } from "../../support/factories";
import { invitationDoc, invited } from "../../support/invites";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function digestsOf({ account }: Pick<Tenant, "account">): Promise<MailDoc[]> {
  return mails().find({ kind: "invitations-expired", account: account._id }).sort({ _id: 1 }).toArray();
}

/** As a person in the console invites. */
async function invitedBy(tenant: Tenant, person: Person, fields: Record<string, unknown> = {}): Promise<string> {
  const email = address("ana");
  const answer = await post<{ invitation: { id: string } }>(
    "/v1/accounts/invite",
    { type: "user", accountId: tenant.id, email, expiresInDays: 1, ...fields },
    { as: person.cookie, headers: { origin: "http://localhost:3000" } },
  );
  expect(answer.status, answer.text).toBe(201);
  return answer.body.invitation.id;
}

function waiting({ account }: Pick<Tenant, "account">): Promise<number> {
  return invitations().countDocuments({ scope: account._id, digestDue: { $exists: true } });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(setImmediate);
}

beforeEach(async () => {
  // Ends, and forgets, what another test left open.
  setClock(200 * DAY);
  await sweep();
  await invitations().updateMany({ digestDue: { $exists: true } }, { $unset: { digestDue: "" } });
  await meta().deleteMany({ _id: /^digest:/ });
  setClock(0);
});
afterEach(() => setClock(0));

describe("what ended unanswered", () => {
  it("is told to each inviter in one mail; of what a key invited the owner reads", async () => {
    const acme = await createTenant();
    const bo = await createMember(acme, "admin");
    await users().updateOne({ _id: bo.user._id }, { $set: { timezone: "Europe/Lisbon", locale: "pt" } });
    const mine = [await invitedBy(acme, bo, { firstName: "Ana" }), await invitedBy(acme, bo)];
    const byKey = await invited(acme, { expiresInDays: 1 });
    setClock(DAY);
    expect(await sweepAll()).toEqual({ expired: 3, told: 2, reminded: 0 });

    const written = await digestsOf(acme);
    const toBo = written.find(({ to }) => to.email === bo.user.email);
    const toOwner = written.find(({ to }) => to.email === acme.owner.email);
    expect(written).toHaveLength(2);
    expect(toBo).toMatchObject({ locale: "pt", data: { count: "2", accountName: "Acme", timezone: "Europe/Lisbon" } });
    expect(toBo?.list?.[0]).toMatchObject({ name: "Ana" });
    expect(toOwner?.list).toEqual([{ name: byKey.invitation.email, email: byKey.invitation.email }]);
    for (const id of mine) expect((await invitationDoc(id)).digestDue).toBeUndefined();
    expect(await sweepAll()).toEqual({ expired: 0, told: 0, reminded: 0 });
  });

  it("twenty sweeps at once tell of each once", async () => {
    const acme = await createTenant();
    for (let index = 0; index < 6; index++) await invited(acme, { expiresInDays: 1 });
    setClock(DAY);
    const rounds = await Promise.all(Array.from({ length: 20 }, () => sweepAll()));
    expect(rounds.reduce((sum, { expired }) => sum + expired, 0)).toBe(6);
    expect(rounds.reduce((sum, { told }) => sum + told, 0)).toBe(1);
    expect((await digestsOf(acme)).map(({ data }) => data.count)).toEqual(["6"]);
  });

  it("more than twenty: the first by name, all by number", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { expiresInDays: 1 });
    const model = await invitationDoc(invitation.id);
    await invitations().insertMany(
      Array.from({ length: 29 }, (_, index) => {
        const email = `ended-${index}@example.com`;
        return { ...model, _id: newId(), user: newId(), email, emailKey: email };
      }),
    );
    setClock(DAY);
    await sweepAll();
    const [digest, ...more] = await digestsOf(acme);
    expect(more).toEqual([]);
    expect(digest?.data.count).toBe("30");
    expect(digest?.list).toHaveLength(20);
  });

  it("of thousands, a copy that is interrupted leaves nobody out and names nobody twice", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { expiresInDays: 1 });
    const model = await invitationDoc(invitation.id);
    await invitations().deleteOne({ _id: model._id });
    setClock(DAY);
    const digestDue = new Date(Date.now() + DAY);
    await invitations().insertMany(
      Array.from({ length: 2_500 }, (_, index) => {
        const email = `lost-${index}@example.com`;
        return { ...model, _id: newId(), user: newId(), email, emailKey: email, status: "expired" as const, digestDue };
      }),
    );
    // Each is stopped somewhere in the middle, as a killed process is.
    for (let turn = 0; turn < 3; turn++) {
      const stopping = new AbortController();
      const interrupted = tellExpired(stopping.signal);
      await until(async () => (await waiting(acme)) <= 2_500 - 1_000 * (turn + 1) + 500);
      stopping.abort();
      await interrupted;
      if ((await digestsOf(acme)).length > 0) break;
    }
    await Promise.all([tellExpired(), tellExpired(), tellExpired()]);
    expect((await digestsOf(acme)).map(({ data, list }) => [data.count, list?.length])).toEqual([["2500", 20]]);
    expect(await waiting(acme)).toBe(0);
    await invitations().deleteMany({ scope: acme.account._id });
  });

  it("one whose last step was missing is closed by whoever comes next", async () => {
    const acme = await createTenant();
    await meta().insertOne({
      _id: `digest:${acme.id}:${acme.owner._id.toHexString()}`,
      at: new Date(),
      open: true,
      count: 3,
      list: [{ name: "Ana", email: "ana@example.com" }],
    });
    const rounds = await Promise.all([tellExpired(), tellExpired(), tellExpired()]);
    expect(rounds.reduce((sum, { told }) => sum + told, 0)).toBe(1);
    expect(await digestsOf(acme)).toMatchObject([{ to: { email: acme.owner.email }, data: { count: "3" } }]);
  });

  it("a second time on the same day waits, and comes with all of that day", async () => {
    const acme = await createTenant();
    await invited(acme, { expiresInDays: 1 });
    const second = await invited(acme, { expiresInDays: 1 });
    const third = await invited(acme, { expiresInDays: 1 });
    const later = (hours: number) => ({ $set: { expiresAt: new Date(Date.now() + DAY + hours * HOUR) } });
    await invitations().updateOne({ email: second.invitation.email }, later(3));
    await invitations().updateOne({ email: third.invitation.email }, later(20));
    setClock(DAY);
    expect(await sweepAll()).toMatchObject({ expired: 1, told: 1 });
    setClock(DAY + 4 * HOUR);
    expect(await sweepAll()).toMatchObject({ expired: 1, told: 0 });
    setClock(DAY + 21 * HOUR);
    expect(await sweepAll()).toMatchObject({ expired: 1, told: 0 });
    setClock(2 * DAY + 1000);
    const rounds = await Promise.all(Array.from({ length: 20 }, () => tellExpired()));
    expect(rounds.reduce((sum, { told }) => sum + told, 0)).toBe(1);
    expect((await digestsOf(acme)).map(({ data }) => data.count)).toEqual(["1", "2"]);
  });

  it("an overdue one that was ended by whoever came upon it is told of as well", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { expiresInDays: 1 });
    const other = await invited(acme, { expiresInDays: 1 });
    setClock(DAY);
    await invited(acme, { email: invitation.email });
    await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${other.invitation.id}`, { as: acme.key });
    expect(await sweepAll()).toMatchObject({ expired: 0, told: 1 });
    expect((await digestsOf(acme))[0]?.data.count).toBe("2");
  });

  it("waits while some of the account are still being ended, so that the mail names them all", async () => {
    const acme = await createTenant();
    await invited(acme, { expiresInDays: 1 });
    const { invitation } = await invited(acme, { expiresInDays: 1 });
    setClock(DAY);
    // As a copy leaves it that is in the middle of its sweep.
    await invitations().updateOne(
      { email: { $ne: invitation.email }, scope: acme.account._id },
      { $set: { status: "expired", digestDue: new Date(Date.now() + DAY) } },
    );
    expect(await tellExpired()).toEqual({ told: 0 });
    expect(await sweepAll()).toMatchObject({ expired: 1, told: 1 });
    expect((await digestsOf(acme))[0]?.data.count).toBe("2");
  });

  it("goes to the owner where the inviter left, was shut out, or may not see invitations any more", async () => {
    const acme = await createTenant();
    const people = await Promise.all(Array.from({ length: 3 }, () => createMember(acme, "admin")));
    for (const person of people) await invitedBy(acme, person);
    const [left, shut, lesser] = people;
    await users().updateOne({ _id: left?.user._id }, { $set: { memberships: [] } });
    await users().updateOne({ _id: shut?.user._id }, { $set: { status: "disabled" } });
    await users().updateOne({ _id: lesser?.user._id }, { $set: { "memberships.0.role": "member" } });
    setClock(DAY);
    expect(await sweepAll()).toMatchObject({ expired: 3, told: 1 });
    expect(await digestsOf(acme)).toMatchObject([{ to: { email: acme.owner.email }, data: { count: "3" } }]);
  });

  it("is told to nobody where the account switched it off, and not later either", async () => {
    const acme = await createTenant({
      settings: {
        redirectOrigins: [],
        reminderDays: 2,
        notices: { accepted: true, declined: true, requested: true, cancelled: true, expired: false, batches: true },
      },
    });
    const { invitation } = await invited(acme, { expiresInDays: 1 });
    setClock(DAY);
    expect(await sweepAll()).toMatchObject({ expired: 1, told: 0 });
    expect(await digestsOf(acme)).toEqual([]);
    expect((await invitationDoc(invitation.id)).digestDue).toBeUndefined();
  });

  it("stops where it is told to, and the next sweep goes on", async () => {
    const acme = await createTenant();
    await invited(acme, { expiresInDays: 1 });
    setClock(DAY);
    await sweep();
    expect(await tellExpired(AbortSignal.abort())).toEqual({ told: 0 });
    expect(await tellExpired()).toEqual({ told: 1 });
  });
});
