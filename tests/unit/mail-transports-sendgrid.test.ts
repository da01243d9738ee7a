import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sendgridTemplateTransport, sendgridTransport } from "@/lib/mail/transports/sendgrid";
import {
  type BatchTransport,
  type Message,
  type RateReport,
  type SingleTransport,
  TransportError,
} from "@/lib/mail/transports/transport";
import { type ConformanceServer, describeTransport, failure, message, patience } from "../support/mail-conformance";
import type { Trouble } from "../support/providers/provider";
import { SENDGRID_KEY, SendGridServer } from "../support/providers/sendgrid";

const TROUBLES: Record<Parameters<ConformanceServer["trouble"]>[0], Trouble> = {
  "temporary refusal": { status: 429 },
  "permanent refusal": { status: 400 },
  "temporary refusal of the content": { status: 403, message: "access forbidden" },
  "permanent refusal of the content": { status: 413 },
  "drop before the message": "drop-before",
  "drop after the message": "drop-after",
  "silence before the message": "hang-before",
  "silence after the message": "hang-after",
};

function steer(server: SendGridServer): ConformanceServer {
  return {
    async taken() {
      return server.mails.map((mail) => ({
        ...mail,
        recipients: [mail.recipient],
        to: [mail.to],
        messageId: mail.headers["Message-ID"] ?? "",
        headers: new Map(Object.entries(mail.headers).map(([name, value]) => [name.toLowerCase(), value])),
      }));
    },
    clear: () => server.clear(),
    trouble: (what) => server.trouble(TROUBLES[what]),
    close: () => server.close(),
  };
}

describeTransport("sendgrid", async () => {
  const server = await SendGridServer.open();
  const gone = await SendGridServer.open();
  const { url } = gone;
  await gone.close();
  return {
    transport: sendgridTransport({ apiKey: SENDGRID_KEY, baseUrl: server.url, timeout: 1_500 }),
    server: steer(server),
    unreachable: sendgridTransport({ apiKey: SENDGRID_KEY, baseUrl: url, timeout: 1_500 }),
    http: true,
    // Names of recipients may contain neither comma nor semicolon.
    shown: (name, field) => (field === "to" ? name.replace(", ", " ") : name),
  };
});

describe("sendgrid", () => {
  let server: SendGridServer;
  let transport: SingleTransport;
  beforeAll(async () => {
    server = await SendGridServer.open();
    transport = sendgridTransport({ apiKey: SENDGRID_KEY, baseUrl: server.url, timeout: 1_000 });
  });
  afterAll(() => server.close());
  beforeEach(() => server.clear());

  const send = () => transport.send(message(), patience());

  it("hands the provider an id and nothing of the person to keep, and leaves links as they are", async () => {
    await send();
    const body = JSON.parse(server.sends[0]?.body ?? "{}");
    expect(body.personalizations[0].custom_args).toEqual({ mail: message().id });
    expect(body.categories).toBeUndefined();
    expect(body.tracking_settings).toEqual({
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    });
  });

  it.each([
    [{ status: 500, taken: true }, "unknown", false],
    [{ status: 503 }, "unknown", false],
    [{ status: 401 }, "temporary", true],
    [{ status: 401, message: "Maximum credits exceeded" }, "temporary", true],
    [{ status: 404 }, "temporary", true],
  ] as const)("%j is %s", async (trouble, kind, everything) => {
    server.trouble(trouble);
    expect(await failure(send())).toMatchObject({ kind, everything });
  });

  it("a sender that is not verified and a key without Mail Send hold everything and name the setting", async () => {
    const closed = await SendGridServer.open({ senders: ["other.example"], scopes: ["mail.send"] });
    const unverified = sendgridTransport({ apiKey: SENDGRID_KEY, baseUrl: closed.url });
    const sender = await failure(unverified.send(message(), patience()));
    expect(sender).toMatchObject({ kind: "temporary", everything: true });
    expect(sender.message).toContain("MAIL_FROM");
    await closed.close();

    const poor = await SendGridServer.open({ scopes: ["stats.read"] });
    const without = sendgridTransport({ apiKey: SENDGRID_KEY, baseUrl: poor.url });
    expect((await failure(without.check())).message).toContain("mail.send");
    const key = await failure(without.send(message(), patience()));
    expect(key).toMatchObject({ kind: "temporary", everything: true });
    expect(key.message).toContain("SENDGRID_API_KEY");
    await poor.close();
  });

  it("keeps the key out of what it throws", async () => {
    server.trouble("drop-before");
    const error = await failure(send());
    const { cause } = error as { cause?: unknown };
    expect(JSON.stringify([error, cause, String(cause), Object.entries(cause ?? {})])).not.toContain(SENDGRID_KEY);
    expect(error).toBeInstanceOf(TransportError);
  });
});

describe("sendgrid with templates of its own", () => {
  const templates = { "invite-reminder": "d-0123456789abcdef" };
  let server: SendGridServer;
  let transport: BatchTransport;
  beforeAll(async () => {
    server = await SendGridServer.open();
    transport = sendgridTemplateTransport({ apiKey: SENDGRID_KEY, baseUrl: server.url, timeout: 1_000 }, templates);
  });
  afterAll(() => server.close());
  beforeEach(() => server.clear());

  const send = (messages: Message[], onRate?: (rate: RateReport) => void) =>
    transport.sendBatch(messages, { ...patience(), key: "unused", ...(onRate ? { onRate } : {}) });
  const reminders = (count: number): Message[] =>
    Array.from({ length: count }, (_, n) =>
      message({
        id: (0x65f0 + n).toString(16).padStart(24, "0"),
        kind: "invite-reminder",
        to: { name: `Ana ${n}`, address: `ana${n}@bakery.example` },
        messageId: `<${n}@acme.example>`,
        values: { name: `Ana ${n}`, link: `https://foyer.example/x?token=${n}` },
        headers: { "List-Unsubscribe": `<https://foyer.example/u?token=${n}>` },
      }),
    );

  it("a mail that Foyer drew is a request of its own, whoever else gets one", () => {
    const [first, second] = [message({ id: "1" }), message({ id: "2" })];
    expect(transport.batch.shareKey(first)).not.toBe(transport.batch.shareKey(second));
  });

  it("a thousand mails of a template of the provider's share a request, each with its own values and headers", async () => {
    const messages = reminders(1000);
    expect(new Set(messages.map((each) => transport.batch.shareKey(each))).size).toBe(1);
    const outcomes = await send(messages);
    expect(server.sends).toHaveLength(1);
    expect(server.mails).toHaveLength(1000);
    expect(outcomes).toEqual(messages.map(() => ({ messageId: server.mails[0]?.id })));
    expect(server.to("ana7@bakery.example")).toMatchObject([
      {
        template: {
          id: "d-0123456789abcdef",
          values: { name: "Ana 7", link: "https://foyer.example/x?token=7", subject: message().subject },
        },
        headers: { "Message-ID": "<7@acme.example>", "List-Unsubscribe": "<https://foyer.example/u?token=7>" },
      },
    ]);
  });

  it("other senders and other reply addresses do not share", () => {
    const [mail] = reminders(1) as [Message];
    const key = transport.batch.shareKey(mail);
    expect(transport.batch.shareKey({ ...mail, from: { ...mail.from, name: "Beta" } })).not.toBe(key);
    expect(transport.batch.shareKey({ ...mail, replyTo: "help@acme.example" })).not.toBe(key);
  });

  it("the second mail to an address waits for another request; the first goes", async () => {
    const [mail] = reminders(1) as [Message];
    const outcomes = await send([mail, { ...mail, id: "65f000000000000000000009" }]);
    expect(outcomes[0]).toEqual({ messageId: server.mails[0]?.id });
    expect(outcomes[1]).toMatchObject({ kind: "temporary", everything: false });
    expect(server.mails).toHaveLength(1);
  });

  it("one refused recipient refuses the request, and nothing of it is taken", async () => {
    server.refuse("ana1@bakery.example");
    expect(await failure(send(reminders(3)))).toMatchObject({ kind: "permanent", everything: false });
    expect(server.mails).toHaveLength(0);
  });

  it("429 waits for the moment that the header names", async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 40);
    server.trouble({ status: 429, headers: { "x-ratelimit-reset": reset, "x-ratelimit-remaining": "0" } });
    const rates: RateReport[] = [];
    const error = await failure(send([message()], (rate) => rates.push(rate)));
    expect(error.retryAfter).toBeGreaterThan(37);
    expect(error.retryAfter).toBeLessThanOrEqual(40);
    expect(rates).toEqual([{ remaining: 0, reset: error.retryAfter }]);
  });
});
