import { beforeEach, describe, expect, it, vi } from "vitest";
import { userActor } from "@/lib/auth/session";
import { pauseIfBouncing, watchBounces } from "@/lib/batches/bounces";
import { resumeBatch } from "@/lib/batches/resume";
import type { BatchDoc } from "@/lib/db/batch-types";
import { batches, events, invitations, mails } from "@/lib/db/client";
import type { DeliveryStatus } from "@/lib/db/types";
import { isMailDue } from "@/lib/mail/claim";
import { LIST_PRIORITY } from "@/lib/mail/lists";
import { get } from "../../support/api";
import { address, createTenant, type Tenant } from "../../support/factories";
import { putList } from "../../support/lists";
import { type Queued, queueInvites } from "../../support/outbox";
import { callResend, callSendGrid, webhookSettings } from "../../support/provider-calls";
import {
  resendBounce,
  sendGridBounce,
  sendGridEvent,
  signedResendEvent,
  signedSendGridEvents,
} from "../../support/providers/events";

const { secret, privateKey } = webhookSettings();

let acme: Tenant;

beforeEach(async () => {
  acme = await createTenant();
  await mails().deleteMany({ status: "queued" });
});

interface Sent {
  batch: BatchDoc;
  queued: Queued[];
}

/** A list of which the provider took the first so many mails. */
async function sentList(rows: number, taken: number, status: BatchDoc["status"] = "mailing"): Promise<Sent> {
  const { batch } = await putList(acme, [], {
    ...{ status, rows, chunks: 1, tally: { 0: { invited: rows, skipped: 0, failed: 0 } } },
  });
  const emails = Array.from({ length: rows }, () => address("row"));
  const queued = await queueInvites(acme.account._id, emails, { batch: batch._id, priority: LIST_PRIORITY });
  const all = queued.map(({ invitation }) => invitation._id);
  await invitations().updateMany({ _id: { $in: all } }, { $set: { batch: batch._id } });
  await take({ batch, queued }, 0, taken);
  return { batch, queued };
}

/** The provider took these. */
async function take({ queued }: Sent, from: number, to: number, status: DeliveryStatus = "sent"): Promise<void> {
  const some = queued.slice(from, to);
  const at = new Date(Date.now() - 60_000);
  await mails().updateMany(
    { _id: { $in: some.map(({ id }) => id) } },
    { $set: { status: "sent", transport: "sendgrid", createdAt: at } },
  );
  await invitations().updateMany(
    { _id: { $in: some.map(({ invitation }) => invitation._id) } },
    { $set: { delivery: { status, transport: "sendgrid", error: null, at } } },
  );
}

const tagged = ({ id, invitation }: Queued) => ({ to: invitation.email, mail: id.toHexString() });

async function bounce({ queued }: Sent, from: number, to: number): Promise<void> {
  const told = queued.slice(from, to).map((one) => sendGridBounce(tagged(one)));
  const { status } = await callSendGrid(signedSendGridEvents(told, { privateKey }));
  expect(status).toBe(204);
}

const docOf = async ({ batch }: Sent) => (await batches().findOne({ _id: batch._id })) as BatchDoc;
/** Lists are looked at once a second at most, and once more after the last word. */
const paused = (sent: Sent) =>
  vi.waitFor(async () => expect((await docOf(sent)).status).toBe("paused"), { timeout: 10_000, interval: 50 });
const pauses = ({ batch }: Sent) => events().countDocuments({ type: "batch.paused", "subject.id": batch._id });

describe("a list whose mail bounces", () => {
  it("pauses itself past 3 in a hundred, says why, and none of its mails leaves any more", async () => {
    const sent = await sentList(200, 120);
    await bounce(sent, 0, 3);
    expect(await pauseIfBouncing(sent.batch._id)).toBe(false);
    expect((await docOf(sent)).status).toBe("mailing");
    await bounce(sent, 3, 4);
    await paused(sent);
    const doc = await docOf(sent);
    expect(doc).toMatchObject({ status: "paused", pausedFrom: "mailing", pausedBecause: { code: "bounces" } });
    expect(doc.pausedBecause?.message).toMatch(
      /^4 of 120 mails bounced \(3\.3 %\)\. .*cancel the list or resume it\.$/,
    );
    expect(doc.version).toBeGreaterThan(sent.batch.version);
    const event = await events().findOne({ type: "batch.paused", "subject.id": sent.batch._id });
    expect(event).toMatchObject({ actor: { type: "system" }, detail: { because: doc.pausedBecause?.message } });
    expect(await isMailDue()).toBe(false);
    const { body } = await get<{ status: string; pausedBecause: unknown }>(`/v1/batches/${doc._id}`, { as: acme.key });
    expect(body).toMatchObject({ status: "paused", pausedBecause: doc.pausedBecause });
  });

  it("is not judged before a hundred mails were taken, and is with the hundredth", async () => {
    const sent = await sentList(150, 99, "running");
    await bounce(sent, 0, 20);
    expect(await pauseIfBouncing(sent.batch._id)).toBe(false);
    await take(sent, 99, 100, "queued");
    const [hundredth] = sent.queued.slice(99);
    if (!hundredth) throw new Error("No mail");
    const delivered = sendGridEvent("delivered", tagged(hundredth));
    await callSendGrid(signedSendGridEvents([delivered], { privateKey }));
    await paused(sent);
    expect((await docOf(sent)).pausedFrom).toBe("running");
  });

  it("a few hundred told of at once, by a provider that tells each by itself: it pauses once", async () => {
    const sent = await sentList(300, 300);
    await mails().updateMany({ batch: sent.batch._id }, { $set: { transport: "resend" } });
    const calls = sent.queued.slice(0, 40).map((one) => {
      const about = { emailId: one.id.toHexString(), ...tagged(one) };
      return callResend(signedResendEvent(resendBounce(about), { secret }));
    });
    for (const { status } of await Promise.all(calls)) expect(status).toBe(204);
    await paused(sent);
    expect(await pauses(sent)).toBe(1);
  });

  it("what was refused, or is unknown, is no bounce", async () => {
    const sent = await sentList(200, 120);
    await take(sent, 0, 40, "failed");
    await take(sent, 40, 60, "unknown");
    await take(sent, 60, 80, "complained");
    expect(await pauseIfBouncing(sent.batch._id)).toBe(false);
  });

  it("once resumed it does not pause for the same ones again, and does for new ones", async () => {
    const sent = await sentList(400, 120);
    await bounce(sent, 0, 10);
    await paused(sent);
    // One that comes before the resume has been seen, too.
    await bounce(sent, 10, 11);
    const owner = userActor(acme.owner, null);
    expect((await resumeBatch(owner, sent.batch._id)).status).toBe("mailing");
    expect(await pauseIfBouncing(sent.batch._id)).toBe(false);
    await take(sent, 120, 240);
    await bounce(sent, 120, 123);
    expect(await pauseIfBouncing(sent.batch._id)).toBe(false);
    await bounce(sent, 123, 124);
    await paused(sent);
    expect((await docOf(sent)).pausedBecause?.message).toMatch(
      /^4 of 120 mails bounced since it was resumed \(3\.3 %\)/,
    );
    expect(await pauses(sent)).toBe(2);
  });

  it("one that has ended stays so, and one that is held by hand keeps that", async () => {
    const sent = await sentList(120, 120);
    await bounce(sent, 0, 2);
    for (const status of ["completed", "failed", "cancelled", "paused"] as const) {
      await batches().updateOne({ _id: sent.batch._id }, { $set: { status } });
      await take(sent, 0, 30, "bounced");
      await watchBounces([sent.batch._id]);
      expect(await pauseIfBouncing(sent.batch._id)).toBe(false);
      expect((await docOf(sent)).pausedBecause).toBeUndefined();
    }
    expect(await pauses(sent)).toBe(0);
  });
});
