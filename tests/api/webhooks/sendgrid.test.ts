import { describe, expect, it } from "vitest";
import { events, invitations, mails, providerEvents, suppressions } from "@/lib/db/client";
import { forgetEnv } from "@/lib/env";
import { address, createTenant } from "../../support/factories";
import { invitationDoc } from "../../support/invites";
import {
  callSendGrid,
  permutations,
  type SentLetter,
  sentLetter,
  shown,
  webhookSettings,
} from "../../support/provider-calls";
import { sendGridBounce, sendGridEvent, sendGridKeys, signedSendGridEvents } from "../../support/providers/events";

const { privateKey } = webhookSettings();
const tell = (...list: unknown[]) => callSendGrid(signedSendGridEvents(list, { privateKey }));
const about = ({ email, emailId, mail }: SentLetter, secondsAgo = 10) => ({
  to: email,
  mail: mail._id.toHexString(),
  messageId: emailId,
  at: new Date(Date.now() - secondsAgo * 1000),
});
const letterOf = async (tenant?: Awaited<ReturnType<typeof createTenant>>) =>
  sentLetter(tenant ?? (await createTenant()), {}, "sendgrid");

async function refused(call: ReturnType<typeof callSendGrid>): Promise<void> {
  const { status, code } = await call;
  expect([status, code]).toEqual([401, "signature_invalid"]);
}

describe("what is let in", () => {
  it("events with a good signature, within five minutes either way: 204", async () => {
    const event = sendGridEvent("delivered", { to: "ana@example.com" });
    for (const minutes of [-4.9, 0, 4.9]) {
      const at = new Date(Date.now() + minutes * 60_000);
      expect((await callSendGrid(signedSendGridEvents([event], { privateKey, at }))).status).toBe(204);
    }
    expect((await tell()).status).toBe(204);
  });

  it("401 signature_invalid for what is late, early, tampered with, signed otherwise or not at all", async () => {
    const letter = await letterOf();
    const before = await invitationDoc(letter.id);
    const list = [sendGridBounce(about(letter))];
    const good = signedSendGridEvents(list, { privateKey });
    for (const minutes of [-6, 6]) {
      const at = new Date(Date.now() + minutes * 60_000);
      await refused(callSendGrid(signedSendGridEvents(list, { privateKey, at })));
    }
    await refused(callSendGrid(signedSendGridEvents(list, { privateKey: sendGridKeys().privateKey })));
    await refused(callSendGrid({ ...good, body: good.body.replace("5.1.1", "4.1.1") }));
    await refused(callSendGrid({ ...good, body: good.body.trimEnd() }));
    const [signature, timestamp] = ["signature", "timestamp"].map((name) => `x-twilio-email-event-webhook-${name}`);
    if (!signature || !timestamp) throw new Error("Both are there");
    const changed: Record<string, string>[] = [
      { [timestamp]: String(Number(good.headers[timestamp]) + 1) },
      { [timestamp]: "" },
      { [timestamp]: "soon" },
      { [timestamp]: `${good.headers[timestamp]}.5` },
      { [signature]: "" },
      { [signature]: "AAAA" },
      { [signature]: "not base64 at all" },
    ];
    for (const headers of changed) {
      await refused(callSendGrid({ ...good, headers: { ...good.headers, ...headers } }));
    }
    expect(await invitationDoc(letter.id)).toEqual(before);
  });

  it("401 where no key is set", async () => {
    const kept = process.env.SENDGRID_WEBHOOK_PUBLIC_KEY;
    delete process.env.SENDGRID_WEBHOOK_PUBLIC_KEY;
    forgetEnv();
    await refused(tell(sendGridEvent("processed", { to: "ana@example.com" })));
    process.env.SENDGRID_WEBHOOK_PUBLIC_KEY = kept;
    forgetEnv();
  });

  it("400 for what is signed and no list; 204 for types and shapes unknown; 413 beyond four megabytes", async () => {
    const object = signedSendGridEvents({ length: 1 } as unknown as unknown[], { privateKey });
    expect((await callSendGrid(object)).status).toBe(400);
    const strange = [
      null,
      7,
      "delivered",
      [],
      {},
      { event: "group_resubscribe" },
      { event: "constructor" },
      { event: "delivered", mail: { $gt: "" }, sg_message_id: [], timestamp: "never", email: {} },
      { event: "bounce", sg_event_id: { $ne: 1 }, reason: {}, type: 7 },
    ];
    expect((await tell(...strange)).status).toBe(204);
    const large = signedSendGridEvents([{ event: "x".repeat(4 * 1024 * 1024) }], { privateKey });
    expect((await callSendGrid(large)).status).toBe(413);
  });
});

describe("what the events do", () => {
  it("each one its own", async () => {
    const acme = await createTenant();
    const tries = [
      [sendGridEvent, "processed", {}, "sent", null],
      [sendGridEvent, "delivered", { response: "250 OK" }, "delivered", null],
      [sendGridEvent, "deferred", { response: "451 4.7.1 Greylisted", attempt: "3" }, "sent", null],
      [sendGridEvent, "dropped", { reason: "Bounced Address" }, "suppressed", null],
      [sendGridEvent, "dropped", { reason: "Recipient List over Package Quota" }, "failed", null],
      [sendGridEvent, "spamreport", {}, "complained", "complaint"],
      [sendGridEvent, "unsubscribe", {}, "sent", "unsubscribe"],
      [sendGridEvent, "open", { useragent: "x" }, "sent", null],
      [sendGridEvent, "click", { url: "https://x.example" }, "sent", null],
    ] as const;
    for (const [make, type, more, status, reason] of tries) {
      const letter = await letterOf(acme);
      expect((await tell(make(type, about(letter), more))).status).toBe(204);
      expect([type, (await invitationDoc(letter.id)).delivery.status]).toEqual([type, status]);
      const stop = await suppressions().findOne({ emailKey: letter.email });
      expect([type, stop?.reason ?? null]).toEqual([type, reason]);
    }
  });

  it("a bounce stops the address, a block does not; there is no status where there is no host", async () => {
    const acme = await createTenant();
    const [gone, blocked, nowhere] = [await letterOf(acme), await letterOf(acme), await letterOf(acme)];
    await tell(
      sendGridBounce(about(gone)),
      sendGridBounce(about(blocked), { type: "blocked", status: "5.7.1", reason: "550 5.7.1 on our block list" }),
      sendGridBounce(about(nowhere), {
        type: "blocked",
        status: undefined,
        bounce_classification: "Unclassified",
        reason: "unable to get mx info: failed to get IPs from PTR record: lookup <nil>: unrecognized address",
      }),
    );
    const codes = await Promise.all(
      [gone, blocked, nowhere].map(async ({ id }) => (await invitationDoc(id)).delivery.code),
    );
    expect(codes).toEqual(["mailbox_missing", "blocked", "domain_missing"]);
    const stops = await suppressions().find({ account: acme.account._id }).toArray();
    expect(stops.map(({ emailKey }) => emailKey)).toEqual([gone.email]);
  });

  it("whoever unsubscribes gets no reminder, and the invitation stays open", async () => {
    const letter = await letterOf();
    await tell(sendGridEvent("unsubscribe", about(letter)));
    const { status, remindAt, timeline } = await invitationDoc(letter.id);
    expect([status, remindAt, timeline.at(-1)?.event]).toEqual(["pending", undefined, "unsubscribed"]);
  });

  it("mails of one request share an id: without a tag the address tells them apart", async () => {
    const acme = await createTenant();
    const [one, two] = [await letterOf(acme), await letterOf(acme)];
    await mails().updateOne({ _id: two.mail._id }, { $set: { messageId: one.emailId } });
    const { mail: _, ...untagged } = about({ ...two, emailId: one.emailId });
    await tell(sendGridEvent("delivered", untagged), sendGridEvent("open", { ...untagged, to: address() }));
    const states = await Promise.all([one, two].map(async ({ id }) => (await invitationDoc(id)).delivery.status));
    expect(states).toEqual(["sent", "delivered"]);
  });

  it("whole seconds never put what came after before the mail was taken", async () => {
    const letter = await letterOf();
    const { timeline } = await invitationDoc(letter.id);
    const sent = timeline.find(({ event }) => event === "sent");
    await tell(sendGridEvent("delivered", { ...about(letter), at: sent?.at ?? new Date() }));
    expect(shown(await invitationDoc(letter.id)).timeline).toEqual(["invited", "sent", "delivered"]);
  });

  it.each([0, -5, null, "", "soon", 1, 9e15])(
    "whatever time %j is, nothing becomes of a mail before it was taken",
    async (timestamp) => {
      const letter = await letterOf();
      // It waited a while.
      await mails().updateOne({ _id: letter.mail._id }, { $set: { createdAt: new Date(Date.now() - 120_000) } });
      const types = ["delivered", "open", "click"] as const;
      await tell(...types.map((type) => sendGridEvent(type, about(letter), { timestamp })));
      const { timeline } = await invitationDoc(letter.id);
      expect(timeline.map(({ event }) => event)).toEqual(["invited", "sent", "delivered", "opened", "clicked"]);
      const times = timeline.map(({ at }) => at.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
    },
  );
});

describe("each event once, in any order", () => {
  it("the same in one call, again, and in many at once", async () => {
    const letter = await letterOf();
    const event = sendGridEvent("spamreport", about(letter));
    await tell(event, event);
    const answers = await Promise.all(Array.from({ length: 6 }, () => tell(event, event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(204));
    const { timeline } = await invitationDoc(letter.id);
    expect(timeline.filter((entry) => entry.event === "complained")).toHaveLength(1);
    expect(await events().countDocuments({ "subject.id": letter.mail.invitation, type: "suppression.added" })).toBe(1);
  });

  it("all orders within one call end alike", async () => {
    const acme = await createTenant();
    const orders = permutations(["processed", "delivered", "bounce", "open"] as const);
    const ends = new Set<string>();
    for (const order of orders) {
      const letter = await letterOf(acme);
      const ago = { processed: 40, delivered: 30, open: 20, bounce: 10 };
      await tell(
        ...order.map((type) =>
          type === "bounce"
            ? sendGridBounce(about(letter, ago[type]), { status: "4.2.2", reason: "452 4.2.2 full" })
            : sendGridEvent(type, about(letter, ago[type])),
        ),
      );
      const { error, ...end } = shown(await invitationDoc(letter.id));
      expect(error).toBe(`The mail to ${letter.email} bounced: the mailbox is full.`);
      ends.add(JSON.stringify(end));
    }
    expect([...ends].map((end) => JSON.parse(end) as unknown)).toEqual([
      {
        status: "bounced",
        code: "mailbox_full",
        timeline: ["invited", "sent", "delivered", "opened", "bounced"],
      },
    ]);
  });

  it("hundreds in one call: each has its effect, and those about strangers none", async () => {
    const acme = await createTenant();
    const letters = await Promise.all(Array.from({ length: 40 }, () => letterOf(acme)));
    const list = letters.flatMap((letter) => [
      sendGridEvent("processed", about(letter, 30)),
      sendGridEvent("deferred", about(letter, 25), { response: "451 later" }),
      sendGridEvent("delivered", about(letter, 20)),
      sendGridEvent("open", about(letter, 15)),
      sendGridEvent("delivered", { to: address(), messageId: "theirs" }),
    ]);
    expect((await tell(...list)).status).toBe(204);
    for (const { id } of letters) expect((await invitationDoc(id)).delivery.status).toBe("delivered");
    expect(
      await providerEvents().countDocuments({ _id: { $in: list.map((one) => `sendgrid:${one.sg_event_id}`) } }),
    ).toBe(160);
  });

  it("one that cannot be written is told again: 5xx, and the others stay done", async () => {
    const acme = await createTenant();
    const [broken, fine] = [await letterOf(acme), await letterOf(acme)];
    const { timeline } = await invitationDoc(broken.id);
    // Stands for whatever may go wrong with one of them.
    await invitations().updateOne({ email: broken.email }, { $set: { timeline: null as never } });
    const [bad, good] = [sendGridBounce(about(broken)), sendGridEvent("delivered", about(fine))];
    expect((await tell(bad, good)).status).toBeGreaterThanOrEqual(500);
    expect((await invitationDoc(fine.id)).delivery.status).toBe("delivered");
    await invitations().updateOne({ email: broken.email }, { $set: { timeline } });
    expect((await tell(bad, good)).status).toBe(204);
    expect((await invitationDoc(broken.id)).delivery.status).toBe("bounced");
    expect(shown(await invitationDoc(fine.id)).timeline).toEqual(["invited", "sent", "delivered"]);
  });
});
