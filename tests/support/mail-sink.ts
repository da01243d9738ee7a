import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type AddressObject, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** An SMTP server on loopback that keeps what it takes, and misbehaves on request. */

export interface SinkMail {
  envelope: { from: string; to: string[] };
  from: { name: string; address: string };
  to: { name: string; address: string }[];
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  /** Where the first link of the HTML leads; null without one. */
  link: string | null;
  messageId: string;
  headers: Map<string, unknown>;
  raw: string;
}

/**
 * What happens to a message. `drop-*` closes the connection: before the message may come, or when all of it has come but
 * nothing was answered (the mail is kept then). `hang-*` stays silent there instead.
 */
export type Behaviour =
  | "accept"
  | { refuse: number; at: "recipient" | "data"; words?: string }
  | "drop-before-data"
  | "drop-after-data"
  | "hang-before-data"
  | "hang-after-data";

export interface SinkOptions {
  port?: number;
  /** Offers STARTTLS with a certificate that nobody vouches for. */
  tls?: boolean;
  user?: { name: string; password: string };
}

export class MailSink {
  private readonly mails: SinkMail[] = [];
  private readonly once: Behaviour[] = [];
  private usual: Behaviour = "accept";
  /** How many messages were met with silence so far. */
  silences = 0;
  private readonly server: SMTPServer;
  private readonly secured: boolean;

  private constructor(options: SinkOptions) {
    this.secured = options.tls ?? false;
    this.server = new SMTPServer({
      disabledCommands: options.user ? [] : ["AUTH"],
      hideSTARTTLS: !this.secured,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      closeTimeout: 200,
      logger: false,
      onAuth: (auth, _session, done) => {
        const good = auth.username === options.user?.name && auth.password === options.user?.password;
        if (good) done(null, { user: auth.username });
        else done(new Error("The sink does not know this user"));
      },
      onRcptTo: (_address, session, done) => {
        const behaviour = this.once[0] ?? this.usual;
        if (typeof behaviour === "object" && behaviour.at === "recipient") {
          this.take();
          return done(answer(behaviour));
        }
        if (behaviour === "drop-before-data") {
          this.take();
          return this.drop(session.id);
        }
        if (behaviour === "hang-before-data") {
          this.take();
          this.silences += 1;
          return;
        }
        done();
      },
      onData: (stream, session, done) => {
        const behaviour = this.take();
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          if (typeof behaviour === "object") return done(answer(behaviour));
          const from = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
          const to = session.envelope.rcptTo.map(({ address }) => address);
          read(Buffer.concat(chunks), { from, to }).then((mail) => {
            this.mails.push(mail);
            if (behaviour === "drop-after-data") this.drop(session.id);
            else if (behaviour === "hang-after-data") this.silences += 1;
            else done();
          }, done);
        });
      },
    });
    // A client that goes away in the middle is what some tests are about.
    this.server.on("error", () => {});
  }

  static async open(options: SinkOptions = {}): Promise<MailSink> {
    const sink = new MailSink(options);
    await new Promise<void>((resolve) => sink.server.listen(options.port ?? 0, "127.0.0.1", resolve));
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}${this.secured ? "?tls.rejectUnauthorized=false" : ""}`;
  }

  all(): readonly SinkMail[] {
    return this.mails;
  }

  to(email: string): SinkMail[] {
    return this.mails.filter((mail) => mail.envelope.to.includes(email));
  }

  /** The newest mail to the address; waits for the first one to come. */
  async lastTo(email: string, timeout = 10_000): Promise<SinkMail> {
    const [last] = (await this.waitFor((mail) => mail.envelope.to.includes(email), { timeout })).slice(-1);
    if (!last) throw new Error(`No mail to ${email}`);
    return last;
  }

  /** Waits until so many mails match, and gives them. */
  async waitFor(
    matches: (mail: SinkMail) => boolean,
    { count = 1, timeout = 10_000 }: { count?: number; timeout?: number } = {},
  ): Promise<SinkMail[]> {
    const end = Date.now() + timeout;
    for (;;) {
      const found = this.mails.filter(matches);
      if (found.length >= count) return found;
      if (Date.now() > end) {
        const seen = this.mails.map((mail) => `${mail.envelope.to.join()}: ${mail.subject}`).join("; ") || "none";
        throw new Error(`Waited ${timeout} ms for ${count} matching mail, got ${found.length}. Mails: ${seen}`);
      }
      await sleep(20);
    }
  }

  /** For the next message only. */
  next(behaviour: Behaviour): void {
    this.once.push(behaviour);
  }

  /** For every message that `next` says nothing about. */
  always(behaviour: Behaviour): void {
    this.usual = behaviour;
  }

  clear(): void {
    this.mails.length = 0;
    this.once.length = 0;
    this.usual = "accept";
    this.silences = 0;
  }

  /** As a server does with connections that it finds idle for too long. */
  dropConnections(): void {
    for (const connection of connectionsOf(this.server)) connection._socket.destroy();
  }

  async close(): Promise<void> {
    for (const connection of connectionsOf(this.server)) connection.close();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private take(): Behaviour {
    return this.once.shift() ?? this.usual;
  }

  private drop(session: string): void {
    for (const connection of connectionsOf(this.server)) if (connection.id === session) connection._socket.destroy();
  }
}

/** smtp-server keeps its connections to itself in its types, though not in fact. */
function connectionsOf(server: SMTPServer): { id: string; close(): void; _socket: { destroy(): void } }[] {
  return [...(server as unknown as { connections: Set<ReturnType<typeof connectionsOf>[number]> }).connections];
}

function answer({ refuse, words = "the sink refuses" }: { refuse: number; words?: string }): Error {
  return Object.assign(new Error(words), { responseCode: refuse });
}

async function read(raw: Buffer, envelope: SinkMail["envelope"]): Promise<SinkMail> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipTextLinks: true, skipHtmlToText: true });
  const people = (value: AddressObject | AddressObject[] | undefined) =>
    [value ?? []].flat().flatMap((list) => list.value.map(({ name, address }) => ({ name, address: address ?? "" })));
  const html = mail.html || "";
  return {
    envelope,
    from: people(mail.from)[0] ?? { name: "", address: "" },
    to: people(mail.to),
    replyTo: people(mail.replyTo)[0]?.address ?? null,
    subject: mail.subject ?? "",
    html,
    text: mail.text ?? "",
    link: linkIn(html),
    messageId: mail.messageId ?? "",
    headers: mail.headers,
    raw: raw.toString("latin1"),
  };
}

export function linkIn(html: string): string | null {
  return /<a\b[^>]*\bhref="(https?:[^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? null;
}
