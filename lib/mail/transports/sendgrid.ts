import { asciiDomain, headersOf, oneLine, refusal } from "./address";
import { callSendGrid, NoAnswer, type SendGridAnswer } from "./sendgrid-client";
import type { SendGridTemplates } from "./sendgrid-templates";
import {
  type BatchOptions,
  type BatchTransport,
  type Mailbox,
  type Message,
  type Outcome,
  type SingleTransport,
  TransportError,
} from "./transport";

export interface SendGridOptions {
  apiKey: string;
  baseUrl?: string | null;
  /** Milliseconds for one request. */
  timeout?: number;
}

const BASE_URL = "https://api.sendgrid.com";
const TIMEOUT = 30_000;
const REQUESTS = 20;
/** Personalizations in a request (twilio.com/docs/sendgrid/api-reference/mail-send/errors). */
const MOST = 1000;
/** Requests a second to mail/send (twilio.com/docs/sendgrid, "Rate limits"; nothing lower is documented for it). */
const RATE = 10_000;
const CREDITS_SECONDS = 30 * 60;
/** The mail leaves with the request; after so long without an answer that is worth telling. */
const SLOW_MS = 250;

/**
 * SendGrid knows no idempotency: a request that may have been taken is never made again by itself. A mail that Foyer drew
 * is a request of its own, because the content is the request's.
 */
export function sendgridTransport(options: SendGridOptions): SingleTransport {
  const { check, call } = sendgridApi(options);
  return {
    name: "sendgrid",
    batch: null,
    repeatable: false,
    concurrency: REQUESTS,
    async send(message, { signal, onHandover }) {
      const obstacle = refusal(message);
      if (obstacle) throw obstacle;
      const slow = onHandover && setTimeout(onHandover, SLOW_MS);
      try {
        const answer = await call("POST", "/v3/mail/send", signal, toBody([message], {})).catch(lost);
        return { messageId: idOf(answer) ?? message.messageId };
      } finally {
        clearTimeout(slow);
      }
    },
    check,
    async close() {},
  };
}

/** With dynamic templates kept at SendGrid, by kind of mail: many mails share a request, and their values fill it. */
export function sendgridTemplateTransport(options: SendGridOptions, templates: SendGridTemplates): BatchTransport {
  const { check, call } = sendgridApi(options);
  return {
    name: "sendgrid",
    batch: {
      most: MOST,
      rate: RATE,
      shareKey: ({ id, kind, from, replyTo }) =>
        templates[kind] ? JSON.stringify([kind, from.name, from.address, replyTo]) : id,
    },
    repeatable: false,
    concurrency: 4,
    async sendBatch(messages, { signal, onRate }) {
      const outcomes: (Outcome | null)[] = messages.map(refusal);
      // An address may be in a request once; the second mail to it goes with a later one.
      const addresses = new Set<string>();
      for (const [index, { to }] of messages.entries()) {
        const address = asciiDomain(to.address).toLowerCase();
        if (outcomes[index] === null && addresses.has(address)) {
          const sentence = "Another mail to this address goes first.";
          outcomes[index] = new TransportError("temporary", sentence, { retryAfter: 1 });
        }
        addresses.add(address);
      }
      const left = messages.filter((_, index) => outcomes[index] === null);
      if (left.length === 0) return outcomes.flatMap((outcome) => outcome ?? []);
      const answer = await call("POST", "/v3/mail/send", signal, toBody(left, templates)).catch(lost);
      tellRate(answer.headers, onRate);
      const messageId = idOf(answer);
      return outcomes.map((outcome) => outcome ?? { messageId });
    },
    check,
    async close() {},
  };
}

function sendgridApi(options: SendGridOptions) {
  const { apiKey, timeout = TIMEOUT } = options;
  const baseUrl = (options.baseUrl ?? BASE_URL).replace(/\/+$/, "");
  const call = (method: "GET" | "POST", path: string, signal?: AbortSignal, body?: unknown) => {
    const patience = AbortSignal.timeout(timeout);
    const both = signal ? AbortSignal.any([signal, patience]) : patience;
    return callSendGrid({ apiKey, baseUrl, method, path, body, signal: both });
  };
  const check = async () => {
    const answer = await call("GET", "/v3/scopes").catch((error: unknown): never => {
      throw new TransportError("temporary", `SendGrid cannot be reached: ${reasonOf(error)}`, { everything: true });
    });
    if (answer.status !== 200) throw errorOf(answer);
    const { scopes } = answer.body as { scopes?: unknown };
    if (Array.isArray(scopes) && !scopes.includes("mail.send")) {
      throw new TransportError("temporary", "SENDGRID_API_KEY lacks the permission Mail Send (mail.send).", {
        everything: true,
      });
    }
  };
  return { call, check };
}

/** @throws TransportError where the mail was not taken */
function idOf(answer: SendGridAnswer): string | null {
  if (answer.status !== 202 && answer.status !== 200) throw errorOf(answer);
  return answer.headers["x-message-id"] ?? null;
}

function toBody(messages: readonly Message[], templates: SendGridTemplates) {
  const [first] = messages;
  if (!first) throw new Error("A request needs a mail");
  const template = templates[first.kind];
  return {
    personalizations: messages.map((message) => ({
      // A name may contain neither of these two (twilio.com/docs/sendgrid/api-reference/mail-send/limitations).
      to: [person({ ...message.to, name: message.to.name.replace(/[,;]/g, " ") })],
      headers: { "Message-ID": message.messageId, ...headersOf(message) },
      // The provider keeps these for good and shows them to its staff: an id and nothing of the person.
      custom_args: { mail: message.id },
      ...(template ? { dynamic_template_data: { ...message.values, subject: oneLine(message.subject) } } : {}),
    })),
    from: person(first.from),
    ...(first.replyTo ? { reply_to: { email: asciiDomain(first.replyTo) } } : {}),
    ...(template
      ? { template_id: template }
      : {
          subject: oneLine(first.subject),
          content: [
            { type: "text/plain", value: first.text },
            { type: "text/html", value: first.html },
          ],
        }),
    // A rewritten link would hand each invite token to the provider's own redirect.
    tracking_settings: {
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    },
  };
}

function person({ name, address }: Mailbox) {
  const shown = oneLine(name);
  return { email: asciiDomain(address), ...(shown ? { name: shown } : {}) };
}

/** X-RateLimit-Reset is a moment, in seconds since 1970; how long its period is, is not said. */
function tellRate(headers: SendGridAnswer["headers"], onRate: BatchOptions["onRate"]): void {
  const remaining = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
  if (!Number.isFinite(remaining)) return;
  const reset = secondsUntil(headers);
  onRate?.({ remaining, ...(reset ? { reset } : {}) });
}

function secondsUntil(headers: SendGridAnswer["headers"]): number {
  const wait = Number.parseFloat(headers["retry-after"] ?? "");
  if (Number.isFinite(wait) && wait > 0) return wait;
  const moment = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  return Number.isFinite(moment) ? Math.max(0, Math.ceil(moment - Date.now() / 1000)) : 0;
}

const reasonOf = (error: unknown) => (error as Error).message.replace(/\s+/g, " ").slice(0, 300);

function lost(error: unknown): never {
  if (error instanceof NoAnswer && error.unsent) {
    throw new TransportError("temporary", `SendGrid cannot be reached: ${reasonOf(error)}`, { everything: true });
  }
  throw new TransportError("unknown", "The connection to SendGrid ended before it said whether it took the mail.", {
    cause: error,
  });
}

/** twilio.com/docs/sendgrid/api-reference/mail-send/errors, and article 18322114821403 of support.sendgrid.com */
function errorOf({ status, headers, body }: SendGridAnswer): TransportError {
  const { errors } = (typeof body === "object" && body !== null ? body : {}) as {
    errors?: { message?: string; field?: string | null }[];
  };
  const first = Array.isArray(errors) ? errors[0] : undefined;
  const field = String(first?.field ?? "");
  const said = String(first?.message ?? `status ${status}`)
    .replace(/\s+/g, " ")
    .slice(0, 300);
  const later = (sentence: string, retryAfter = secondsUntil(headers), everything = true) =>
    new TransportError("temporary", sentence, { retryAfter: retryAfter || undefined, everything });

  if (status === 429) return later(`SendGrid asked to send more slowly: ${said}`, secondsUntil(headers) || 1, false);
  if (/credits exceeded/i.test(said)) {
    return later(
      `The quota of the SendGrid account is used up: ${said}`,
      Math.max(secondsUntil(headers), CREDITS_SECONDS),
    );
  }
  if (status === 401) return later(`SendGrid does not accept SENDGRID_API_KEY: ${said}`);
  if (status === 403) {
    const setting = /sender identity|from address/i.test(said) ? "MAIL_FROM" : "SENDGRID_API_KEY";
    return later(`SendGrid does not send with this ${setting}: ${said}`);
  }
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) {
    return later(`SENDGRID_BASE_URL does not lead to SendGrid's API: ${said}`);
  }
  if (status >= 400 && status < 500 && status !== 408) {
    // A wrong setting is no fault of the mail.
    if (field === "from.email") return later(`SendGrid does not accept the address in MAIL_FROM: ${said}`);
    if (field === "template_id") return later(`SendGrid does not know a template of SENDGRID_TEMPLATES: ${said}`);
    return new TransportError("permanent", `SendGrid refused the mail: ${said}`);
  }
  return new TransportError("unknown", `SendGrid failed while it had the mail (${status}): ${said}`);
}
