import type { ObjectId } from "mongodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database, invitations, mailRequests, mails, meta, suppressions } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { type Claimed, claimMails, releaseMails } from "@/lib/mail/claim";
import { deliverDue, deliverRound } from "@/lib/mail/outbox";
import { closeTransport } from "@/lib/mail/transports/registry";
import { MailSink } from "../support/mail-sink";
import { deliveryOf, mailOf, numbered, queueInvite, queueInvites, settings, tenantAccount } from "../support/outbox";
import { ResendServer } from "../support/providers/resend";

let resend: ResendServer;
let a: ObjectId;
let b: ObjectId;

beforeAll(async () => {
  resend = await ResendServer.open();
  a = (await tenantAccount("Acme"))._id;
  b = (await tenantAccount("Berg"))._id;
});

beforeEach(async () => {
  resend.clear();
  settings({
    MAIL_TRANSPORT: "resend",
    RESEND_API_KEY: resend.key,
    RESEND_BASE_URL: resend.url,
    MAIL_FROM: "Foyer <foyer@acme.example>",
    MAIL_RATE: "50",
  });
  await Promise.all(
    [mails(), mailRequests(), invitations(), meta(), suppressions()].map((each) => each.deleteMany({})),
  );
});

afterAll(async () => {
  await closeTransport();
  await resend.close();
});

const of = (claimed: readonly Claimed[], tenant: ObjectId) => claimed.filter((mail) => mail.tenant.equals(tenant));

describe("a tenant with a long queue", () => {
  it("does not hold up another one's single invitations: they are in the first call", async () => {
    await queueInvites(a, numbered("bulk", 5000));
    for (const email of numbered("single", 3)) await queueInvite(b, email);
    await deliverRound("a", { max: 100 });
    const [first] = resend.sends;
    const recipients = (first?.taken ?? []).map(({ recipient }) => recipient);
    expect(recipients).toHaveLength(100);
    expect(recipients.slice(0, 3)).toEqual(numbered("single", 3));
  });

  it("shares each call evenly with another one's, whoever was first", async () => {
    await queueInvites(a, numbered("bulk", 1000));
    await queueInvites(b, numbered("late", 1000));
    const claimed = await claimMails("a", 100);
    expect([of(claimed, a).length, of(claimed, b).length]).toEqual([50, 50]);
  });

  it("has the room that the others do not need", async () => {
    await queueInvites(a, numbered("bulk", 1000));
    await queueInvites(b, numbered("few", 7));
    const claimed = await claimMails("a", 100);
    expect([of(claimed, a).length, of(claimed, b).length]).toEqual([93, 7]);
  });

  it("is shared with among more tenants than one call has room for", async () => {
    const tenants = Array.from({ length: 40 }, newId);
    for (const tenant of tenants) await queueInvites(tenant, numbered("t", 20));
    const claimed = await claimMails("a", 100);
    const counts = tenants.map((tenant) => of(claimed, tenant).length).filter((count) => count > 0);
    expect(claimed).toHaveLength(100);
    expect(counts).toHaveLength(25);
    expect(Math.max(...counts)).toBe(4);
  });

  it("finds what is due among many tenants whose mails all wait for another attempt", async () => {
    for (const tenant of Array.from({ length: 60 }, newId)) await queueInvites(tenant, numbered("w", 2));
    await mails().updateMany({}, { $set: { notBefore: new Date(Date.now() + 3_600_000) } });
    await queueInvites(a, numbered("due", 30));
    expect(of(await claimMails("a", 20), a)).toHaveLength(20);
  });

  it("costs a claim no more than a short one: the tenants are skipped through, never counted", async () => {
    await queueInvites(a, numbered("bulk", 3000));
    await queueInvites(b, numbered("late", 10));
    const { queryPlanner, executionStats } = await database().command({
      explain: { distinct: "mails", key: "tenant", query: { status: "queued", priority: 3 } },
      verbosity: "executionStats",
    });
    expect(JSON.stringify(queryPlanner.winningPlan)).toContain("DISTINCT_SCAN");
    expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(4);
    expect(executionStats.totalDocsExamined).toBe(0);
  });
});

describe("what is more urgent", () => {
  it("goes first, but for one in ten, so that what is less urgent is never starved", async () => {
    await queueInvites(a, numbered("single", 300), { priority: 1 });
    await queueInvites(a, numbered("notice", 300), { priority: 2 });
    await queueInvites(b, numbered("bulk", 300), { priority: 3 });
    const claimed = await claimMails("a", 100);
    const counts = [0, 1, 2, 3].map((priority) => claimed.filter((mail) => mail.priority === priority).length);
    expect(counts).toEqual([0, 90, 5, 5]);
    expect(claimed.map(({ priority }) => priority)).toEqual(claimed.map(({ priority }) => priority).toSorted());
  });

  it("a claim of one at a time saves up for it", async () => {
    await queueInvites(a, numbered("single", 40), { priority: 1 });
    await queueInvites(b, numbered("bulk", 40), { priority: 3 });
    const priorities: number[] = [];
    for (let index = 0; index < 30; index += 1) {
      priorities.push(...(await claimMails("a", 1)).map(({ priority }) => priority));
    }
    expect(priorities.filter((priority) => priority === 3)).toHaveLength(3);
  });
});

describe("a claim", () => {
  it("of twenty copies at once: each mail has one of them, and none is left", async () => {
    await queueInvites(a, numbered("bulk", 400));
    const copies = Array.from({ length: 20 }, async (_, copy) => {
      const mine: Claimed[] = [];
      for (;;) {
        const more = await claimMails(`copy-${copy}`, 25);
        if (more.length === 0) return mine;
        mine.push(...more);
      }
    });
    const claimed = (await Promise.all(copies)).flat();
    expect(claimed).toHaveLength(400);
    expect(new Set(claimed.map(({ _id }) => _id.toHexString())).size).toBe(400);
    expect(await mails().countDocuments({ attempts: 1 })).toBe(400);
  });

  it("that is given back leaves no trace", async () => {
    await queueInvites(a, numbered("bulk", 5));
    const before = await mails().find().sort({ _id: 1 }).toArray();
    await releaseMails(await claimMails("a", 100));
    expect(await mails().find().sort({ _id: 1 }).toArray()).toEqual(before);
  });
});

describe("an address that mail is stopped to", () => {
  it("is not written to, and the invitation says why; unless whoever invited insisted", async () => {
    const stop = { account: a, reason: "bounce" as const, detail: null, invitation: null, createdAt: new Date() };
    const email = "gone@bakery.example";
    await suppressions().insertOne({ _id: newId(), email, emailKey: email, ...stop });
    const to = { email, name: "" };
    const stopped = await queueInvite(a, email);
    const forced = await queueInvite(a, "forced@bakery.example", { to, force: true });
    const notice = await queueInvite(a, "notice@bakery.example", {
      to,
      kind: "invite-declined",
      claims: null,
      send: null,
    });
    const elsewhere = await queueInvite(b, "gone@bakery.example");
    await deliverDue("a");
    expect(await mailOf(stopped.id)).toMatchObject({ status: "suppressed", error: expect.stringMatching(/bounced/) });
    expect(await deliveryOf(stopped.invitation)).toMatchObject({
      status: "suppressed",
      error: expect.stringContaining("gone@bakery.example is stopped"),
    });
    for (const { id } of [forced, notice, elsewhere]) expect((await mailOf(id)).status).toBe("sent");
    expect(resend.to(email)).toHaveLength(3);
  });
});

describe("a crash while mail leaves one at a time", () => {
  it("leaves no more in doubt than was on its way", async () => {
    const sink = await MailSink.open();
    settings({ MAIL_TRANSPORT: "smtp", SMTP_URL: sink.url, MAIL_RATE: undefined });
    sink.always("hang-before-data");
    await queueInvites(a, numbered("bulk", 200));
    const round = deliverRound("a");
    while (sink.silences < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await mails().countDocuments({ status: "sending" })).toBeLessThanOrEqual(5 + 6);
    expect(await mails().countDocuments({ status: "queued" })).toBeGreaterThanOrEqual(189);
    let ended = false;
    void round.finally(() => {
      ended = true;
    });
    while (!ended) {
      sink.dropConnections();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await sink.close();
    expect(await mails().countDocuments({ status: "sending" })).toBe(0);
    expect(await mails().countDocuments({ status: "queued" })).toBe(200);
  });
});
