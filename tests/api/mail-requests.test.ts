import { ObjectId } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { brandings, invitations, mailRequests, mails, meta, transact } from "@/lib/db/client";
import { claimMails } from "@/lib/mail/claim";
import { deliverDue, deliverRound } from "@/lib/mail/outbox";
import { prepareMails, type Ready } from "@/lib/mail/prepare";
import { cancelQueuedMails } from "@/lib/mail/queue";
import { composeRequests } from "@/lib/mail/requests";
import { closeTransport, currentTransport } from "@/lib/mail/transports/registry";
import { deliveryOf, mailOf, numbered, queueInvite, queueInvites, settings, tenantAccount } from "../support/outbox";
import { ResendServer } from "../support/providers/resend";
import { SendGridServer } from "../support/providers/sendgrid";

const HOUR = 3_600_000;
let resend: ResendServer;
let sendgrid: SendGridServer;
let account: ObjectId;

const useResend = () =>
  settings({
    MAIL_TRANSPORT: "resend",
    RESEND_API_KEY: resend.key,
    RESEND_BASE_URL: resend.url,
    MAIL_RATE: "50",
  });

const useSendGrid = (templates?: string) =>
  settings({
    MAIL_TRANSPORT: "sendgrid",
    SENDGRID_API_KEY: sendgrid.key,
    SENDGRID_BASE_URL: sendgrid.url,
    SENDGRID_TEMPLATES: templates,
    MAIL_RATE: undefined,
  });

const TEMPLATES = JSON.stringify({ "invite-user": "d-0123456789abcdef0123456789abcdef" });

beforeAll(async () => {
  resend = await ResendServer.open();
  sendgrid = await SendGridServer.open();
  account = (await tenantAccount())._id;
});

beforeEach(async () => {
  resend.clear();
  resend.rate = null;
  sendgrid.clear();
  settings({ MAIL_FROM: "Foyer <foyer@acme.example>" });
  useResend();
  await Promise.all([mails(), mailRequests(), invitations(), meta(), brandings()].map((each) => each.deleteMany({})));
});

afterEach(() => setClock(0));

afterAll(async () => {
  await closeTransport();
  await resend.close();
  await sendgrid.close();
});

const keys = () => resend.sends.map(({ headers }) => headers["idempotency-key"]);
const bodies = () => resend.sends.map(({ body }) => body);
const times = () => resend.sends.map(({ at }) => at);
/** What waits for another attempt may have it now. */
const makeDue = async () => {
  await mailRequests().updateMany({ status: "open", lease: null }, { $set: { notBefore: new Date(0) } });
  await meta().deleteMany({});
};
const statuses = async () => (await mails().find().toArray()).map(({ status }) => status);

/** A worker that composed a call and was lost before it knew the answer. */
async function composeAndDie(): Promise<void> {
  const transport = currentTransport();
  if (!transport.batch) throw new Error("This is about providers' calls");
  const ready: Ready[] = [];
  for await (const some of prepareMails(await claimMails("lost", 100), transport)) ready.push(...some);
  await composeRequests("lost", [ready], transport);
}

const leaseRunsOut = () =>
  mailRequests().updateMany({ status: "open" }, [
    { $set: { notBefore: new Date(0), "lease.until": { $subtract: ["$$NOW", 1000] } } },
  ]);

describe("a provider's call", () => {
  it("a hundred mails that are due are one, and each invitation says so with the provider's id", async () => {
    const all = await queueInvites(account, numbered("p", 100));
    expect(await deliverDue("a")).toBe(100);
    expect(resend.sends).toHaveLength(1);
    expect(new Set(resend.mails.map(({ recipient }) => recipient)).size).toBe(100);
    const [request] = await mailRequests().find().toArray();
    expect(request).toMatchObject({ status: "done", lease: null, attempts: 1, doneAt: expect.any(Date) });
    expect(keys()).toEqual([request?._id.toHexString()]);
    for (const { invitation, id } of all.slice(0, 3)) {
      const taken = resend.to(invitation.email)[0];
      expect(await mailOf(id)).toMatchObject({ status: "sent", messageId: taken?.id, request: request?._id });
      expect(await deliveryOf(invitation)).toMatchObject({ status: "sent", transport: "resend", messageId: taken?.id });
    }
    expect(await invitations().countDocuments({ "delivery.status": "sent" })).toBe(100);
  });

  it("a mail alone leaves at once; invitations sent while a call's moment is waited for share it", async () => {
    settings({ MAIL_RATE: "1" });
    await queueInvite(account, "first@bakery.example");
    const begun = Date.now();
    await deliverDue("a");
    expect(times()[0]).toBeLessThan(begun + 900);
    await queueInvite(account, "second@bakery.example");
    const round = deliverDue("a");
    for (const email of numbered("close", 5)) await queueInvite(account, email);
    await round;
    await deliverDue("a");
    expect(resend.mails).toHaveLength(7);
    expect(resend.sends.length).toBeLessThanOrEqual(3);
    expect((times()[1] ?? 0) - (times()[0] ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it("copies that look at once send nothing twice", async () => {
    await queueInvites(account, numbered("q", 450));
    const handled = await Promise.all(Array.from({ length: 6 }, (_, copy) => deliverDue(`copy-${copy}`)));
    expect(handled.reduce((a, b) => a + b)).toBe(450);
    expect(resend.mails).toHaveLength(450);
    expect(new Set(resend.mails.map(({ recipient }) => recipient)).size).toBe(450);
    expect(new Set(keys()).size).toBe(keys().length);
    expect(await mails().countDocuments({ status: "sent" })).toBe(450);
  });
});

describe("429 with Retry-After", () => {
  it("nobody calls before it is over, and then it is the same call to the letter", async () => {
    resend.trouble({ status: 429, headers: { "retry-after": "2" } });
    const [one] = await queueInvites(account, numbered("r", 30));
    await deliverRound("a");
    if (!one) throw new Error("Nothing was queued");
    const copies = async () => {
      while (resend.mails.length < 31) await Promise.all([deliverRound("a"), deliverRound("b"), deliverRound("c")]);
    };
    await queueInvite(account, "later@bakery.example");
    await copies();
    const [refused, ...others] = times();
    for (const at of others) expect(at - (refused ?? 0)).toBeGreaterThanOrEqual(2000);
    // Which of the two calls comes first then, nobody said.
    const again = keys().lastIndexOf(keys()[0]);
    expect(again).toBeGreaterThan(0);
    expect(bodies()[again]).toBe(bodies()[0]);
    expect(new Set(resend.mails.map(({ recipient }) => recipient)).size).toBe(31);
    expect(resend.mails).toHaveLength(31);
  });

  it("what waits says why, and the invitation stays queued", async () => {
    resend.trouble({ status: 429, headers: { "retry-after": "60" } });
    const { invitation, id } = await queueInvite(account, "ana@bakery.example");
    await deliverRound("a");
    expect(await mailOf(id)).toMatchObject({ status: "sending", error: expect.stringContaining("Foyer keeps trying") });
    expect(await deliveryOf(invitation)).toMatchObject({
      status: "queued",
      error: expect.stringContaining("more slowly"),
    });
    const round = await deliverRound("a");
    expect(round).toMatchObject({ handled: 0 });
    await queueInvite(account, "bo@bakery.example");
    expect(await deliverRound("b")).toMatchObject({ handled: 0, away: true, held: expect.any(Number) });
    expect(resend.sends).toHaveLength(1);
  });
});

describe("a call whose fate is open", () => {
  it.each([
    ["500 after all was taken", { status: 500, taken: true }],
    ["500 before anything was", { status: 500 }],
    ["a connection lost after all was taken", "drop-after"],
    ["a connection lost before anything was", "drop-before"],
  ] as const)("%s: asked again under the same key with the same bodies, delivered once", async (_name, trouble) => {
    resend.trouble(trouble);
    const all = await queueInvites(account, numbered("s", 20));
    await deliverRound("a");
    expect(await mailRequests().findOne()).toMatchObject({ status: "open", doubtful: true, lease: null });
    // What the account looks like from now on is not what these mails wear.
    await brandings().insertOne({
      _id: new ObjectId(),
      account,
      name: "Something else",
      colour: "#aa0000",
      replyTo: "new@acme.example",
      supportAddress: null,
      footer: "A new footer",
      logo: null,
      version: 1,
      updatedAt: new Date(),
    });
    settings({ APP_URL: "https://moved.example", MAIL_FROM: "Else <else@acme.example>" });
    await makeDue();
    await deliverRound("b");
    settings({ APP_URL: "http://localhost:3000" });
    expect(resend.sends).toHaveLength(2);
    expect(keys()[1]).toBe(keys()[0]);
    expect(bodies()[1]).toBe(bodies()[0]);
    expect(resend.mails).toHaveLength(20);
    expect(await mails().countDocuments({ status: "sent", error: null })).toBe(20);
    expect(await invitations().countDocuments({ "delivery.status": "sent", "delivery.error": null })).toBe(20);
    expect((await mailOf(all[0]?.id as ObjectId)).messageId).toBe(resend.to("s0@bakery.example")[0]?.id);
  });

  it("a worker lost in between: another one makes the same call", async () => {
    await queueInvites(account, numbered("t", 10));
    await composeAndDie();
    expect(await deliverDue("b")).toBe(0);
    await leaseRunsOut();
    await deliverDue("b");
    expect(await mailRequests().findOne()).toMatchObject({ status: "done", doubtful: true, attempts: 2 });
    expect(resend.mails).toHaveLength(10);
    expect(await statuses()).toEqual(Array(10).fill("sent"));
  });

  it("is not asked about again when the provider may have forgotten the key: unknown, on the invitation, too", async () => {
    resend.trouble({ status: 500, taken: true });
    const all = await queueInvites(account, numbered("u", 3));
    await deliverRound("a");
    await makeDue();
    await mailRequests().updateMany({}, { $set: { doubtfulSince: new Date(Date.now() - 23 * HOUR - 60_000) } });
    await deliverRound("a");
    expect(resend.sends).toHaveLength(1);
    expect(await statuses()).toEqual(Array(3).fill("unknown"));
    for (const { invitation } of all) {
      expect(await deliveryOf(invitation)).toMatchObject({
        status: "unknown",
        error: expect.stringContaining("not sent again by itself"),
      });
    }
    await makeDue();
    expect(await deliverDue("a")).toBe(0);
  });

  it("an hour earlier it still is", async () => {
    resend.trouble({ status: 500, taken: true });
    await queueInvites(account, numbered("u", 3));
    await deliverRound("a");
    await makeDue();
    await mailRequests().updateMany({}, { $set: { doubtfulSince: new Date(Date.now() - 22 * HOUR) } });
    await deliverRound("a");
    expect(resend.mails).toHaveLength(3);
    expect(await statuses()).toEqual(Array(3).fill("sent"));
  });
});

describe("a definite no", () => {
  it("to one of a hundred: 99 are delivered once, one failed alone and says so on its invitation", async () => {
    resend.refuse("p41@bakery.example", "The mailbox is not allowed.");
    const all = await queueInvites(account, numbered("p", 100));
    await deliverDue("a");
    expect(resend.mails).toHaveLength(99);
    expect(new Set(resend.mails.map(({ recipient }) => recipient)).size).toBe(99);
    expect(await mails().countDocuments({ status: "sent" })).toBe(99);
    const refused = all[41];
    if (!refused) throw new Error("Nothing was queued");
    expect(await mailOf(refused.id)).toMatchObject({
      status: "failed",
      error: expect.stringContaining("The mailbox is not allowed."),
    });
    expect(await deliveryOf(refused.invitation)).toMatchObject({
      status: "failed",
      error: expect.stringContaining("The mailbox is not allowed."),
    });
    expect(await invitations().countDocuments({ "delivery.status": "sent" })).toBe(99);
  });

  it("the same after 429, 500, and an answer lost after all was taken, one after the other", async () => {
    resend.refuse("p7@bakery.example");
    resend.trouble({ status: 429, headers: { "retry-after": "1" } }, { status: 500 }, "drop-after");
    await queueInvites(account, numbered("p", 100));
    for (let round = 0; round < 4; round += 1) {
      await deliverRound("a");
      await makeDue();
    }
    expect(new Set(keys()).size).toBe(1);
    expect(new Set(bodies()).size).toBe(1);
    expect(resend.mails).toHaveLength(99);
    expect(await mails().countDocuments({ status: "sent" })).toBe(99);
    expect(await mails().countDocuments({ status: "failed" })).toBe(1);
  });

  it("to the call as a whole: it is halved under new keys until the one to blame is alone", async () => {
    const all = await queueInvites(account, numbered("v", 8));
    const blamed = all[5]?.invitation.email ?? "";
    resend.trouble({ status: 422 }, { status: 422 });
    resend.refuse(blamed);
    for (let round = 0; round < 6; round += 1) await deliverRound("a");
    expect(new Set(keys()).size).toBe(keys().length);
    expect(resend.mails).toHaveLength(7);
    expect(await mails().countDocuments({ status: "sent" })).toBe(7);
    expect(await mails().findOne({ status: "failed" })).toMatchObject({ to: { email: blamed } });
    expect(await mailRequests().countDocuments({ status: "open" })).toBe(0);
  });
});

describe("an invitation that is cancelled", () => {
  it("is left out of a call that is composed afterwards, and stays in one that was before", async () => {
    const [before, after] = await queueInvites(account, numbered("w", 2));
    if (!before || !after) throw new Error("Nothing was queued");
    const transport = currentTransport();
    if (!transport.batch) throw new Error("This is about providers' calls");
    const ready: Ready[] = [];
    for await (const some of prepareMails(await claimMails("a", 100), transport)) ready.push(...some);
    const cancel = ({ _id }: { _id: ObjectId }) =>
      transact((session) => cancelQueuedMails(session, { invitation: _id }));
    expect(await cancel(after.invitation)).toBe(1);
    const [composed] = await composeRequests("a", [ready], transport);
    expect(composed?.request.mails).toEqual([before.id]);
    expect(await cancel(before.invitation)).toBe(0);
    await leaseRunsOut();
    await deliverDue("b");
    expect(resend.mails.map(({ recipient }) => recipient)).toEqual([before.invitation.email]);
    expect((await mailOf(before.id)).status).toBe("sent");
    expect((await mailOf(after.id)).status).toBe("cancelled");
  });

  it("while copies send: each mail left or was taken back, never both", async () => {
    const all = await queueInvites(account, numbered("x", 150));
    const sending = [deliverDue("a"), deliverDue("b")];
    const cancelled = await Promise.all(
      all.map(({ invitation }) => transact((session) => cancelQueuedMails(session, { invitation: invitation._id }))),
    );
    await Promise.all(sending);
    for (const [index, { id, invitation }] of all.entries()) {
      expect((await mailOf(id)).status).toBe(cancelled[index] ? "cancelled" : "sent");
      expect(resend.to(invitation.email)).toHaveLength(cancelled[index] ? 0 : 1);
    }
  });
});

describe.each([
  ["one mail a request", undefined],
  ["many mails a request, by a template of the provider's", TEMPLATES],
])("a provider without idempotency keys, %s", (_name, templates) => {
  beforeEach(() => useSendGrid(templates));

  it("takes each mail once", async () => {
    await queueInvites(account, numbered("g", 60));
    await Promise.all([deliverDue("a"), deliverDue("b")]);
    expect(sendgrid.mails).toHaveLength(60);
    expect(new Set(sendgrid.mails.map(({ recipient }) => recipient)).size).toBe(60);
    expect(await mails().countDocuments({ status: "sent" })).toBe(60);
    expect(await invitations().countDocuments({ "delivery.status": "sent" })).toBe(60);
  });

  it.each([
    ["an answer lost", "drop-after"],
    ["500", { status: 500 }],
  ] as const)("%s: unknown, visible, and never sent again by itself", async (_trouble, trouble) => {
    sendgrid.trouble(trouble);
    const { invitation, id } = await queueInvite(account, "ana@bakery.example");
    await deliverRound("a");
    expect((await mailOf(id)).status).toBe("unknown");
    expect((await deliveryOf(invitation)).status).toBe("unknown");
    await makeDue();
    expect(await deliverDue("a")).toBe(0);
    expect(sendgrid.sends).toHaveLength(1);
  });

  it("429 with Retry-After: certainly not taken, so all are tried again, and none before it is over", async () => {
    sendgrid.trouble({ status: 429, headers: { "retry-after": "1" } });
    await queueInvite(account, "ana@bakery.example");
    await deliverRound("a");
    await queueInvites(account, numbered("h", 20));
    while (sendgrid.mails.length < 21) await Promise.all([deliverRound("a"), deliverRound("b")]);
    const [refused, ...others] = sendgrid.sends.map(({ at }) => at);
    for (const at of others) expect(at - (refused ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(sendgrid.mails).toHaveLength(21);
    expect(await mails().countDocuments({ status: "sent" })).toBe(21);
  });
});

it("a call composed for a provider without keys, whose worker was lost: unknown, and not made again", async () => {
  useSendGrid(TEMPLATES);
  const { invitation, id } = await queueInvite(account, "ana@bakery.example");
  await composeAndDie();
  await leaseRunsOut();
  await deliverDue("b");
  expect(sendgrid.sends).toHaveLength(0);
  expect((await mailOf(id)).status).toBe("unknown");
  expect((await deliveryOf(invitation)).status).toBe("unknown");
});

describe("when the settings name another transport", () => {
  it("what was certainly not taken leaves there, what may have been is unknown", async () => {
    resend.trouble({ status: 429, headers: { "retry-after": "60" } });
    const waiting = await queueInvite(account, "waiting@bakery.example");
    await deliverRound("a");
    await meta().deleteMany({});
    resend.trouble({ status: 500 });
    const open = await queueInvite(account, "open@bakery.example");
    await deliverRound("a");
    useSendGrid();
    await deliverRound("a");
    await deliverRound("a");
    expect(await mailOf(waiting.id)).toMatchObject({ status: "sent", transport: "sendgrid" });
    expect(await mailOf(open.id)).toMatchObject({ status: "unknown" });
    expect(sendgrid.mails.map(({ recipient }) => recipient)).toEqual(["waiting@bakery.example"]);
    expect(await mailRequests().countDocuments({ status: "open" })).toBe(0);
  });
});

describe("the rate", () => {
  it("calls arrive as far apart as they may, though the first one takes longer: none is refused", async () => {
    settings({ MAIL_RATE: undefined });
    resend.rate = 2;
    // Its connection is opened anew, and its letter drawn for the first time.
    await closeTransport();
    await queueInvites(account, numbered("x", 500));
    while (resend.mails.length < 500) await deliverRound("a");
    expect(resend.sends.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const [index, at] of times().entries()) {
      if (index > 0) expect(at - (times()[index - 1] ?? 0)).toBeGreaterThanOrEqual(500);
    }
  });

  it("follows the provider's own headers: no call is refused", async () => {
    settings({ MAIL_RATE: undefined });
    resend.rate = 10;
    await queueInvites(account, numbered("y", 1500));
    const begun = Date.now();
    while (resend.mails.length < 1500) await deliverRound("a");
    expect(resend.sends.every(({ status }) => status === 200)).toBe(true);
    expect(await meta().findOne({ _id: "mail-rate:resend" })).toMatchObject({ perSecond: 10 });
    // Two a second, which is what is documented, would take seven seconds.
    expect(Date.now() - begun).toBeLessThan(6_500);
  });
});
