/** What takes mail away. A new one passes tests/support/mail-conformance.ts before it is registered. */

export interface Mailbox {
  name: string;
  address: string;
}

/** A mail ready to leave. Names are plain text; encoding them for headers is the transport's work. */
export interface Message {
  /** The mail's id: the same for each attempt. */
  id: string;
  from: Mailbox;
  to: Mailbox;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  /** With angle brackets; the same for each attempt. */
  messageId: string;
}

export interface SendOptions {
  signal: AbortSignal;
  /** Called when the message itself begins to leave, which a server that refuses or is away never lets happen. */
  onHandover?: () => void;
}

export interface Transport {
  readonly name: "mailbox" | "smtp";
  /**
   * Whether sending the same message again is harmless, so that what a crash left open may simply be repeated. Where it is
   * not, such a mail becomes `unknown` and is never sent twice by itself.
   */
  readonly repeatable: boolean;
  /** Messages that may be on their way at once. */
  readonly concurrency: number;
  /** Takes one message to its one recipient. @throws TransportError and nothing else */
  send(message: Message, options: SendOptions): Promise<{ messageId: string }>;
  /** Whether it would take mail now, for `doctor`. @throws TransportError */
  check(): Promise<void>;
  close(): Promise<void>;
}

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
