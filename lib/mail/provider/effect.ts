import { now } from "../../clock";
import type { Delivery, DeliveryStatus, InvitationDoc, MailDoc, TimelineEntry } from "../../db/types";
import { bounceSentence } from "./bounce";
import type { ProviderEvent, ProviderEventType } from "./event";

/** What an event makes of an invitation. Events come in any order, and in each the same is left in the end. */

/** Within one send a delivery only moves forward. */
const RANK: Record<DeliveryStatus, number> = {
  none: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  sent: 4,
  delivered: 5,
  failed: 6,
  suppressed: 7,
  bounced: 8,
  complained: 9,
};

const MEANS: Partial<Record<ProviderEventType, DeliveryStatus>> = {
  sent: "sent",
  delivered: "delivered",
  failed: "failed",
  suppressed: "suppressed",
  bounced: "bounced",
  complained: "complained",
};

/** What happens often is told once a send; the rest each time. */
const ONCE: ReadonlySet<ProviderEventType> = new Set(["sent", "delayed", "delivered", "opened", "clicked"]);

/** Among entries of the same moment. */
const ORDER: readonly string[] = ["sent", "delayed", "delivered", "opened", "clicked"];

const TIMELINE = 100;
const PROVIDER = { resend: "Resend", sendgrid: "SendGrid" } as const;

/** A letter, as far as its events are concerned. */
export type Letter = Pick<
  MailDoc,
  "_id" | "kind" | "account" | "invitation" | "batch" | "send" | "claims" | "to" | "createdAt"
>;

/** What has to be known of an invitation, and what may change of it. */
export type State = Pick<InvitationDoc, "delivery" | "timeline" | "sends" | "issuedAt">;

/** Which send of its invitation the letter belongs to; a reminder repeats that whose link it carries. */
export function sendOf({ send, claims }: Pick<Letter, "send" | "claims">): number | null {
  return send ?? claims?.send ?? null;
}

/** The event on the invitation whose current send it is about. */
export function applyEvent(state: State, letter: Letter, event: ProviderEvent): State {
  const { type } = event;
  // A reminder that left or did not says nothing of the letter that came before it; that it bounced does.
  const first = letter.send !== null;
  const weighs = first || type === "bounced" || type === "complained";
  const told = first || (type !== "sent" && type !== "delivered");
  const at = momentOf(state, letter, event);
  return {
    ...state,
    delivery: weighs ? moved(state.delivery, letter, event, at) : state.delivery,
    timeline: told ? placed(state, event, at, detailOf(letter, event)) : state.timeline,
  };
}

/**
 * What became of a mail that a newer one has replaced: told among what happened, so that it is known why its address is
 * stopped. It says nothing of the newer one.
 */
export function applyEarlier(state: State, letter: Letter, event: ProviderEvent): State {
  if (event.type !== "bounced" && event.type !== "complained") return state;
  // It has nothing to do with when the newer one was taken.
  const at = momentOf({ timeline: [], issuedAt: state.issuedAt }, letter, event);
  return { ...state, timeline: placed(state, event, at, detailOf(letter, event, true)) };
}

/** By the provider's clock, but neither before the letter was written or taken nor after now. */
function momentOf(
  { timeline, issuedAt }: Pick<State, "timeline" | "issuedAt">,
  { createdAt }: Letter,
  { type, at }: ProviderEvent,
): Date {
  const latest = now();
  if (Number.isNaN(at.getTime()) || at > latest) return latest;
  const told = at < createdAt ? createdAt : at;
  if (type === "sent") return told;
  const sent = timeline.findLast((entry) => entry.event === "sent" && entry.at >= issuedAt);
  return sent && sent.at > told ? sent.at : told;
}

function moved(before: Delivery, letter: Letter, event: ProviderEvent, at: Date): Delivery {
  const status = MEANS[event.type];
  // Where no mail was asked for there is none to follow.
  if (status === undefined || before.status === "none") return before;
  const messageId = event.providerId ?? before.messageId;
  const after: Delivery = {
    status,
    transport: event.transport,
    ...(messageId ? { messageId } : {}),
    error: sentenceOf(letter, event),
    ...(event.bounce ? { code: event.bounce.code } : {}),
    ...(event.bounce?.hard ? { hard: true } : {}),
    at,
  };
  return outweighs(after, before) ? after : before;
}

/** Of two bounces the one for good, else whatever happened first: the same one in whichever order they are told. */
function outweighs(after: Delivery, before: Delivery): boolean {
  const ahead = RANK[after.status] - RANK[before.status] || Number(after.hard ?? false) - Number(before.hard ?? false);
  if (ahead !== 0) return ahead > 0;
  if (after.status === "sent") return false;
  const later = after.at.getTime() - before.at.getTime();
  return later < 0 || (later === 0 && (after.error ?? "") < (before.error ?? ""));
}

function placed(
  { timeline, issuedAt }: State,
  { type }: ProviderEvent,
  at: Date,
  detail: string | null,
): TimelineEntry[] {
  let entries = timeline;
  if (ONCE.has(type)) {
    const known = timeline.find((entry) => entry.event === type && entry.at >= issuedAt);
    if (known && known.at <= at) return timeline;
    // Told later and happened earlier.
    entries = timeline.filter((entry) => entry !== known);
  }
  const place = ORDER.indexOf(type);
  const before = (entry: TimelineEntry) =>
    entry.at < at || (entry.at.getTime() === at.getTime() && (place < 0 || ORDER.indexOf(entry.event) <= place));
  const index = entries.findLastIndex(before) + 1;
  return entries.toSpliced(index, 0, { at, event: type, ...(detail ? { detail } : {}) }).slice(-TIMELINE);
}

/** What went wrong, for the inviter; null where nothing did. */
export function sentenceOf(
  letter: Pick<Letter, "to">,
  { type, transport, bounce, said }: ProviderEvent,
  earlier = false,
): string | null {
  const { email } = letter.to;
  switch (type) {
    case "bounced":
      return bounceSentence(email, bounce?.code ?? "other", earlier ? "An earlier mail" : "The mail");
    case "complained":
      return `${email} reported ${earlier ? "an earlier" : "the"} mail as spam.`;
    case "failed":
      return `${PROVIDER[transport]} could not send the mail to ${email}${said ? `: ${said}` : "."}`;
    case "suppressed":
      return `${PROVIDER[transport]} did not send the mail: ${email} is on its own list of stopped addresses.`;
    default:
      return null;
  }
}

function detailOf(letter: Letter, event: ProviderEvent, earlier = false): string | null {
  const { type, said, transport } = event;
  const sentence = sentenceOf(letter, event, earlier);
  const who = type === "bounced" ? "Its server" : PROVIDER[transport];
  if (type === "bounced" || type === "suppressed") return said ? `${sentence} ${who} said: ${said}` : sentence;
  if (type === "sent") return transport;
  return sentence ?? (type === "delayed" ? said : null);
}
