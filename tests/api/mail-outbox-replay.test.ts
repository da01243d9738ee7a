import type { ObjectId } from "mongodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as metrics } from "@/app/metrics/route";
import { mailsCommand, mailsReplay } from "@/bin/commands/mails";
import { invitations, mailRequests, mails, meta, transact } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { Settings } from "@/lib/env";
import { PEER_HEADER } from "@/lib/http/client-ip";
import { endInvitation } from "@/lib/invitations/end";
import { replayMails } from "@/lib/mail/dead-letters";
import { deliverDue } from "@/lib/mail/outbox";
import { closeTransport } from "@/lib/mail/transports/registry";
import { MailSink } from "../support/mail-sink";
import { deliveryOf, mailOf, numbered, queueInvite, queueInvites, settings, tenantAccount } from "../support/outbox";

let sink: MailSink;
let account: ObjectId;

beforeAll(async () => {
  sink = await MailSink.open();
  account = (await tenantAccount())._id;
});

beforeEach(async () => {
  sink.clear();
  settings({
    MAIL_TRANSPORT: "smtp",
    SMTP_URL: sink.url,
    MAIL_FROM: "Foyer <foyer@acme.example>",
    MAIL_RATE: undefined,
  });
  await Promise.all([mails(), mailRequests(), invitations(), meta()].map((each) => each.deleteMany({})));
});

afterAll(async () => {
  await closeTransport();
  await sink.close();
});

const run = (command: typeof mailsCommand, values: Record<string, unknown>) => {
  const given = values as Parameters<typeof command.run>[0]["values"];
  command.check?.(given);
  const out = { write() {} } as unknown as Parameters<typeof command.run>[0]["out"];
  return command.run({ values: given, settings: {} as Settings, out });
};

async function refused(email = "ana@bakery.example") {
  sink.next({ refuse: 550, at: "recipient", words: "no such mailbox" });
  const queued = await queueInvite(account, email);
  await deliverDue("a");
  expect((await mailOf(queued.id)).status).toBe("failed");
  return queued;
}

async function inDoubt(email = "bo@bakery.example") {
  sink.next("drop-after-data");
  const queued = await queueInvite(account, email);
  await deliverDue("a");
  expect((await mailOf(queued.id)).status).toBe("unknown");
  return queued;
}

describe("a mail that failed", () => {
  it("is sent when an operator replays it, under its own id, and the invitation follows", async () => {
    const { id, invitation } = await refused();
    expect(await replayMails({ ids: [id] })).toMatchObject({ queued: [id.toHexString()], mayArriveTwice: 0 });
    expect(await mailOf(id)).toMatchObject({ status: "queued", attempts: 0, error: null, frozen: null });
    expect(await deliveryOf(invitation)).toMatchObject({ status: "queued" });
    await deliverDue("a");
    expect(sink.all().map(({ messageId }) => messageId)).toEqual([`<${id}@acme.example>`]);
    expect((await deliveryOf(invitation)).status).toBe("sent");
  });

  it("has three days again, however old it is", async () => {
    const { id } = await refused();
    await mails().updateOne({ _id: id }, { $set: { createdAt: new Date(Date.now() - 4 * 24 * 3_600_000) } });
    await replayMails({ status: "failed" });
    sink.next({ refuse: 451, at: "data" });
    await deliverDue("a");
    expect(await mailOf(id)).toMatchObject({ status: "queued", attempts: 1 });
  });

  it("stays where its invitation ended or has a newer link, or it is none", async () => {
    const ended = await refused("ended@bakery.example");
    const renewed = await refused("renewed@bakery.example");
    await invitations().updateOne({ _id: ended.invitation._id }, { $set: { status: "cancelled" } });
    await invitations().updateOne({ _id: renewed.invitation._id }, { $set: { sends: 2 } });
    const sent = await queueInvite(account, "sent@bakery.example");
    await deliverDue("a");
    const nobody = newId();
    const { queued, refused: no } = await replayMails({ ids: [ended.id, renewed.id, sent.id, nobody] });
    expect(queued).toEqual([]);
    expect(Object.fromEntries(no.map(({ id, reason }) => [id, reason]))).toEqual({
      [nobody.toHexString()]: "There is no such mail.",
      [ended.id.toHexString()]: expect.stringContaining("ended"),
      [renewed.id.toHexString()]: expect.stringContaining("newer link"),
      [sent.id.toHexString()]: expect.stringContaining("It is sent"),
    });
  });

  it("never takes an invitation back from what a provider said of it meanwhile", async () => {
    const { id, invitation } = await refused();
    await invitations().updateOne({ _id: invitation._id }, { $set: { "delivery.status": "delivered" } });
    await replayMails({ ids: [id] });
    expect((await deliveryOf(invitation)).status).toBe("delivered");
  });

  it("hundreds at once are each replayed once", async () => {
    const all = await queueInvites(account, numbered("f", 450));
    await mails().updateMany({}, { $set: { status: "failed" } });
    const { queued } = await replayMails({ status: "failed" });
    expect(new Set(queued).size).toBe(all.length);
    expect(queued).toHaveLength(all.length);
  });
});

describe("foyer mails", () => {
  it("counts, and lists with reasons", async () => {
    const { id } = await refused();
    await inDoubt();
    await queueInvites(account, numbered("q", 3));
    const { json, lines } = await run(mailsCommand, {});
    expect(json).toMatchObject({ counts: { failed: 1, unknown: 1, sending: 0 } });
    expect(lines[0]).toMatch(/^queued {6}3, the oldest written \d+ s ago$/);
    const listed = await run(mailsCommand, { status: "failed", limit: "5" });
    expect(listed.json).toMatchObject({
      data: [{ id: id.toHexString(), to: "ana@bakery.example", attempts: 1, status: "failed" }],
    });
    expect(listed.lines.join("\n")).toContain("no such mailbox");
  });

  it("says plainly that an unknown mail may arrive twice, and wants to hear it accepted", async () => {
    const { id } = await inDoubt();
    await expect(run(mailsReplay, { ids: [id.toHexString()] })).rejects.toThrow(/--may-arrive-twice/);
    expect(() => mailsReplay.check?.({ unknown: true })).toThrow(/--may-arrive-twice/);
    expect((await mailOf(id)).status).toBe("unknown");
    const { json, lines } = await run(mailsReplay, { unknown: true, "may-arrive-twice": true });
    expect(json).toMatchObject({ queued: [id.toHexString()], mayArriveTwice: 1 });
    expect(lines).toContain("1 of them may arrive twice.");
    await deliverDue("a");
    expect(sink.to("bo@bakery.example")).toHaveLength(2);
  });

  it.each([
    [mailsCommand, { status: "sent" }],
    [mailsCommand, { status: "failed", limit: "0" }],
    [mailsReplay, {}],
    [mailsReplay, { ids: ["nonsense"] }],
    [mailsReplay, { failed: true, unknown: true }],
  ])("is used wrongly: %#", (command, values) => {
    expect(() => command.check?.(values)).toThrow();
  });
});

describe("/metrics", () => {
  it("tells how many wait by priority, for how long the first has been due, and what is dead", async () => {
    await refused();
    await queueInvites(account, numbered("m", 4));
    await mails().updateMany({ status: "queued" }, { $set: { notBefore: new Date(Date.now() - 90_000) } });
    const request = new Request("http://localhost:3000/metrics", { headers: { [PEER_HEADER]: "127.0.0.1" } });
    const text = await (await metrics(request)).text();
    expect(text).toContain('foyer_outbox_queued{priority="3"} 4');
    expect(text).toContain('foyer_outbox_queued{priority="0"} 0');
    expect(text).toMatch(/foyer_outbox_lag_seconds\{priority="3"\} 9\d\./);
    expect(text).toContain('foyer_mails{status="failed"} 1');
    expect(text).toMatch(/foyer_outbox_provider_calls_total \d/);
  });
});

describe("an invitation that ends before its mail left", () => {
  it("got no further than the queue, and says that none was sent", async () => {
    const { id, invitation } = await queueInvite(account, "early@bakery.example");
    const ended = await transact((session) => endInvitation(session, invitation, "cancelled"));
    const told = { status: "queued", error: "The invitation ended before its mail left, so none was sent." };
    expect(ended?.delivery).toMatchObject(told);
    expect(await deliveryOf(invitation)).toMatchObject(told);
    expect((await mailOf(id)).status).toBe("cancelled");
  });

  it("keeps saying what became of it where it had left", async () => {
    const { invitation } = await queueInvite(account, "late@bakery.example");
    await deliverDue("a");
    await transact((session) => endInvitation(session, invitation, "cancelled"));
    expect((await deliveryOf(invitation)).status).toBe("sent");
  });
});
