import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resendTransport } from "@/lib/mail/transports/resend";
import { type BatchTransport, type Message, type RateReport, TransportError } from "@/lib/mail/transports/transport";
import { type ConformanceServer, describeTransport, failure, message, patience } from "../support/mail-conformance";
import type { Trouble } from "../support/providers/provider";
import { RESEND_KEY, ResendServer } from "../support/providers/resend";

const TROUBLES: Record<Parameters<ConformanceServer["trouble"]>[0], Trouble> = {
  "temporary refusal": { status: 429, headers: { "retry-after": "1" } },
  "permanent refusal": { status: 422 },
  "temporary refusal of the content": { status: 403, message: "The acme.example domain is not verified." },
  "permanent refusal of the content": { status: 400 },
  "drop before the message": "drop-before",
  "drop after the message": "drop-after",
  "silence before the message": "hang-before",
  "silence after the message": "hang-after",
};

function steer(server: ResendServer): ConformanceServer {
  return {
    async taken() {
      return server.mails.map((mail) => ({
        ...mail,
        recipients: [mail.recipient],
        to: [mail.to],
        messageId: `<${mail.labels.mail}@acme.example>`,
        headers: new Map(Object.entries(mail.headers).map(([name, value]) => [name.toLowerCase(), value])),
      }));
    },
    clear: () => server.clear(),
    trouble: (what) => server.trouble(TROUBLES[what]),
    close: () => server.close(),
  };
}

describeTransport("resend", async () => {
  const server = await ResendServer.open();
  const gone = await ResendServer.open();
  const { url } = gone;
  await gone.close();
  return {
    transport: resendTransport({ apiKey: RESEND_KEY, baseUrl: server.url, timeout: 1_500 }),
    server: steer(server),
    unreachable: resendTransport({ apiKey: RESEND_KEY, baseUrl: url, timeout: 1_500 }),
    http: true,
    shown: (name) => name.replaceAll('"', "”"),
  };
});

describe("resend", () => {
  let server: ResendServer;
  let transport: BatchTransport;
  beforeAll(async () => {
    server = await ResendServer.open();
    transport = resendTransport({ apiKey: RESEND_KEY, baseUrl: server.url, timeout: 1_000 });
  });
  afterAll(() => server.close());
  beforeEach(() => server.clear());

  const many = (count: number): Message[] =>
    Array.from({ length: count }, (_, n) => {
      const id = (0x65f0 + n).toString(16).padStart(24, "0");
      return message({ id, to: { name: `Ana ${n}`, address: `ana${n}@bakery.example` }, subject: `To Ana ${n}` });
    });
  const send = (messages: Message[], key: string, onRate?: (rate: RateReport) => void) =>
    transport.sendBatch(messages, { ...patience(), key, ...(onRate ? { onRate } : {}) });
  const takenBy = (outcomes: Awaited<ReturnType<typeof send>>) =>
    outcomes.map((outcome) => (outcome instanceof TransportError ? outcome.kind : outcome.messageId));

  it("of a hundred, the one recipient that is refused fails alone, and the outcomes keep the order", async () => {
    server.refuse("ana37@bakery.example");
    const messages = many(100);
    const outcomes = takenBy(await send(messages, "hundred"));
    expect(server.sends).toHaveLength(1);
    expect(server.mails).toHaveLength(99);
    expect(outcomes[37]).toBe("permanent");
    for (const [index, { id, to }] of messages.entries()) {
      if (index === 37) continue;
      const [mail, ...more] = server.to(to.address);
      expect(more).toHaveLength(0);
      expect(mail).toMatchObject({ id: outcomes[index], subject: `To Ana ${index}`, labels: { mail: id } });
    }
  });

  it("an address that is a list never gets there, and the others do", async () => {
    const [first, second, third] = many(3) as [Message, Message, Message];
    const evil = { ...second, to: { name: "", address: "ana@bakery.example,eve@evil.example" } };
    const outcomes = takenBy(await send([first, evil, third], "evil"));
    expect(outcomes).toEqual([server.mails[0]?.id, "permanent", server.mails[1]?.id]);
    expect(server.mails.map(({ recipient }) => recipient)).toEqual([first.to.address, third.to.address]);
  });

  it.each(["hang-after", "drop-after"] as const)(
    "%s: not known; the same request again sends nothing twice",
    async (what) => {
      const messages = many(5);
      server.trouble(what);
      const error = await failure(send(messages, "open"));
      expect(error).toMatchObject({ kind: "unknown" });
      await expect.poll(async () => takenBy(await send(messages, "open").catch(() => []))).toHaveLength(5);
      expect(server.mails).toHaveLength(5);
      const [first, ...again] = server.sends;
      for (const call of again) {
        expect(call.body).toBe(first?.body);
        expect(call.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
      }
    },
  );

  it("while the first request is at work the second is not known, and waits some seconds", async () => {
    const messages = many(2);
    server.trouble("hang-after");
    const first = failure(send(messages, "busy"));
    await server.waitForCalls(1);
    const error = await failure(send(messages, "busy"));
    expect(error).toMatchObject({ kind: "unknown", everything: false });
    expect(error.retryAfter).toBeGreaterThanOrEqual(2);
    await first;
    expect(server.mails).toHaveLength(2);
  });

  it("a key that was used for another body was taken then: nothing is sent, and nothing fails", async () => {
    await send(many(3), "used");
    const changed = many(3).map((each) => ({ ...each, subject: "Drawn anew" }));
    expect(await send(changed, "used")).toEqual([{ messageId: null }, { messageId: null }, { messageId: null }]);
    expect(server.mails).toHaveLength(3);
  });

  it("a failure that has the mail is open, and the key settles it", async () => {
    server.trouble({ status: 500, taken: true });
    expect(await failure(send(many(2), "failed"))).toMatchObject({ kind: "unknown" });
    expect(takenBy(await send(many(2), "failed"))).toEqual(server.mails.map(({ id }) => id));
    expect(server.mails).toHaveLength(2);
  });

  it.each([
    ["rate_limit_exceeded", "7", { kind: "temporary", retryAfter: 7, everything: false }, /slowly/],
    ["daily_quota_exceeded", "7", { kind: "temporary", retryAfter: 1800, everything: true }, /daily quota/],
    ["daily_quota_exceeded", "40000", { kind: "temporary", retryAfter: 40_000, everything: true }, /daily quota/],
    ["monthly_quota_exceeded", "7", { kind: "temporary", retryAfter: 21_600, everything: true }, /monthly quota/],
  ])("429 %s with Retry-After %s", async (name, after, expected, words) => {
    server.trouble({ status: 429, name, headers: { "retry-after": after } });
    const error = await failure(send(many(2), "slow"));
    expect(error).toMatchObject(expected);
    expect(error.message).toMatch(words);
    expect(server.mails).toHaveLength(0);
  });

  it("tells what the headers say of the rate", async () => {
    server.rate = 9;
    const rates: RateReport[] = [];
    await send(many(1), "r1", (rate) => rates.push(rate));
    await send(many(2), "r2", (rate) => rates.push(rate));
    server.rate = null;
    expect(rates).toEqual([
      { perSecond: 9, remaining: 8, reset: 1 },
      { perSecond: 9, remaining: 7, reset: 1 },
    ]);
  });

  it("a key that is not good, and a domain that is not verified, hold everything and name the setting", async () => {
    const closed = await ResendServer.open({ domains: [{ name: "acme.example", status: "pending" }] });
    const wrong = resendTransport({ apiKey: "re_wrong", baseUrl: closed.url });
    const key = await failure(wrong.sendBatch(many(1), { ...patience(), key: "k" }));
    expect(key).toMatchObject({ kind: "temporary", everything: true });
    expect(key.message).toContain("RESEND_API_KEY");
    expect(key.message).not.toContain("re_wrong");
    const right = resendTransport({ apiKey: RESEND_KEY, baseUrl: closed.url, from: "a@acme.example" });
    for (const count of [1, 2]) {
      const domain = await failure(right.sendBatch(many(count), { ...patience(), key: `d${count}` }));
      expect(domain).toMatchObject({ kind: "temporary", everything: true });
      expect(domain.message).toContain("MAIL_FROM");
    }
    expect((await failure(right.check())).message).toMatch(/acme\.example, the domain of MAIL_FROM, is pending/);
    await closed.close();
  });

  it("is ready with a key that may only send, and with a verified domain", async () => {
    for (const options of [{ sendOnly: true }, { domains: [{ name: "acme.example", status: "verified" }] }]) {
      const ready = await ResendServer.open(options);
      const checked = resendTransport({ apiKey: RESEND_KEY, baseUrl: `${ready.url}/`, from: "a@acme.example" }).check();
      await expect(checked).resolves.toBeUndefined();
      await ready.close();
    }
  });

  it("writes domains in ASCII", async () => {
    await send([message({ to: { name: "", address: "ana@bäckerei.example" } })], "idn");
    expect(server.mails[0]?.recipient).toBe("ana@xn--bckerei-5wa.example");
  });
});
