import { Resend } from "resend";
import { z } from "zod";
import { parseId } from "../../db/ids";
import { env } from "../../env";
import { readBounce } from "./bounce";
import { idText, type ProviderEvent, type ProviderEventType, said } from "./event";
import { parseSigned, refuseUnsigned } from "./signed";

/** Resend's webhook: Standard Webhooks as Svix has them, one event a call (resend.com/docs/webhooks). */

const TYPES: Record<string, ProviderEventType> = {
  "email.sent": "sent",
  "email.delivered": "delivered",
  "email.delivery_delayed": "delayed",
  "email.bounced": "bounced",
  "email.complained": "complained",
  "email.failed": "failed",
  "email.suppressed": "suppressed",
  "email.opened": "opened",
  "email.clicked": "clicked",
};

const PERMANENT: Record<string, boolean> = { Permanent: true, Transient: false };

const text = z.string().nullish().catch(null);
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(null);

const Sent = z.object({
  type: z.string(),
  created_at: text,
  data: z.object({
    email_id: text,
    to: z.array(z.string()).catch([]),
    // The SDK's types have an object, older payloads a list of pairs.
    tags: z
      .union([
        z.record(z.string(), z.unknown()),
        z
          .array(z.object({ name: z.string(), value: z.unknown().optional() }))
          .transform((pairs) => Object.fromEntries(pairs.map(({ name, value }) => [name, value]))),
      ])
      .nullish()
      .catch(null),
    bounce: part({ type: text, subType: text, message: text, diagnosticCode: z.unknown().optional() }),
    failed: part({ reason: text }),
    suppressed: part({ message: text, type: text }),
  }),
});

/**
 * The event in a call, if it is one that says something about a mail.
 * @throws AppError 401 `signature_invalid`, 400 for what is signed and no JSON
 */
export function readResendEvent(headers: Headers, bytes: Uint8Array): ProviderEvent | null {
  const id = headers.get("svix-id") ?? "";
  verify(id, headers, bytes);
  const sent = Sent.safeParse(parseSigned(bytes));
  if (!sent.success) return null;
  const { type: name, created_at, data } = sent.data;
  const told = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (!told) return null;
  const { bounce, failed, suppressed } = data;
  const { mail } = data.tags ?? {};
  const diagnosis = [bounce?.diagnosticCode].flat().map(said).find(Boolean) ?? null;
  const words = diagnosis ?? said(bounce?.message) ?? said(failed?.reason) ?? said(suppressed?.message);
  return {
    transport: "resend",
    id,
    type: told,
    mail: typeof mail === "string" ? parseId(mail) : null,
    providerId: idText(data.email_id),
    email: data.to.length === 1 ? (data.to[0] ?? null) : null,
    at: new Date(created_at ?? Number.NaN),
    said: words,
    ...(told === "bounced"
      ? {
          bounce: readBounce({
            // Without a type it is what the event's name stands for: refused for good.
            permanent: PERMANENT[bounce?.type ?? "Permanent"] ?? null,
            category: bounce?.subType ?? null,
            status: null,
            said: [diagnosis, said(bounce?.message)].filter(Boolean).join(" ") || null,
          }),
        }
      : {}),
  };
}

/** Several signatures stand side by side while a secret is being changed; one good one will do. */
function verify(id: string, headers: Headers, bytes: Uint8Array): void {
  const { webhookSecret, apiKey } = env().mail.resend;
  if (webhookSecret === null) throw refuseUnsigned("RESEND_WEBHOOK_SECRET is not set.");
  if (id.length > 200) throw refuseUnsigned("Its id is too long.");
  try {
    // The call needs no key of the API, but the class that has it wants one.
    new Resend(apiKey ?? "none").webhooks.verify({
      payload: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
      headers: {
        id,
        timestamp: headers.get("svix-timestamp") ?? "",
        signature: headers.get("svix-signature") ?? "",
      },
      webhookSecret,
    });
  } catch (error) {
    // What was signed and is no JSON is said to be that, further on.
    if (!(error instanceof SyntaxError)) throw refuseUnsigned((error as Error).message);
  }
}
