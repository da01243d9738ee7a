import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { events, invitations, mails, providerEvents, suppressions } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { forgetEnv } from "@/lib/env";
import { post } from "../../support/api";
import { address, createTenant } from "../../support/factories";
import { invitationDoc, invited } from "../../support/invites";
import {
  callResend,
  permutations,
  type SentLetter,
  sentLetter,
  shown,
  taken,
  webhookSettings,
} from "../../support/provider-calls";
import { resendBounce, resendEvent, resendSecret, signedResendEvent } from "../../support/providers/events";

const { secret } = webhookSettings();
const tell = (event: unknown, id?: string) => callResend(signedResendEvent(event, { secret, ...(id ? { id } : {}) }));
const about = ({ email, emailId, mail }: SentLetter, secondsAgo = 10) => ({
  emailId,
  to: email,
  mail: mail._id.toHexString(),
  at: new Date(Date.now() - secondsAgo * 1000),
});

async function refused(call: ReturnType<typeof callResend>): Promise<void> {
  const { status, code } = await call;
  expect([status, code]).toEqual([401, "signature_invalid"]);
}

describe("what is let in", () => {
  it("an event with a good signature, beside others, within five minutes either way: 204", async () => {
    const event = resendEvent("email.delivered", { emailId: "none-of-ours", to: "ana@example.com" });
    for (const minutes of [-4.9, 0, 4.9]) {
      const at = new Date(Date.now() + minutes * 60_000);
      expect((await callResend(signedResendEvent(event, { secret, at }))).status).toBe(204);
    }
    expect((await callResend(signedResendEvent(event, { secret, alsoWith: resendSecret() }))).status).toBe(204);
  });

  it("401 signature_invalid for one that is late, early, tampered with, signed otherwise or not at all", async () => {
    const acme = await createTenant();
    const letter = await sentLetter(acme);
    const before = await invitationDoc(letter.id);
    const event = resendEvent("email.bounced", about(letter), { bounce: { type: "Permanent", subType: "General" } });
    const good = signedResendEvent(event, { secret });
    for (const minutes of [-6, 6]) {
      await refused(callResend(signedResendEvent(event, { secret, at: new Date(Date.now() + minutes * 60_000) })));
    }
    await refused(callResend(signedResendEvent(event, { secret: resendSecret() })));
    await refused(callResend({ ...good, body: good.body.replace("Permanent", "Transient") }));
    await refused(callResend({ ...good, body: `${good.body} ` }));
    await refused(callResend({ ...good, headers: { ...good.headers, "svix-id": "msg_another" } }));
    const seconds = String(Number(good.headers["svix-timestamp"]) + 1);
    await refused(callResend({ ...good, headers: { ...good.headers, "svix-timestamp": seconds } }));
    for (const name of ["svix-id", "svix-timestamp", "svix-signature"]) {
      await refused(callResend({ ...good, headers: { ...good.headers, [name]: "" } }));
      const { [name]: _, ...without } = good.headers;
      await refused(callResend({ ...good, headers: without }));
    }
    expect(await invitationDoc(letter.id)).toEqual(before);
  });

  it("401 where no secret is set", async () => {
    delete process.env.RESEND_WEBHOOK_SECRET;
    forgetEnv();
    await refused(callResend(signedResendEvent({ type: "email.sent" }, { secret })));
    process.env.RESEND_WEBHOOK_SECRET = secret;
    forgetEnv();
  });

  it("400 for what is signed and no JSON; 413 for more than an event can be; 204 for types and shapes unknown", async () => {
    for (const text of ["{", "", "\u0000"]) {
      const { headers } = signedText(text);
      expect((await callResend({ headers, body: text })).status).toBe(400);
    }
    const large = signedText(JSON.stringify({ type: "x".repeat(300_000) }));
    expect((await callResend(large)).status).toBe(413);
    for (const event of [
      { type: "contact.created", data: {} },
      { type: "toString", data: {} },
      { type: "__proto__", data: { email_id: "x" } },
      { type: "email.delivered" },
      { type: "email.delivered", data: null },
      { type: "email.delivered", created_at: {}, data: { email_id: [], to: "x", tags: 7 } },
      { type: "email.bounced", created_at: "never", data: { tags: { mail: { $gt: "" } }, bounce: [] } },
      { type: { $ne: null }, data: {} },
      [],
      null,
      7,
    ]) {
      expect([event, (await tell(event)).status]).toEqual([event, 204]);
    }
  });
});

/** The builder signs what is JSON; this signs whatever text. */
function signedText(body: string) {
  const { headers } = signedResendEvent({}, { secret });
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = `${headers["svix-id"]}.${headers["svix-timestamp"]}.${body}`;
  const signature = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  return { headers: { ...headers, "svix-signature": signature }, body };
}

describe("what an event does", () => {
  it("delivered: the state, the provider's own time and the timeline", async () => {
    const letter = await sentLetter(await createTenant());
    const { at, ...rest } = about(letter);
    await tell(resendEvent("email.delivered", { ...rest, at }));
    const { delivery, timeline } = await invitationDoc(letter.id);
    expect(delivery).toEqual({ status: "delivered", transport: "resend", messageId: letter.emailId, error: null, at });
    expect(timeline.at(-1)).toEqual({ at, event: "delivered" });
  });

  it("a hard bounce: its code and a sentence, the address stopped, and both in the trail", async () => {
    const acme = await createTenant();
    const letter = await sentLetter(acme);
    await tell(resendBounce(about(letter), "Permanent", "550 5.1.2 host bakery.con not found"));
    const sentence = `The mail to ${letter.email} bounced: the domain does not exist.`;
    const invitation = await invitationDoc(letter.id);
    expect(invitation.delivery).toMatchObject({ status: "bounced", code: "domain_missing", error: sentence });
    expect(invitation.timeline.at(-1)?.detail).toContain("550 5.1.2 host bakery.con not found");
    expect(invitation.remindAt).toBeUndefined();
    const stop = await suppressions().findOne({ account: acme.account._id, emailKey: letter.email });
    expect(stop).toMatchObject({
      reason: "bounce",
      detail: "550 5.1.2 host bakery.con not found",
      invitation: invitation._id,
    });
    const trail = await events()
      .find({ "subject.id": invitation._id, "actor.type": "system" })
      .sort({ _id: 1 })
      .toArray();
    expect(trail.map(({ type, detail }) => [type, detail])).toEqual([
      ["invitation.bounced", { code: "domain_missing" }],
      ["suppression.added", { email: letter.email, reason: "bounce" }],
    ]);
  });

  it("a soft bounce stops nothing", async () => {
    const letter = await sentLetter(await createTenant());
    await tell(resendBounce(about(letter), "Transient", "452 4.2.2 over quota", "MailboxFull"));
    const { delivery } = await invitationDoc(letter.id);
    expect([delivery.status, delivery.code]).toEqual(["bounced", "mailbox_full"]);
    expect(await suppressions().countDocuments({ emailKey: letter.email })).toBe(0);
  });

  it("a complaint outweighs everything, and replaces a stop for a bounce", async () => {
    const letter = await sentLetter(await createTenant());
    await tell(resendBounce(about(letter, 20)));
    await tell(resendEvent("email.complained", about(letter, 10)));
    expect((await invitationDoc(letter.id)).delivery.status).toBe("complained");
    const [stop, ...more] = await suppressions().find({ emailKey: letter.email }).toArray();
    expect([stop?.reason, more]).toEqual(["complaint", []]);
  });

  it("failed and suppressed, for the mail itself, too", async () => {
    const acme = await createTenant();
    const tries = [
      ["failed", resendEvent, { failed: { reason: "reached_daily_quota" } }, "reached_daily_quota"],
      ["suppressed", resendEvent, { suppressed: { message: "On the list", type: "x" } }, "own list"],
    ] as const;
    for (const [status, make, more, words] of tries) {
      const letter = await sentLetter(acme);
      await tell(make(`email.${status}`, about(letter), more));
      const { delivery } = await invitationDoc(letter.id);
      expect([delivery.status, delivery.error]).toEqual([status, expect.stringContaining(words)]);
      expect((await mails().findOne({ _id: letter.mail._id }))?.status).toBe(status);
      expect(await suppressions().countDocuments({ emailKey: letter.email })).toBe(0);
    }
  });

  it("a bounce for good is one whatever its reason, and where it tells none", async () => {
    const acme = await createTenant();
    const tries = [
      (letter: SentLetter) => resendBounce(about(letter), "Permanent", "It is on the suppression list", "Suppressed"),
      (letter: SentLetter) => resendEvent("email.bounced", about(letter)),
    ];
    for (const make of tries) {
      const letter = await sentLetter(acme);
      await tell(make(letter));
      expect((await invitationDoc(letter.id)).delivery.status).toBe("bounced");
      expect((await suppressions().findOne({ emailKey: letter.email }))?.reason).toBe("bounce");
    }
  });

  it("opened and clicked are told once a send, at their earliest, and change no state", async () => {
    const letter = await sentLetter(await createTenant());
    await tell(resendEvent("email.delivered", about(letter, 30)));
    for (const seconds of [5, 20, 10]) {
      await tell(resendEvent("email.opened", about(letter, seconds)));
      await tell(resendEvent("email.clicked", about(letter, seconds - 1)));
    }
    const { delivery, timeline } = await invitationDoc(letter.id);
    expect(delivery.status).toBe("delivered");
    const soft = timeline.filter(({ event }) => event === "opened" || event === "clicked");
    expect(soft.map(({ event, at }) => [event, Math.round((Date.now() - at.getTime()) / 1000) > 15])).toEqual([
      ["opened", true],
      ["clicked", true],
    ]);
  });

  it("a mail whose fate was unknown is known to have left", async () => {
    const letter = await sentLetter(await createTenant());
    await mails().updateOne({ _id: letter.mail._id }, { $set: { status: "unknown", messageId: null, error: "?" } });
    await invitations().updateOne({ email: letter.email }, { $set: { "delivery.status": "unknown" } });
    await tell(resendEvent("email.sent", about(letter)));
    expect(await mails().findOne({ _id: letter.mail._id })).toMatchObject({
      status: "sent",
      messageId: letter.emailId,
      error: null,
    });
    expect((await invitationDoc(letter.id)).delivery.status).toBe("sent");
  });

  it("comes before we wrote down that the mail was taken, and stays ahead of that", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const mail = await mails().findOne({ "to.email": invitation.email });
    if (!mail) throw new Error("An invitation has a mail");
    await tell(
      resendEvent("email.delivered", { emailId: "early", to: invitation.email, mail: mail._id.toHexString() }),
    );
    expect((await invitationDoc(invitation.id)).delivery.status).toBe("delivered");
    await taken(invitation.id);
    expect((await invitationDoc(invitation.id)).delivery.status).toBe("delivered");
  });
});

describe("each event once, in any order", () => {
  it("replayed: the same answer, and no second effect", async () => {
    const letter = await sentLetter(await createTenant());
    const event = resendBounce(about(letter));
    expect((await tell(event, "msg_same")).status).toBe(204);
    const before = [await invitationDoc(letter.id), await events().countDocuments()];
    for (let time = 0; time < 3; time++) expect((await tell(event, "msg_same")).status).toBe(204);
    expect([await invitationDoc(letter.id), await events().countDocuments()]).toEqual(before);
  });

  it("many copies at once: one effect, and nobody is refused", async () => {
    const letter = await sentLetter(await createTenant());
    const event = resendEvent("email.complained", about(letter));
    const answers = await Promise.all(Array.from({ length: 8 }, () => tell(event, "msg_race")));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204));
    const { timeline } = await invitationDoc(letter.id);
    expect(timeline.filter(({ event }) => event === "complained")).toHaveLength(1);
    expect(await events().countDocuments({ "subject.id": letter.mail.invitation, type: "invitation.complained" })).toBe(
      1,
    );
    expect(await providerEvents().countDocuments({ _id: "resend:msg_race" })).toBe(1);
  });

  it("sent, delayed, delivered, bounced and complained leave the same whichever comes first", async () => {
    const acme = await createTenant();
    const other = await createTenant();
    const kinds = ["sent", "delivery_delayed", "delivered", "bounced", "complained"] as const;
    const orders = permutations(kinds.map((kind, index) => ({ kind, secondsAgo: 50 - index * 10 })));
    const ends = new Set<string>();
    for (const [index, order] of orders.entries()) {
      const letter = await sentLetter(index < 60 ? acme : other);
      for (const { kind, secondsAgo } of order) {
        const more = kind === "bounced" ? { bounce: { type: "Permanent", subType: "General", message: "5.1.1" } } : {};
        await tell(resendEvent(`email.${kind}`, about(letter, secondsAgo), more));
      }
      const { error, ...end } = shown(await invitationDoc(letter.id));
      expect(error).toBe(`${letter.email} reported the mail as spam.`);
      ends.add(JSON.stringify(end));
    }
    expect([...ends].map((end) => JSON.parse(end) as unknown)).toEqual([
      {
        status: "complained",
        code: null,
        timeline: ["invited", "sent", "delayed", "delivered", "bounced", "complained"],
      },
    ]);
  });

  it("of several bounces the one for good counts, else the first; the address is stopped alike", async () => {
    const acme = await createTenant();
    const soft = (of: SentLetter) => resendBounce(about(of, 40), "Transient", "452 4.2.2 over quota", "MailboxFull");
    const hard = (of: SentLetter) => resendBounce(about(of, 30), "Permanent", "550 5.1.1 no such user");
    const again = (of: SentLetter) => resendBounce(about(of, 20), "Permanent", "550 5.1.2 no such host");
    const after = (of: SentLetter) => resendBounce(about(of, 10), "Transient", "552 5.2.2 full", "MailboxFull");
    for (const order of permutations([soft, hard, again, after])) {
      const letter = await sentLetter(acme);
      for (const bounce of order) await tell(bounce(letter));
      const { status, code, error } = shown(await invitationDoc(letter.id));
      expect([status, code, error]).toEqual([
        "bounced",
        "mailbox_missing",
        `The mail to ${letter.email} bounced: there is no such mailbox.`,
      ]);
      expect(await suppressions().findOne({ emailKey: letter.email })).toMatchObject({ reason: "bounce" });
    }
    for (const order of permutations([40, 20])) {
      const letter = await sentLetter(acme);
      for (const ago of order) {
        await tell(resendBounce(about(letter, ago), "Transient", ago === 40 ? "452 4.2.2 full" : "451 4.7.1 spam"));
      }
      expect((await invitationDoc(letter.id)).delivery.code).toBe("mailbox_full");
    }
  });

  it("events of the same kind, a hundred and more: the timeline stays bounded and in order", async () => {
    const letter = await sentLetter(await createTenant());
    for (let number = 0; number < 110; number++) {
      await tell(resendBounce(about(letter, (number * 7) % 50), "Transient", `451 4.3.0 ${number}`));
    }
    const { timeline } = await invitationDoc(letter.id);
    expect(timeline).toHaveLength(100);
    const times = timeline.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe("whom an event concerns", () => {
  it("an earlier send: the newer one's state stays; what became of it is told, and stops its address", async () => {
    const acme = await createTenant();
    const first = await sentLetter(acme);
    const corrected = address("right");
    const answer = await post(
      `/v1/accounts/${acme.id}/invite`,
      { invitationId: first.id, email: corrected },
      { as: acme.key },
    );
    expect(answer.status).toBe(200);
    const before = await invitationDoc(first.id);
    await tell(resendBounce(about(first, 20)));
    await tell(resendEvent("email.delivered", about(first, 15)));
    await tell(resendEvent("email.complained", about(first, 10)));
    const { delivery, timeline } = await invitationDoc(first.id);
    expect(delivery).toEqual(before.delivery);
    const told = timeline.filter(({ event }) => !before.timeline.some((entry) => entry.event === event));
    expect(told.map(({ event, detail }) => [event, detail])).toEqual([
      [
        "bounced",
        `An earlier mail to ${first.email} bounced: there is no such mailbox. Its server said: 550 5.1.1 The address does not exist`,
      ],
      ["complained", `${first.email} reported an earlier mail as spam.`],
    ]);
    expect(timeline).toHaveLength(before.timeline.length + 2);
    expect(await suppressions().findOne({ emailKey: first.email })).toMatchObject({ reason: "complaint" });
    expect(await suppressions().countDocuments({ emailKey: corrected })).toBe(0);
  });

  it("a mail of ours by the provider's id alone, or by our tag alone", async () => {
    const acme = await createTenant();
    const [untagged, unnamed] = [await sentLetter(acme), await sentLetter(acme)];
    const { mail: _, ...noTag } = about(untagged);
    await tell(resendEvent("email.delivered", noTag));
    await tell(resendEvent("email.delivered", { ...about(unnamed), emailId: "not-written-down" }));
    for (const { id } of [untagged, unnamed]) expect((await invitationDoc(id)).delivery.status).toBe("delivered");
  });

  it("a mail that is not ours: taken, and nothing written", async () => {
    const stranger = { emailId: "theirs", to: address(), mail: newId().toHexString() };
    expect((await tell(resendBounce(stranger), "msg_stranger")).status).toBe(204);
    expect(await providerEvents().countDocuments({ _id: "resend:msg_stranger" })).toBe(0);
    expect(await suppressions().countDocuments({ emailKey: stranger.to })).toBe(0);
  });

  it("nobody else: another tenant's invitation of the same address keeps its state", async () => {
    const [acme, other] = [await createTenant(), await createTenant()];
    const email = address();
    const [mine, theirs] = [await sentLetter(acme, { email }), await sentLetter(other, { email })];
    const before = await invitationDoc(theirs.id);
    await tell(resendBounce(about(mine)));
    expect(await invitationDoc(theirs.id)).toEqual(before);
    expect(await suppressions().countDocuments({ account: other.account._id })).toBe(0);
  });

  it("a notice to the inviter: neither the invitation nor the address", async () => {
    const acme = await createTenant();
    const letter = await sentLetter(acme);
    await mails().updateOne({ _id: letter.mail._id }, { $set: { kind: "invite-accepted", send: null, claims: null } });
    const before = await invitationDoc(letter.id);
    await tell(resendBounce(about(letter)));
    expect(await invitationDoc(letter.id)).toEqual(before);
    expect(await suppressions().countDocuments({ account: acme.account._id })).toBe(0);
  });

  it("a reminder: that it left says nothing of the letter before it, that it bounced does", async () => {
    const letter = await sentLetter(await createTenant());
    const reminder = { ...letter.mail, _id: newId(), kind: "invite-reminder" as const, send: null };
    await mails().insertOne(reminder);
    const of = (secondsAgo: number) => about({ ...letter, mail: reminder, emailId: "reminder" }, secondsAgo);
    const before = await invitationDoc(letter.id);
    await tell(resendEvent("email.sent", of(9)));
    await tell(resendEvent("email.failed", of(8), { failed: { reason: "quota" } }));
    expect((await invitationDoc(letter.id)).delivery).toEqual(before.delivery);
    await tell(resendBounce(of(7)));
    expect((await invitationDoc(letter.id)).delivery.status).toBe("bounced");
  });
});

it("a hostile reason stays plain text, on one line and short", async () => {
  const acme = await createTenant();
  const letter = await sentLetter(acme);
  const message = `550 5.1.1 \u0000\u202e<script>alert(1)</script>\r\nBcc: x@example.com\ud800 ${"long ".repeat(500)}`;
  expect((await tell(resendBounce(about(letter), "Permanent", message))).status).toBe(204);
  const detail = (await suppressions().findOne({ emailKey: letter.email }))?.detail ?? "";
  expect(detail.length).toBeLessThanOrEqual(300);
  expect(detail).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
  const { timeline } = await invitationDoc(letter.id);
  expect(timeline.at(-1)?.detail?.length).toBeLessThan(600);
});
