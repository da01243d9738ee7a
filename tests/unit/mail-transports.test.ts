import { describe, expect, it } from "vitest";
import { mailboxTransport } from "@/lib/mail/transports/mailbox";
import { smtpTransport } from "@/lib/mail/transports/smtp";
import { TransportError } from "@/lib/mail/transports/transport";
import { type ConformanceServer, describeTransport, message } from "../support/mail-conformance";
import { type Behaviour, MailSink } from "../support/mail-sink";

const TROUBLES: Record<Parameters<ConformanceServer["trouble"]>[0], Behaviour> = {
  "temporary refusal": { refuse: 451, at: "recipient" },
  "permanent refusal": { refuse: 550, at: "recipient" },
  "temporary refusal of the content": { refuse: 452, at: "data" },
  "permanent refusal of the content": { refuse: 554, at: "data" },
  "drop before the message": "drop-before-data",
  "drop after the message": "drop-after-data",
  "silence before the message": "hang-before-data",
  "silence after the message": "hang-after-data",
};

function steer(sink: MailSink): ConformanceServer {
  return {
    async taken() {
      return sink.all().map((mail) => ({
        ...mail,
        recipients: mail.envelope.to,
        headers: headersIn(mail.raw),
      }));
    },
    clear: () => sink.clear(),
    trouble: (what) => sink.next(TROUBLES[what]),
    close: () => sink.close(),
  };
}

function headersIn(raw: string): Map<string, string> {
  const head = raw.slice(0, raw.search(/\r?\n\r?\n/)).replace(/\r?\n[ \t]+/g, " ");
  const lines = head.split(/\r?\n/).map((line) => line.split(/:\s*(.*)/s));
  return new Map(lines.map(([name = "", value = ""]) => [name.toLowerCase(), value]));
}

describeTransport("smtp", async () => {
  const sink = await MailSink.open();
  const gone = await MailSink.open();
  const url = gone.url;
  await gone.close();
  return {
    transport: smtpTransport({ url: sink.url, timeout: 1_500 }),
    server: steer(sink),
    unreachable: smtpTransport({ url, timeout: 1_500 }),
  };
});

describeTransport("smtp with STARTTLS and a password", async () => {
  const sink = await MailSink.open({ tls: true, user: { name: "foyer", password: "open sesame" } });
  const url = sink.url.replace("smtp://", "smtp://foyer:open%20sesame@");
  return { transport: smtpTransport({ url, timeout: 1_500 }), server: steer(sink), unreachable: null };
});

describeTransport("mailbox", async () => ({ transport: mailboxTransport(), server: null, unreachable: null }));

describe("smtp", () => {
  it("a refused password is no fault of the mail: it waits, and the sentence names the setting", async () => {
    const sink = await MailSink.open({ user: { name: "foyer", password: "right" } });
    const transport = smtpTransport({ url: sink.url.replace("smtp://", "smtp://foyer:wrong@"), timeout: 1_500 });
    const error = await transport.send(message(), { signal: AbortSignal.timeout(5_000) }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ kind: "temporary", everything: true });
    expect((error as Error).message).toContain("SMTP_URL");
    expect((error as Error).message).not.toContain("wrong");
    await transport.close();
    await sink.close();
  });

  it("refuses a certificate that nobody vouches for", async () => {
    const sink = await MailSink.open({ tls: true });
    const transport = smtpTransport({ url: `smtp://127.0.0.1:${sink.port}`, timeout: 1_500 });
    const error = await transport.send(message(), { signal: AbortSignal.timeout(5_000) }).catch((e: unknown) => e);
    expect(error).toMatchObject({ kind: "temporary", everything: true });
    expect(sink.all()).toHaveLength(0);
    await transport.close();
    await sink.close();
  });

  it("takes another connection when the server closed an idle one", async () => {
    const sink = await MailSink.open();
    const transport = smtpTransport({ url: sink.url, timeout: 1_500 });
    await transport.send(message({ messageId: "<1@acme.example>" }), { signal: AbortSignal.timeout(5_000) });
    sink.dropConnections();
    await transport.send(message({ messageId: "<2@acme.example>" }), { signal: AbortSignal.timeout(5_000) });
    expect(sink.all().map((mail) => mail.messageId)).toEqual(["<1@acme.example>", "<2@acme.example>"]);
    await transport.close();
    await sink.close();
  });
});
