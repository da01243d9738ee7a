import { setTimeout as sleep } from "node:timers/promises";
import { ObjectId } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newClaims } from "@/lib/auth/invite-token";
import { now, setClock } from "@/lib/clock";
import { accounts, brandings, invitations, mails, meta, transact } from "@/lib/db/client";
import type { AccountDoc, DeliveryStatus, InvitationDoc, MailDoc } from "@/lib/db/types";
import { waitAfter } from "@/lib/mail/backoff";
import { deliverDue, deliverRound } from "@/lib/mail/outbox";
import { cancelQueuedMails, type MailInput, queueMail } from "@/lib/mail/queue";
import { closeTransport } from "@/lib/mail/transports/registry";
import { MailSink } from "../support/mail-sink";
import { invitationOf, mailFor, settings, tenantAccount } from "../support/outbox";

const DAY = 24 * 3_600_000;
let acme: AccountDoc;
let account: ObjectId;
let sink: MailSink;

beforeAll(async () => {
  sink = await MailSink.open();
  acme = await tenantAccount();
  account = acme._id;
});

beforeEach(async () => {
  sink.clear();
  settings({
    MAIL_TRANSPORT: "smtp",
    SMTP_URL: sink.url,
    MAIL_FROM: "Foyer <foyer@acme.example>",
    MAIL_RATE: undefined,
  });
  await Promise.all([
    mails().deleteMany({}),
    invitations().deleteMany({}),
    brandings().deleteMany({}),
    meta().deleteMany({}),
  ]);
});

afterEach(() => setClock(0));

afterAll(async () => {
  await closeTransport();
  await sink.close();
});

async function invited(email = "ana@bakery.example", over: Partial<InvitationDoc> = {}): Promise<InvitationDoc> {
  const doc = invitationOf(account, email, over);
  await invitations().insertOne(doc);
  return doc;
}

const queue = (input: MailInput) => transact((session) => queueMail(session, input));
const mail = async (id: ObjectId) => (await mails().findOne({ _id: id })) as MailDoc;
const delivery = async ({ _id }: InvitationDoc) => (await invitations().findOne({ _id }))?.delivery;
const makeDue = () => mails().updateMany({ status: "queued" }, { $set: { notBefore: new Date(0) } });

describe("a mail that is due", () => {
  it("leaves once, and the invitation says so", async () => {
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    expect(await deliverDue("a")).toBe(1);
    const [taken, ...others] = sink.to("ana@bakery.example");
    expect(others).toEqual([]);
    expect(taken?.subject).toBe("Rui Costa invited you to Acme");
    expect(taken?.from).toEqual({ name: "Foyer", address: "foyer@acme.example" });
    expect(taken?.link).toMatch(/^http:\/\/localhost:3000\/v1\/accounts\/accept-invite\?token=ey/);
    expect(await mail(id)).toMatchObject({
      status: "sent",
      transport: "smtp",
      attempts: 1,
      lease: null,
      error: null,
      messageId: `<${id}@acme.example>`,
      sentAt: expect.any(Date),
    });
    expect(taken?.messageId).toBe(`<${id}@acme.example>`);
    expect(await delivery(invitation)).toMatchObject({ status: "sent", transport: "smtp", error: null });
    expect((await invitations().findOne({ _id: invitation._id }))?.timeline.map(({ event }) => event)).toEqual([
      "sent",
    ]);
    expect(await deliverDue("a")).toBe(0);
  });

  it("lies with no link or key at rest", async () => {
    const id = await queue(mailFor(await invited()));
    await deliverDue("a");
    const token = new URL(sink.all()[0]?.link ?? "").searchParams.get("token") ?? "";
    const stored = JSON.stringify(await mail(id));
    expect(token.length).toBeGreaterThan(100);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain("accept-invite");
    for (const part of token.split(".")) expect(stored).not.toContain(part);
  });

  it("leaves once however many copies look", async () => {
    const count = 60;
    for (let index = 0; index < count; index += 1) {
      await queue(mailFor(await invited(`p${index}@bakery.example`)));
    }
    const copies = Array.from({ length: 8 }, (_, copy) => deliverDue(`copy-${copy}`));
    const handled = (await Promise.all(copies)).reduce((a, b) => a + b);
    expect(handled).toBe(count);
    expect(new Set(sink.all().map(({ envelope }) => envelope.to[0])).size).toBe(count);
    expect(sink.all()).toHaveLength(count);
    expect(await invitations().countDocuments({ "delivery.status": "sent" })).toBe(count);
  });

  it("passwords overtake invitations, and they notices; among equals the longest wait counts", async () => {
    settings({ MAIL_RATE: "1000" });
    const invitation = await invited();
    for (const [email, priority] of [
      ["c1", 2],
      ["b1", 1],
      ["c2", 2],
      ["a1", 0],
      ["b2", 1],
    ] as const) {
      await queue(mailFor(invitation, { to: { email: `${email}@x.example`, name: "" }, priority, send: null }));
      await sleep(2);
    }
    for (let left = 5; left > 0; left -= 1) await deliverDue("a", { max: 1 });
    expect(sink.all().map(({ envelope }) => envelope.to[0]?.slice(0, 2))).toEqual(["a1", "b1", "b2", "c1", "c2"]);
  });

  it("comes from the tenant's name with its reply-to where a branding says so, inherited from above", async () => {
    const child: AccountDoc = {
      ...acme,
      _id: new ObjectId(),
      name: "Blue Bakery",
      parent: account,
      ancestors: [account],
    };
    await accounts().insertOne(child);
    await brandings().insertOne({
      _id: new ObjectId(),
      account,
      name: "Acme\r\nBcc: eve@evil.example",
      colour: "#1a4d8f",
      replyTo: "help@acme.example",
      supportAddress: null,
      footer: "Acme, Lisbon",
      logo: null,
      updatedAt: new Date(),
      version: 1,
    });
    await queue(mailFor(await invited(), { account: child._id }));
    await deliverDue("a");
    const [taken] = sink.all();
    expect(taken?.from.address).toBe("foyer@acme.example");
    expect(taken?.from.name).toMatch(/^Acme Bcc/);
    expect(taken?.headers.has("bcc")).toBe(false);
    expect(taken?.replyTo).toBe("help@acme.example");
    expect(taken?.html).toContain("#1a4d8f");
    expect(taken?.text).toContain("Acme, Lisbon");
  });

  it("an id that is derived makes a second one impossible", async () => {
    const invitation = await invited();
    const id = new ObjectId();
    await queue(mailFor(invitation, { id }));
    await expect(queue(mailFor(invitation, { id }))).rejects.toMatchObject({ code: 11000 });
    await deliverDue("a");
    expect(sink.all()).toHaveLength(1);
  });
});

describe("a mail whose link is worth nothing any more", () => {
  it.each(["accepted", "declined", "cancelled", "expired"] as const)("is not sent: %s", async (status) => {
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    await invitations().updateOne({ _id: invitation._id }, { $set: { status } });
    await deliverDue("a");
    expect(sink.all()).toEqual([]);
    expect(await mail(id)).toMatchObject({ status: "cancelled", error: expect.stringMatching(/ended/) });
  });

  it("is not sent: a newer link took its place", async () => {
    const invitation = await invited();
    const older = await queue(mailFor(invitation));
    await invitations().updateOne({ _id: invitation._id }, { $set: { sends: 2 } });
    const newer = await queue(mailFor({ ...invitation, sends: 2 }));
    await deliverDue("a");
    expect(sink.all()).toHaveLength(1);
    expect((await mail(older)).status).toBe("cancelled");
    expect((await mail(newer)).status).toBe("sent");
  });

  it("is not sent: the link ran out while it waited", async () => {
    const id = await queue(mailFor(await invited()));
    setClock(8 * DAY);
    await deliverDue("a");
    expect(sink.all()).toEqual([]);
    expect((await mail(id)).status).toBe("cancelled");
  });

  it("cancelling takes back what waits, and leaves notices alone", async () => {
    const invitation = await invited();
    const link = await queue(mailFor(invitation));
    const notice = await queue(mailFor(invitation, { kind: "invite-declined", claims: null, send: null }));
    expect(await transact((session) => cancelQueuedMails(session, { invitation: invitation._id }))).toBe(1);
    expect(await transact((session) => cancelQueuedMails(session, { invitation: invitation._id }))).toBe(0);
    await deliverDue("a");
    expect((await mail(link)).status).toBe("cancelled");
    expect((await mail(notice)).status).toBe("sent");
  });

  it("cancelling while copies send: each mail left or was taken back, never both", async () => {
    const all = [];
    for (let index = 0; index < 40; index += 1) {
      const invitation = await invited(`r${index}@bakery.example`);
      all.push({ invitation, id: await queue(mailFor(invitation)) });
    }
    const sending = [deliverDue("a"), deliverDue("b")];
    const cancelling = all.map(({ invitation }) =>
      transact((session) => cancelQueuedMails(session, { invitation: invitation._id })),
    );
    const cancelled = (await Promise.all(cancelling)).map((count) => count === 1);
    await Promise.all(sending);
    for (const [index, { id, invitation }] of all.entries()) {
      const { status } = await mail(id);
      expect(status).toBe(cancelled[index] ? "cancelled" : "sent");
      expect(sink.to(invitation.email)).toHaveLength(cancelled[index] ? 0 : 1);
    }
  });
});

describe("trouble on the other side", () => {
  it("away: the mail waits and says so, the invitation stands, and it leaves when the server is back", async () => {
    const gone = await MailSink.open();
    const { port, url } = gone;
    await gone.close();
    settings({ SMTP_URL: url });
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    const other = await queue(mailFor(await invited("bo@berg.example")));
    const round = await deliverRound("a", { max: 1 });
    expect(round).toEqual({ handled: 1, away: true });
    const waiting = await mail(id);
    expect(waiting).toMatchObject({ status: "queued", attempts: 1, lease: null });
    expect(waiting.error).toMatch(/cannot be reached.*keeps trying/);
    expect(waiting.notBefore.getTime()).toBeLessThan(Date.now() + 2_500);
    expect((await mail(other)).attempts).toBe(0);
    expect(await delivery(invitation)).toMatchObject({
      status: "queued",
      error: expect.stringContaining("cannot be reached"),
    });

    await makeDue();
    await deliverRound("a");
    await makeDue();
    await deliverRound("a");
    expect((await mail(id)).attempts).toBeGreaterThan(1);
    const back = await MailSink.open({ port });
    await makeDue();
    await deliverDue("a");
    const again = await back.lastTo("ana@bakery.example");
    expect(again.messageId).toBe(`<${id}@acme.example>`);
    expect(await delivery(invitation)).toMatchObject({ status: "sent", error: null });
    expect((await mail(id)).error).toBeNull();
    await back.close();
  });

  it("a definite no is final, with its reason", async () => {
    sink.next({ refuse: 550, at: "recipient", words: "no such mailbox" });
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    await deliverDue("a");
    expect(await mail(id)).toMatchObject({ status: "failed", error: expect.stringContaining("no such mailbox") });
    expect(await delivery(invitation)).toMatchObject({
      status: "failed",
      error: expect.stringContaining("no such mailbox"),
    });
    expect((await invitations().findOne({ _id: invitation._id }))?.status).toBe("pending");
    await makeDue();
    expect(await deliverDue("a")).toBe(0);
  });

  it("a later: tried again with the same Message-ID and link, then taken", async () => {
    sink.next({ refuse: 451, at: "data", words: "greylisted" });
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    await deliverDue("a");
    expect(await mail(id)).toMatchObject({ status: "queued", error: expect.stringContaining("greylisted") });
    expect((await delivery(invitation))?.error).toContain("greylisted");
    const { frozen } = await mail(id);
    settings({ APP_URL: "https://moved.example", MAIL_FROM: "Other <other@else.example>" });
    await makeDue();
    await deliverDue("b");
    settings({ APP_URL: "http://localhost:3000" });
    expect((await mail(id)).frozen).toEqual(frozen);
    expect(sink.all()[0]).toMatchObject({ messageId: frozen?.messageId, from: { address: "foyer@acme.example" } });
    expect(sink.all()[0]?.link).toContain("http://localhost:3000/");
  });

  it("a connection lost after the message: unknown, visible, and not sent again by itself", async () => {
    sink.next("drop-after-data");
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    await deliverDue("a");
    expect(await mail(id)).toMatchObject({ status: "unknown", error: expect.stringMatching(/before it said/) });
    expect(await delivery(invitation)).toMatchObject({ status: "unknown" });
    await makeDue();
    expect(await deliverDue("a")).toBe(0);
    expect(sink.all()).toHaveLength(1);
  });

  it("gives up after three days, in words", async () => {
    settings({ SMTP_URL: "smtp://127.0.0.1:1" });
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    await deliverDue("a");
    expect((await mail(id)).status).toBe("queued");
    setClock(3 * DAY + 60_000);
    await makeDue();
    await deliverDue("a");
    expect(await mail(id)).toMatchObject({
      status: "failed",
      error: expect.stringMatching(/^Given up after three days/),
    });
    expect(await delivery(invitation)).toMatchObject({ status: "failed" });
  });

  it("a secret that is no longer known fails the mail with a sentence, and only that mail", async () => {
    const invitation = await invited();
    const claims = { ...newClaims(invitation._id, 1, "mail", now(), invitation.expiresAt), keyId: "gone" };
    const id = await queue(mailFor(invitation, { claims }));
    const good = await queue(mailFor(await invited("bo@berg.example")));
    const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await deliverDue("a");
    expect(stderr).toHaveBeenCalledTimes(1);
    stderr.mockRestore();
    expect(await mail(id)).toMatchObject({ status: "failed", error: expect.stringMatching(/Send it again/) });
    expect((await mail(good)).status).toBe("sent");
  });

  it("waits grow, are spread, end at five minutes and never undercut a Retry-After", () => {
    const of = (attempts: number, retryAfter = 0) => Array.from({ length: 500 }, () => waitAfter(attempts, retryAfter));
    expect(Math.max(...of(1))).toBeLessThanOrEqual(2_000);
    expect(Math.max(...of(4))).toBeGreaterThan(10_000);
    expect(Math.max(...of(50))).toBeLessThanOrEqual(300_000);
    expect(new Set(of(5)).size).toBeGreaterThan(400);
    expect(Math.min(...of(1, 30))).toBe(30_000);
  });
});

describe("a worker that is lost", () => {
  const past = new Date(Date.now() - 1_000);

  it("before the mail left: another one takes it", async () => {
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    await mails().updateOne(
      { _id: id },
      { $set: { attempts: 1, notBefore: past, lease: { by: "dead", until: past, fence: 1 } } },
    );
    await deliverDue("b");
    expect(sink.all()).toHaveLength(1);
    expect(await mail(id)).toMatchObject({ status: "sent", attempts: 2 });
  });

  it("while it was leaving by SMTP: unknown, never silently sent twice", async () => {
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    await mails().updateOne(
      { _id: id },
      {
        $set: {
          status: "sending",
          attempts: 1,
          lease: { by: "dead", until: past, fence: 1 },
          frozen: {
            appUrl: "http://localhost:3000",
            from: "x@acme.example",
            transport: "smtp",
            messageId: "<1@acme.example>",
          },
        },
      },
    );
    await deliverDue("b");
    expect(sink.all()).toEqual([]);
    expect(await mail(id)).toMatchObject({ status: "unknown", error: expect.stringContaining("not known") });
    expect(await delivery(invitation)).toMatchObject({ status: "unknown", transport: "smtp" });
  });

  it("while it was leaving into the mailbox: simply repeated", async () => {
    settings({ MAIL_TRANSPORT: "mailbox" });
    const invitation = await invited();
    const id = await queue(mailFor(invitation));
    await mails().updateOne(
      { _id: id },
      {
        $set: {
          status: "sending",
          attempts: 1,
          lease: { by: "dead", until: past, fence: 1 },
          frozen: {
            appUrl: "http://localhost:3000",
            from: "x@acme.example",
            transport: "mailbox",
            messageId: "<1@acme.example>",
          },
        },
      },
    );
    await deliverDue("b");
    expect(await mail(id)).toMatchObject({ status: "sent", transport: "mailbox" });
    expect(await delivery(invitation)).toMatchObject({ status: "sent", transport: "mailbox" });
  });

  it("that was only slow may still tell what it alone knows", async () => {
    for (const [behaviour, end] of [
      ["hang-after-data", "unknown"],
      ["hang-before-data", "sent"],
    ] as const) {
      sink.clear();
      sink.next(behaviour);
      const invitation = await invited(`${behaviour}@bakery.example`);
      const id = await queue(mailFor(invitation));
      const slow = deliverDue("slow");
      while (sink.silences === 0) await sleep(10);
      await mails().updateOne({ _id: id }, { $set: { "lease.until": past } });
      expect(await deliverDue("other")).toBe(0);
      expect((await mail(id)).status).toBe("unknown");
      sink.dropConnections();
      await slow;
      await makeDue();
      await deliverDue("other");
      expect((await mail(id)).status).toBe(end);
      expect((await delivery(invitation))?.status).toBe(end);
      expect(sink.all()).toHaveLength(1);
    }
  });
});

describe("delivery of an invitation", () => {
  it.each(["delivered", "bounced", "complained"] satisfies DeliveryStatus[])(
    "never goes back from %s",
    async (status) => {
      const invitation = await invited();
      await queue(mailFor(invitation));
      await invitations().updateOne({ _id: invitation._id }, { $set: { "delivery.status": status } });
      await deliverDue("a");
      expect((await delivery(invitation))?.status).toBe(status);
    },
  );

  it("says nothing about an earlier send, nor from a notice or a repeat of the link", async () => {
    const invitation = await invited("ana@bakery.example", { sends: 2 });
    await queue(mailFor(invitation, { send: 1 }));
    await queue(mailFor(invitation, { send: null, kind: "invite-link-again" }));
    await deliverDue("a");
    expect(sink.all()).toHaveLength(2);
    expect((await delivery(invitation))?.status).toBe("queued");
  });
});

describe("MAIL_RATE", () => {
  it("holds for all copies together", async () => {
    settings({ MAIL_RATE: "20" });
    for (let index = 0; index < 11; index += 1) await queue(mailFor(await invited(`q${index}@bakery.example`)));
    const begun = Date.now();
    await Promise.all([deliverDue("a"), deliverDue("b"), deliverDue("c")]);
    expect(sink.all()).toHaveLength(11);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(480);
  });
});
