import { createPublicKey, verify as verifySignature } from "node:crypto";
import { z } from "zod";
import { parseId } from "../../db/ids";
import { env } from "../../env";
import { AppError } from "../../errors";
import { sha256 } from "../../secrets";
import { readBounce } from "./bounce";
import { idText, type ProviderEvent, type ProviderEventType, said } from "./event";
import { parseSigned, refuseUnsigned } from "./signed";

/** SendGrid's Event Webhook: many events a call (twilio.com/docs/sendgrid/for-developers/tracking-events/event). */

const SIGNATURE = "x-twilio-email-event-webhook-signature";
const TIMESTAMP = "x-twilio-email-event-webhook-timestamp";
const TOLERANCE_SECONDS = 5 * 60;

const TYPES: Record<string, ProviderEventType> = {
  processed: "sent",
  delivered: "delivered",
  deferred: "delayed",
  bounce: "bounced",
  dropped: "failed",
  spamreport: "complained",
  unsubscribe: "unsubscribed",
  group_unsubscribe: "unsubscribed",
  open: "opened",
  click: "clicked",
};

/** Reasons for a `dropped` that are about the address; the others are about the mail or the plan. */
const STOPPED = /unsubscribed address|bounced address|spam reporting address|^invalid$/i;

const text = z.string().nullish().catch(null);

const Sent = z.object({
  event: z.string(),
  email: text,
  // Seconds, with a fraction now and then.
  timestamp: z.coerce.number().catch(Number.NaN),
  sg_event_id: z.unknown().optional(),
  sg_message_id: text,
  /** Our custom argument: SendGrid puts those beside its own fields. */
  mail: text,
  type: text,
  status: text,
  reason: text,
  response: text,
  bounce_classification: text,
});

/**
 * The events in a call that say something about a mail.
 * @throws AppError 401 `signature_invalid`, 400 for what is signed and no list in JSON
 */
export function readSendGridEvents(headers: Headers, bytes: Uint8Array): ProviderEvent[] {
  verify(headers, bytes);
  const list = parseSigned(bytes);
  if (!Array.isArray(list)) throw new AppError("invalid_request", "The body must be a list of events.");
  return list.flatMap((item: unknown) => readOne(item) ?? []);
}

function readOne(item: unknown): ProviderEvent | null {
  const sent = Sent.safeParse(item);
  if (!sent.success) return null;
  const { event, email, timestamp, sg_event_id, sg_message_id, mail, reason, response } = sent.data;
  const told = Object.hasOwn(TYPES, event) ? TYPES[event] : undefined;
  if (!told) return null;
  const type = event === "dropped" && STOPPED.test(reason?.trim() ?? "") ? "suppressed" : told;
  return {
    transport: "sendgrid",
    // It has always one; what has none is known by what it says.
    id: idText(sg_event_id) ?? sha256(JSON.stringify(item)),
    type,
    mail: mail ? parseId(mail) : null,
    // The id of the request, then what its servers add (`.recvd-…`). A bounce that comes late may have none.
    providerId: idText(sg_message_id?.split(".")[0]),
    email: email ?? null,
    at: new Date(timestamp * 1000),
    said: said(reason) ?? said(response),
    ...(type === "bounced" ? { bounce: bounceOf(sent.data) } : {}),
  };
}

/** `blocked` is a refusal for now, which SendGrid does not remember; `bounce` one that it does. */
function bounceOf({ type, status, reason, bounce_classification }: z.output<typeof Sent>) {
  return readBounce({
    permanent: type !== "blocked",
    category: bounce_classification ?? null,
    status: status ?? null,
    said: said(reason),
  });
}

/** ECDSA P-256 with SHA-256 over the timestamp and the body's bytes; the key as SendGrid shows it, base64 of its SPKI. */
function verify(headers: Headers, bytes: Uint8Array): void {
  const { webhookPublicKey } = env().mail.sendgrid;
  if (webhookPublicKey === null) throw refuseUnsigned("SENDGRID_WEBHOOK_PUBLIC_KEY is not set.");
  const timestamp = headers.get(TIMESTAMP) ?? "";
  const signature = headers.get(SIGNATURE) ?? "";
  if (!/^\d{1,12}$/.test(timestamp) || !signature) throw refuseUnsigned("Headers are missing.");
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) throw refuseUnsigned("It is too old.");
  if (!isSigned(webhookPublicKey, Buffer.concat([Buffer.from(timestamp), bytes]), signature)) {
    throw refuseUnsigned("The signature does not fit.");
  }
}

function isSigned(publicKey: string, signed: Buffer, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return verifySignature("sha256", signed, { key, dsaEncoding: "der" }, Buffer.from(signature, "base64"));
  } catch (error) {
    throw refuseUnsigned((error as Error).message);
  }
}
