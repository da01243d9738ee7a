import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What the two providers' stand-ins share: HTTP on loopback, a record of every call, a rate, and troubles on request. */

/** One request as it came, and what became of it. */
export interface Call {
  /** Milliseconds since 1970. */
  at: number;
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  /** As it came, byte for byte. */
  body: string;
  /** 0 where nothing was answered. */
  status: number;
  /** What was really taken in this call; none for an answer given again. */
  taken: TakenMail[];
}

/** A mail that really goes to its recipient. */
export interface TakenMail {
  /** The provider's name for it. */
  id: string;
  recipient: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  /** As they were asked for, names as written. */
  headers: Record<string, string>;
  /** Resend's tags, SendGrid's custom arguments. */
  labels: Record<string, string>;
  template: { id: string; values: Record<string, unknown> } | null;
}

/**
 * What happens to the next request that sends mail. An object is an answer: nothing is taken, unless it says so. `drop-*`
 * closes the connection before anything was taken, or when all was taken and nothing answered; `hang-*` stays silent there.
 */
export type Trouble =
  | { status: number; name?: string; message?: string; headers?: Record<string, string>; taken?: boolean }
  | "drop-before"
  | "drop-after"
  | "hang-before"
  | "hang-after";

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON; undefined sends nothing. */
  body?: unknown;
}

export interface ProviderOptions {
  port?: number;
  /** Requests a second that are let through; none where left out. */
  rate?: number;
  /** Milliseconds that each answer takes. */
  delay?: number;
}

const WINDOW_MS = 1000;

export abstract class Provider {
  readonly calls: Call[] = [];
  protected readonly refused = new Map<string, string>();
  private readonly troubles: Trouble[] = [];
  private readonly server: http.Server;
  private window = { since: 0, used: 0 };
  private ahead = 0;
  rate: number | null;
  delay: number;

  protected constructor(options: ProviderOptions) {
    this.rate = options.rate ?? null;
    this.delay = options.delay ?? 0;
    this.server = http.createServer((request, response) => {
      // A client that goes away in the middle is what some tests are about.
      this.handle(request, response).catch(() => request.socket.destroy());
    });
    this.server.keepAliveTimeout = 60_000;
  }

  protected async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Every mail that was really taken, in order. */
  get mails(): TakenMail[] {
    return this.calls.flatMap((call) => call.taken);
  }

  to(email: string): TakenMail[] {
    return this.mails.filter((mail) => mail.recipient === email);
  }

  /** Calls that ask for mail to be sent. */
  get sends(): Call[] {
    return this.calls.filter((call) => call.method === "POST");
  }

  async waitFor(
    matches: (mail: TakenMail) => boolean,
    { count = 1, timeout = 10_000 }: { count?: number; timeout?: number } = {},
  ): Promise<TakenMail[]> {
    return this.until(() => this.mails.filter(matches), count, timeout);
  }

  async waitForCalls(count: number, { timeout = 10_000 }: { timeout?: number } = {}): Promise<Call[]> {
    return this.until(() => this.sends, count, timeout);
  }

  private async until<T>(find: () => T[], count: number, timeout: number): Promise<T[]> {
    for (const end = Date.now() + timeout; ; await sleep(20)) {
      const found = find();
      if (found.length >= count) return found;
      if (Date.now() > end) {
        const seen =
          this.calls.map((call) => `${call.path} ${call.status} (${call.taken.length})`).join("; ") || "none";
        throw new Error(`Waited ${timeout} ms for ${count}, got ${found.length}. Calls: ${seen}`);
      }
    }
  }

  /** For the next requests that send mail, one each, in this order. */
  trouble(...what: Trouble[]): void {
    this.troubles.push(...what);
  }

  /** Mail to the address is refused for the address' own sake. */
  refuse(email: string, message?: string): void {
    this.refused.set(email, message ?? "");
  }

  /** Lets the provider's clock be later, for what it keeps only so long. */
  later(milliseconds: number): void {
    this.ahead += milliseconds;
  }

  clear(): void {
    this.calls.length = 0;
    this.troubles.length = 0;
    this.refused.clear();
    this.window = { since: 0, used: 0 };
    this.ahead = 0;
    this.forget();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  protected now(): number {
    return Date.now() + this.ahead;
  }

  /** What the provider itself keeps between requests. */
  protected abstract forget(): void;
  /** The largest body it reads, in bytes, and what it answers to a larger one. */
  protected abstract readonly largest: number;
  protected abstract tooLarge(): Answer;
  protected abstract rateHeaders(left: number, seconds: number): Record<string, string>;
  protected abstract tooMany(seconds: number): Answer;
  protected abstract answerOf(trouble: Exclude<Trouble, string>): Answer;
  /** Judges a request that may be heard; `taken` is filled with what is really taken. */
  protected abstract judge(call: Call, response: ServerResponse): Answer;

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= this.largest) chunks.push(chunk);
    }
    const call: Call = {
      at: Date.now(),
      method: request.method ?? "",
      path: (request.url ?? "").split("?")[0] ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
      status: 0,
      taken: [],
    };
    this.calls.push(call);
    const rate = this.count();
    if (size > this.largest) return this.send(call, response, this.tooLarge(), rate.headers);
    if (rate.over) return this.send(call, response, this.tooMany(rate.seconds), rate.headers);

    const trouble = call.method === "POST" ? this.troubles.shift() : undefined;
    if (trouble === "drop-before") {
      request.socket.destroy();
      return;
    }
    if (trouble === "hang-before") return;
    if (typeof trouble === "object") {
      if (trouble.taken) this.judge(call, response);
      return this.send(call, response, this.answerOf(trouble), rate.headers);
    }
    const answer = this.judge(call, response);
    if (trouble === "drop-after") {
      request.socket.destroy();
      return;
    }
    if (trouble === "hang-after") return;
    if (this.delay > 0) await sleep(this.delay);
    this.send(call, response, answer, rate.headers);
  }

  /** A fixed window, begun by the first request in it. */
  private count(): { over: boolean; seconds: number; headers: Record<string, string> } {
    if (this.rate === null) return { over: false, seconds: 0, headers: {} };
    const now = Date.now();
    if (now - this.window.since >= WINDOW_MS) this.window = { since: now, used: 0 };
    this.window.used += 1;
    const seconds = Math.max(1, Math.ceil((this.window.since + WINDOW_MS - now) / 1000));
    const left = Math.max(0, this.rate - this.window.used);
    return { over: this.window.used > this.rate, seconds, headers: this.rateHeaders(left, seconds) };
  }

  private send(call: Call, response: ServerResponse, answer: Answer, more: Record<string, string>): void {
    call.status = answer.status;
    const body = answer.body === undefined ? "" : JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      ...(body ? { "content-type": "application/json; charset=utf-8" } : {}),
      "content-length": Buffer.byteLength(body),
      ...more,
      ...answer.headers,
    });
    response.end(body);
  }
}
