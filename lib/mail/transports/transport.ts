import type { MailKind } from "../../db/types";

/** What takes mail away. A new one passes tests/support/mail-conformance.ts before it is registered. */

export interface Mailbox {
  name: string;
  address: string;
}

/** A mail ready to leave. Names are plain text; encoding them for headers is the transport's work. */
export interface Message {
  /** The mail's id: the same for each attempt. A provider hands it back with its events. */
  id: string;
  kind: MailKind;
  from: Mailbox;
  to: Mailbox;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  /** With angle brackets; the same for each attempt. */
  messageId: string;
  /** Further headers, such as List-Unsubscribe. */
  headers: Readonly<Record<string, string>>;
  /** What the letter is made of, for a provider that fills templates of its own. Plain text. */
  values: Readonly<Record<string, string>>;
}

export interface SendOptions {
  signal: AbortSignal;
  /** Called when the message itself begins to leave, which a server that refuses or is away never lets happen. */
  onHandover?: () => void;
}

interface AnyTransport {
  readonly name: "mailbox" | "smtp" | "resend" | "sendgrid";
  /**
   * Whether sending the same message again is harmless, so that what a crash left open may simply be repeated. Where it is
   * not, such a mail becomes `unknown` and is never sent twice by itself.
   */
  readonly repeatable: boolean;
  /** Messages, or requests, that may be on their way at once. */
  readonly concurrency: number;
  /** Whether it would take mail now, for `doctor`. @throws TransportError */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Takes messages one at a time. */
export interface SingleTransport extends AnyTransport {
  readonly batch: null;
  /** Takes one message to its one recipient. @throws TransportError and nothing else */
  send(message: Message, options: SendOptions): Promise<{ messageId: string }>;
}

export interface BatchOptions {
  signal: AbortSignal;
  /** The request's id: the same, with the same messages in the same order, for each attempt. */
  key: string;
  /** What the provider's headers say of its rate, whatever the answer. */
  onRate?: (rate: RateReport) => void;
}

export interface RateReport {
  /** Requests a second. */
  perSecond?: number;
  /** Requests left now. */
  remaining?: number;
  /** Seconds until there are more. */
  reset?: number;
}

/** What became of one message of a request: taken, with the provider's id where it told one; or refused for itself alone. */
export type Outcome = { messageId: string | null } | TransportError;

/** A provider's HTTP API: a request takes one message or many. */
export interface BatchTransport extends AnyTransport {
  readonly batch: {
    /** Messages in a request. */
    most: number;
    /** Requests a second that the provider documents; its own headers and MAIL_RATE win. */
    rate: number;
    /** Messages with the same answer may share a request. */
    shareKey(message: Message): string;
  };
  /**
   * One request. @returns an outcome for each message, in order
   * @throws TransportError about the request as a whole: `temporary`, nothing was taken; `permanent`, it was refused and
   *   nothing was taken (of several, one may be the reason); `unknown`, it may have been taken
   */
  sendBatch(messages: readonly Message[], options: BatchOptions): Promise<Outcome[]>;
}

export type Transport = SingleTransport | BatchTransport;

/**
 * - `temporary`: definitely not taken; try again later
 * - `permanent`: definitely not taken, and never will be
 * - `unknown`: it may have been taken
 */
export type TransportErrorKind = "temporary" | "permanent" | "unknown";

export class TransportError extends Error {
  readonly kind: TransportErrorKind;
  /** Seconds that the other side asked to wait. */
  readonly retryAfter: number | undefined;
  /** The transport as a whole is away or refuses: other mails would fare no better now. */
  readonly everything: boolean;

  constructor(
    kind: TransportErrorKind,
    sentence: string,
    details: { cause?: unknown; retryAfter?: number; everything?: boolean } = {},
  ) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "TransportError";
    this.kind = kind;
    this.retryAfter = details.retryAfter;
    this.everything = details.everything ?? false;
  }
}
