import type { ObjectId } from "mongodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { BatchDoc } from "@/lib/db/batch-types";
import { batches, database, invitations, mailRequests, mails, meta, transact } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { endInvitations } from "@/lib/invitations/end-many";
import { type Claimed, claimMails, isMailDue, releaseMails } from "@/lib/mail/claim";
import { replayMails } from "@/lib/mail/dead-letters";
import { outboxFigures } from "@/lib/mail/figures";
import { beginSending } from "@/lib/mail/lease";
import { cancelListMails, isListLeaving, LIST_PRIORITY } from "@/lib/mail/lists";
import { deliverDue, deliverRound } from "@/lib/mail/outbox";
import { prepareMails } from "@/lib/mail/prepare";
import { closeTransport, currentTransport } from "@/lib/mail/transports/registry";
import { createTenant, type Tenant } from "../support/factories";
import { putList } from "../support/lists";
import { MailSink } from "../support/mail-sink";
import { deliveryOf, mailOf, numbered, type Queued, queueInvite, queueInvites, settings } from "../support/outbox";

let sink: MailSink;
let acme: Tenant;
let berg: Tenant;

beforeAll(async () => {
  sink = await MailSink.open();
  [acme, berg] = await Promise.all([createTenant(), createTenant()]);
});

beforeEach(async () => {
  sink.clear();
  settings({
    MAIL_TRANSPORT: "smtp",
    SMTP_URL: sink.url,
    MAIL_FROM: "Foyer <foyer@acme.example>",
    MAIL_RATE: undefined,
  });
  await Promise.all([mails(), mailRequests(), invitations(), meta(), batches()].map((each) => each.deleteMany({})));
});

afterAll(async () => {
  await closeTransport();
  await sink.close();
});

interface List {
  id: ObjectId;
  queued: Queued[];
}

/** A list whose rows were all run, and whose mails wait. */
async function list(
  tenant: Tenant,
  count: number,
  status: BatchDoc["status"] = "running",
  name = `${status}-${count}-`,
): Promise<List> {
  const { batch } = await putList(tenant, [], {
    ...{ status, rows: count, chunks: 1, tally: { 0: { invited: count, skipped: 0, failed: 0 } } },
    ...(status === "paused" ? { pausedFrom: "mailing" } : {}),
  });
  const queued = await queueInvites(tenant.account._id, numbered(name, count), {
    batch: batch._id,
    priority: LIST_PRIORITY,
  });
  await invitations().updateMany(
    { _id: { $in: queued.map(({ invitation }) => invitation._id) } },
    { $set: { batch: batch._id } },
  );
  return { id: batch._id, queued };
}

const statusOf = async ({ id }: List) => (await batches().findOne({ _id: id }))?.status;
const set = ({ id }: List, fields: Partial<BatchDoc>) => batches().updateOne({ _id: id }, { $set: fields });
const of = (claimed: readonly Claimed[], { id }: List) => claimed.filter(({ batch }) => batch?.equals(id)).length;

describe("whose turn it is", () => {
  it("tenants share a claim evenly, then the lists of each, however long they are", async () => {
    const long = await list(acme, 600);
    const second = await list(acme, 300, "mailing");
    const other = await list(berg, 200);
    const claimed = await claimMails("a", 100);
    expect([long, second, other].map((one) => of(claimed, one))).toEqual([25, 25, 50]);
  });

  it("a list has the room that others do not need", async () => {
    const long = await list(acme, 300);
    const few = await list(berg, 7);
    const claimed = await claimMails("a", 100);
    expect([long, few].map((one) => of(claimed, one))).toEqual([93, 7]);
  });

  it("everything else goes first, but for the slice that what is lower shares", async () => {
    await queueInvites(acme.account._id, numbered("single", 300), { priority: 1 });
    await queueInvites(acme.account._id, numbered("set", 300), { priority: 3 });
    const bulk = await list(berg, 300);
    const claimed = await claimMails("a", 100);
    const count = (priority: number) => claimed.filter((mail) => mail.priority === priority).length;
    expect([count(1), count(3), of(claimed, bulk)]).toEqual([90, 5, 5]);
    expect((await claimMails("b", 200)).slice(0, 1)[0]?.priority).toBe(1);
  });

  it("more lists run than one look takes in, most with nothing due: what is due is found", async () => {
    for (let index = 0; index < 60; index += 1) await putList(acme, [], { status: "running" });
    const due = await list(berg, 30);
    expect(of(await claimMails("a", 20), due)).toBe(20);
    expect(await isMailDue()).toBe(true);
  });

  it("of twenty copies at once: each mail has one of them, and none is left", async () => {
    await Promise.all([list(acme, 150), list(berg, 150, "mailing")]);
    const copies = Array.from({ length: 20 }, async (_, copy) => {
      const mine: Claimed[] = [];
      for (;;) {
        const more = await claimMails(`copy-${copy}`, 25);
        if (more.length === 0) return mine;
        mine.push(...more);
      }
    });
    const claimed = (await Promise.all(copies)).flat();
    expect(new Set(claimed.map(({ _id }) => _id.toHexString())).size).toBe(300);
    expect(claimed).toHaveLength(300);
  });
});

describe("a list that does not run", () => {
  it.each(["paused", "cancelled", "completed", "failed", "queued"] as const)(
    "%s: none of its mails is claimed, or looked at",
    async (status) => {
      await list(acme, 50, status);
      expect(await claimMails("a", 100)).toEqual([]);
      expect(await isMailDue()).toBe(false);
      expect((await deliverRound("a")).handled).toBe(0);
      expect(await mails().countDocuments({ status: "queued", attempts: 0 })).toBe(50);
    },
  );

  it("does not make a claim longer: no mail of a paused one is examined", async () => {
    await list(acme, 2000, "paused");
    await list(berg, 5);
    await database().command({ profile: 2 });
    try {
      expect(await claimMails("a", 100)).toHaveLength(5);
    } finally {
      await database().command({ profile: 0 });
    }
    const calls = await database()
      .collection("system.profile")
      .find({ ns: /\.mails$/, op: { $in: ["query", "command"] } })
      .toArray();
    expect(calls.length).toBeGreaterThan(0);
    expect(Math.max(...calls.map(({ docsExamined }) => docsExamined ?? 0))).toBeLessThanOrEqual(5);
    await database().collection("system.profile").drop();
  });

  it("is not late: its mails are counted, their wait is not", async () => {
    await list(acme, 20, "paused");
    await mails().updateMany({}, { $set: { notBefore: new Date(Date.now() - 3_600_000) } });
    const { queued } = await outboxFigures();
    expect(queued.find(({ priority }) => priority === LIST_PRIORITY)).toEqual({
      priority: LIST_PRIORITY,
      count: 20,
      lag: 0,
    });
  });

  it("goes on where it was: what was paused is sent once it is resumed", async () => {
    const paused = await list(acme, 10, "paused");
    await deliverDue("a");
    expect(sink.all()).toHaveLength(0);
    await set(paused, { status: "mailing" });
    await deliverDue("a");
    expect(sink.all()).toHaveLength(10);
  });

  it("does not hold back an invitation of it that is sent again by hand", async () => {
    const paused = await list(acme, 3, "paused");
    const { id } = await queueInvite(acme.account._id, "again@bakery.example", { batch: paused.id });
    expect((await mailOf(id)).priority).toBe(1);
    await deliverDue("a");
    expect((await mailOf(id)).status).toBe("sent");
    expect(sink.all()).toHaveLength(1);
  });

  it("nor one that an operator lets be tried again: what had ended would not let it leave", async () => {
    const done = await list(acme, 1);
    const [one] = done.queued;
    if (!one) throw new Error("No mail");
    sink.next({ refuse: 550, at: "recipient" });
    await set(done, { status: "mailing" });
    await deliverDue("a");
    expect((await mailOf(one.id)).status).toBe("failed");
    expect(await statusOf(done)).toBe("completed");
    expect((await replayMails({ ids: [one.id] })).queued).toHaveLength(1);
    await deliverDue("a");
    expect((await mailOf(one.id)).status).toBe("sent");
  });
});

describe("the end of a list", () => {
  it("comes with its last mail, whatever became of each", async () => {
    const mailing = await list(acme, 12, "mailing");
    const [expired, gone] = mailing.queued;
    await invitations().updateOne({ _id: expired?.invitation._id }, { $set: { expiresAt: new Date(0) } });
    await invitations().updateOne({ _id: gone?.invitation._id }, { $set: { status: "accepted" } });
    sink.next({ refuse: 550, at: "recipient" });
    const before = (await batches().findOne({ _id: mailing.id }))?.version ?? 0;
    await deliverDue("a");
    expect(await statusOf(mailing)).toBe("completed");
    const counts = await Promise.all(
      (["sent", "failed", "cancelled"] as const).map((status) => mails().countDocuments({ batch: mailing.id, status })),
    );
    expect(counts).toEqual([9, 1, 2]);
    expect((await batches().findOne({ _id: mailing.id }))?.version).toBeGreaterThan(before);
  });

  it("does not come while one waits for another attempt, or its worker was lost", async () => {
    const mailing = await list(acme, 3, "mailing");
    sink.next({ refuse: 451, at: "recipient" });
    await deliverDue("a");
    expect(await statusOf(mailing)).toBe("mailing");
    await mails().updateMany({ status: "queued" }, { $set: { notBefore: new Date(0) } });
    const [claimed] = await claimMails("lost", 10);
    expect(claimed?.attempts).toBe(2);
    await deliverDue("b");
    expect(await statusOf(mailing)).toBe("mailing");
    // Its lease runs out.
    await mails().updateMany({ status: "queued" }, { $set: { notBefore: new Date(0) } });
    await deliverDue("b");
    expect(await statusOf(mailing)).toBe("completed");
    expect(new Set(sink.all().map(({ messageId }) => messageId)).size).toBe(3);
    expect(sink.all()).toHaveLength(3);
  });

  it("what is given back keeps its place", async () => {
    await list(acme, 5);
    const before = await mails().find().sort({ _id: 1 }).toArray();
    await releaseMails(await claimMails("a", 100));
    expect(await mails().find().sort({ _id: 1 }).toArray()).toEqual(before);
  });
});

describe("taking back what a list wrote", () => {
  it("takes what waits, claimed or not, and leaves what was begun", async () => {
    const stopped = await list(acme, 30);
    const claimed = await claimMails("a", 20);
    const ready = [];
    for await (const some of prepareMails(claimed, currentTransport())) ready.push(...some);
    expect(await beginSending(ready.slice(0, 8))).toHaveLength(8);
    await set(stopped, { status: "cancelled" });
    const taken: ObjectId[] = [];
    for (;;) {
      const some = await transact((session) => cancelListMails(session, stopped.id, 10));
      taken.push(...some);
      if (some.length < 10) break;
    }
    expect(taken).toHaveLength(22);
    // What was claimed and is taken back may not leave any more.
    expect(await beginSending(ready.slice(8))).toEqual([]);
    expect(await isListLeaving(stopped.id)).toBe(true);
    await mails().updateMany({ status: "sending" }, { $set: { status: "sent", lease: null } });
    expect(await isListLeaving(stopped.id)).toBe(false);
    const kept = await mails().find({ batch: stopped.id, status: "sent" }).toArray();
    expect(kept.map(({ invitation }) => invitation?.toHexString())).not.toEqual(
      expect.arrayContaining(taken.map((id) => id.toHexString())),
    );
  });

  it("their invitations end and say that nothing was sent", async () => {
    const stopped = await list(acme, 4);
    const [one] = stopped.queued;
    if (!one) throw new Error("No mail");
    await transact(async (session) => {
      const ids = await cancelListMails(session, stopped.id, 100);
      const pending = await invitations()
        .find({ _id: { $in: ids }, status: "pending" }, { session })
        .toArray();
      const { all, unsent } = await endInvitations(session, pending, "cancelled", "Ana");
      expect([all.length, unsent.size]).toEqual([4, 4]);
    });
    expect((await deliveryOf(one.invitation)).error).toContain("none was sent");
    expect(await invitations().countDocuments({ batch: stopped.id, status: "cancelled" })).toBe(4);
  });

  it("leaves what was sent again by hand, and other lists' mails", async () => {
    const stopped = await list(acme, 3);
    const other = await list(acme, 3, "running", "other");
    await queueInvite(acme.account._id, "again@bakery.example", { batch: stopped.id });
    expect(await transact((session) => cancelListMails(session, stopped.id, 100))).toHaveLength(3);
    expect(await mails().countDocuments({ batch: stopped.id, status: "queued", priority: 1 })).toBe(1);
    expect(await mails().countDocuments({ batch: other.id, status: "queued" })).toBe(3);
    expect(await isListLeaving(newId())).toBe(false);
  });
});
