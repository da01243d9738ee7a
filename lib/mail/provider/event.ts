import type { ObjectId } from "mongodb";
import type { Bounce } from "./bounce";

/** What became of a mail, in the same words whichever provider says it. */
export type ProviderEventType =
  /** The provider has taken it up. */
  | "sent"
  | "delivered"
  /** The other side asked to wait; the provider keeps trying. */
  | "delayed"
  | "bounced"
  | "complained"
  /** The provider could not send it. */
  | "failed"
  /** The provider would not: the address is on its own list of stopped ones. */
  | "suppressed"
  | "unsubscribed"
  | "opened"
  | "clicked";

export interface ProviderEvent {
  transport: "resend" | "sendgrid";
  /** The provider's id of the event itself: the same each time it is told. */
  id: string;
  type: ProviderEventType;
  /** Our id of the mail, which went with it as a tag. */
  mail: ObjectId | null;
  /** The provider's id of it, which the mails of one request may share. */
  providerId: string | null;
  /** Whom it was to, for telling apart those that share an id. */
  email: string | null;
  /** When it happened, by the provider's clock. */
  at: Date;
  bounce?: Bounce;
  /** What the other side said, on one line. */
  said: string | null;
}

const LONGEST_ID = 200;
const LONGEST_SAID = 300;
// Controls, line ends, invisible fillers and marks that change the direction of writing.
const HIDDEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu;

/** Words from outside as one plain line; null where there are none. */
export function said(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const line = value
    .slice(0, 4 * LONGEST_SAID)
    .replace(HIDDEN, " ")
    .replace(/\s+/gu, " ")
    .trim();
  if (line === "") return null;
  return line.length > LONGEST_SAID ? `${line.slice(0, LONGEST_SAID - 1).trimEnd()}…` : line;
}

/** An id from outside; null for what can be none. */
export function idText(value: unknown): string | null {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST_ID ? value : null;
}
