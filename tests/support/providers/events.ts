import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from "node:crypto";
import type { WebhookEventPayload } from "resend";

/**
 * What the providers send to a webhook, signed as they sign it. README.md says where each rule is documented. The body is a
 * string because the signature covers its bytes.
 */
export interface SignedRequest {
  headers: Record<string, string>;
  body: string;
}

/** A signing secret as Resend shows it once. */
export function resendSecret(): string {
  return `whsec_${randomBytes(24).toString("base64")}`;
}

export interface ResendSigning {
  secret: string;
  /** When the provider sent it; now when left out. */
  at?: Date;
  /** The same for each delivery of one event. */
  id?: string;
  /** Of a secret that was changed: the provider signs with both for a day. */
  alsoWith?: string;
}

/** HMAC-SHA256 over `id.seconds.body` with the base64 half of the secret (docs.svix.com, "Verifying Webhooks Manually"). */
export function signedResendEvent(event: unknown, signing: ResendSigning): SignedRequest {
  const { secret, at = new Date(), id = `msg_${randomUUID().replaceAll("-", "")}`, alsoWith } = signing;
  const body = JSON.stringify(event);
  const seconds = Math.floor(at.getTime() / 1000);
  const signatures = [...(alsoWith ? [alsoWith] : []), secret].map((each) => {
    const key = Buffer.from(each.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
  });
  return {
    headers: {
      "content-type": "application/json",
      "svix-id": id,
      "svix-timestamp": String(seconds),
      "svix-signature": signatures.join(" "),
    },
    body,
  };
}

export type ResendEventType = Extract<WebhookEventPayload["type"], `email.${string}`>;

/** An event about one mail, in the documented shape; `more` is what its type adds, such as `{ bounce: { … } }`. */
export function resendEvent(
  type: ResendEventType,
  mail: { emailId: string; to: string; mail?: string; kind?: string; at?: Date },
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const at = (mail.at ?? new Date()).toISOString();
  const tags = { ...(mail.mail ? { mail: mail.mail } : {}), ...(mail.kind ? { kind: mail.kind } : {}) };
  return {
    type,
    created_at: at,
    data: {
      created_at: at,
      email_id: mail.emailId,
      message_id: `<${mail.emailId}@eu-west-1.amazonses.com>`,
      from: "Acme <invitations@acme.example>",
      to: [mail.to],
      subject: "Rui Costa invited you to Acme",
      ...(Object.keys(tags).length > 0 ? { tags } : {}),
      ...more,
    },
  };
}

/** `Permanent`, `Transient` or `Undetermined`, with Amazon SES's sub-types. */
export function resendBounce(
  mail: Parameters<typeof resendEvent>[1],
  type: "Permanent" | "Transient" | "Undetermined" = "Permanent",
  message = "550 5.1.1 The address does not exist",
  subType = "General",
): Record<string, unknown> {
  return resendEvent("email.bounced", mail, { bounce: { type, subType, message } });
}

/** A key pair as SendGrid makes one; the public half as its settings show it (base64 of the DER, SubjectPublicKeyInfo). */
export function sendGridKeys(): { privateKey: KeyObject; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return { privateKey, publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64") };
}

/** ECDSA P-256 with SHA-256 over the timestamp and the raw body; the signature is DER in base64. */
export function signedSendGridEvents(
  events: readonly unknown[],
  { privateKey, at = new Date() }: { privateKey: KeyObject; at?: Date },
): SignedRequest {
  // The provider ends its bodies with CR LF, and signs those too.
  const body = `${JSON.stringify(events)}\r\n`;
  const seconds = String(Math.floor(at.getTime() / 1000));
  return {
    headers: {
      "content-type": "application/json",
      "x-twilio-email-event-webhook-timestamp": seconds,
      "x-twilio-email-event-webhook-signature": sign("sha256", Buffer.from(seconds + body), privateKey).toString(
        "base64",
      ),
    },
    body,
  };
}

export type SendGridEventType =
  | "processed"
  | "deferred"
  | "delivered"
  | "bounce"
  | "dropped"
  | "open"
  | "click"
  | "spamreport"
  | "unsubscribe";

/**
 * One event in the documented shape. `messageId` is the X-Message-Id of the answer; `sg_message_id` begins with it. Our
 * custom argument `mail` stands beside the provider's own fields.
 */
export function sendGridEvent(
  event: SendGridEventType,
  mail: { to: string; mail?: string; messageId?: string; at?: Date; id?: string },
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    email: mail.to,
    timestamp: Math.floor((mail.at ?? new Date()).getTime() / 1000),
    event,
    sg_event_id: mail.id ?? randomBytes(16).toString("base64url"),
    sg_message_id: `${mail.messageId ?? "14c5d75ce93"}.recvd-5f54b5d587-pczjm-1-67BADEEA-6.0`,
    "smtp-id": `<${mail.messageId ?? "14c5d75ce93"}@geopod-ismtpd-4>`,
    ...(mail.mail ? { mail: mail.mail } : {}),
    ...more,
  };
}

/** `type` "bounce" is a hard one or one that lasted, "blocked" a refusal for now; there is no `status` for an unknown host. */
export function sendGridBounce(
  mail: Parameters<typeof sendGridEvent>[1],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return sendGridEvent("bounce", mail, {
    type: "bounce",
    status: "5.1.1",
    reason: "550 5.1.1 The email account that you tried to reach does not exist",
    bounce_classification: "Invalid Address",
    tls: 1,
    ...more,
  });
}
