import { setTimeout as sleep } from "node:timers/promises";
import { type ErrorResponse, Resend } from "resend";
import { asciiDomain, domainOf, headersOf, oneLine, refusal } from "./address";
import {
  type BatchOptions,
  type BatchTransport,
  type Mailbox,
  type Message,
  type Outcome,
  type RateReport,
  TransportError,
} from "./transport";

export interface ResendOptions {
  apiKey: string;
  baseUrl?: string | null;
  /** MAIL_FROM's address; `check` asks whether its domain is verified. */
  from?: string;
  /** Milliseconds for one request. */
  timeout?: number;
}

const BASE_URL = "https://api.resend.com";
const TIMEOUT = 30_000;
/** In a request to /emails/batch (resend.com/docs/api-reference/emails/send-batch-emails). */
const MOST = 100;
/** Requests a second for a team (resend.com/docs/api-reference/rate-limit; its headers tell where there are more). */
const RATE = 2;
/** The provider counts what arrives in a second, so a little more than a second's share lies between two calls. */
const SLACK = 1.02;
const BUSY_SECONDS = 5;
/** Quotas open again once a day or a month; asking more often than this tells nothing new. */
const DAILY_QUOTA_SECONDS = 30 * 60;
const MONTHLY_QUOTA_SECONDS = 6 * 3600;

type Answer = { error: ErrorResponse; headers: Record<string, string> | null };

/**
 * Resend keeps an idempotency key for 24 hours, so a request whose fate is open is simply made again. The Message-ID is the
 * provider's: custom headers are passed on, but Amazon SES beneath it writes that one itself. A repeated request makes no
 * second mail, so it stays the same all the same; X-Entity-Ref-ID carries our own id.
 */
export function resendTransport(options: ResendOptions): BatchTransport {
  const { apiKey, baseUrl, from, timeout = TIMEOUT } = options;
  const resend = new Resend(apiKey, { baseUrl: (baseUrl ?? BASE_URL).replace(/\/+$/, "") });
  // Between the outbox's moment and the call lies work that takes now more, now less; the provider sees the calls alone.
  let apart = 0;
  let next = 0;
  const keepApart = async () => {
    const now = performance.now();
    const wait = next - now;
    next = Math.max(now, next) + apart;
    if (wait > 0) await sleep(wait);
  };

  return {
    name: "resend",
    batch: { most: MOST, rate: RATE, shareKey: () => "" },
    repeatable: true,
    concurrency: 4,
    async sendBatch(messages, { signal, key, onRate: tell }) {
      const outcomes: (Outcome | null)[] = messages.map(refusal);
      const left = messages.filter((_, index) => outcomes[index] === null);
      if (left.length === 0) return settle(outcomes, []);
      await keepApart();
      const onRate = (rate: RateReport) => {
        if (rate.perSecond) apart = (1000 / rate.perSecond) * SLACK;
        tell?.(rate);
      };
      const request = { idempotencyKey: key, signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]) };
      const [only] = left;
      if (left.length === 1 && only) {
        const answer = await resend.emails.send(toEmail(only), request);
        tellRate(answer.headers, onRate);
        if (answer.error) return settle(outcomes, judge(answer, left));
        return settle(outcomes, [{ messageId: answer.data.id ?? null }]);
      }
      const answer = await resend.batch.send(left.map(toEmail), { ...request, batchValidation: "permissive" });
      tellRate(answer.headers, onRate);
      if (answer.error) return settle(outcomes, judge(answer, left));
      const { data = [], errors = [] } = answer.data;
      const refused = new Map(errors.map(({ index, message }) => [index, message]));
      // `data` has the ids of the others, in order; ids that cannot be told apart are not guessed.
      const ids = data.length + refused.size === left.length ? data.values() : [].values();
      const settled = left.map((_, index): Outcome => {
        const reason = refused.get(index);
        return reason === undefined ? { messageId: ids.next().value?.id ?? null } : refusedBy(reason);
      });
      return settle(outcomes, settled);
    },
    async check() {
      const answer = await resend.domains.list({ limit: 100 }, { signal: AbortSignal.timeout(timeout) });
      if (answer.error) {
        // A key that may only send cannot list domains, and is the better one to have.
        if (answer.error.name === "restricted_api_key") return;
        throw errorOf(answer);
      }
      const domain = from && domainOf(from);
      const found = answer.data.data.find(({ name }) => name.toLowerCase() === domain);
      if (!domain || answer.data.has_more || found?.status === "verified") return;
      const what = found
        ? `is ${found.status}, not verified, at Resend`
        : "is not among the domains of this Resend team";
      throw new TransportError("temporary", `${domain}, the domain of MAIL_FROM, ${what}. See resend.com/domains.`, {
        everything: true,
      });
    },
    async close() {},
  };
}

/** Fills the places that are still open, in order. */
function settle(outcomes: (Outcome | null)[], found: Outcome[]): Outcome[] {
  const rest = found.values();
  return outcomes.map((outcome) => outcome ?? rest.next().value ?? { messageId: null });
}

function toEmail(message: Message) {
  return {
    from: toMailbox(message.from),
    to: [toMailbox(message.to)],
    ...(message.replyTo ? { replyTo: asciiDomain(message.replyTo) } : {}),
    subject: oneLine(message.subject),
    html: message.html,
    text: message.text,
    headers: { ...headersOf(message), "X-Entity-Ref-ID": message.id },
    tags: [
      { name: "mail", value: message.id },
      { name: "kind", value: message.kind },
    ],
  };
}

/** How the provider parses names is not documented, so what means something even between quotes is replaced. */
const LOOKALIKES: Record<string, string> = { '"': "”", "\\": "＼", "<": "‹", ">": "›" };

function toMailbox({ name, address }: Mailbox): string {
  const plain = oneLine(name).replace(/["\\<>]/g, (sign) => LOOKALIKES[sign] ?? "");
  const to = asciiDomain(address);
  if (!plain) return to;
  return /[()[\]:;@,.]/.test(plain) ? `"${plain}" <${to}>` : `${plain} <${to}>`;
}

function tellRate(headers: Record<string, string> | null, onRate: BatchOptions["onRate"]): void {
  const number = (name: string) => {
    const value = Number.parseFloat(headers?.[name] ?? "");
    return Number.isFinite(value) && value >= 0 ? value : undefined;
  };
  const [perSecond, remaining, reset] = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map(number);
  if (perSecond === undefined && remaining === undefined) return;
  onRate?.({
    ...(perSecond ? { perSecond } : {}),
    ...(remaining === undefined ? {} : { remaining }),
    ...(reset === undefined ? {} : { reset }),
  });
}

/** @throws unless the refusal says that all of it was taken before */
function judge(answer: Answer, messages: readonly Message[]): Outcome[] {
  // The key belongs to a request of ours that was taken; that this one reads otherwise (a newer version drew the letter
  // anew) changes nothing about it.
  if (answer.error.name === "invalid_idempotent_request") return messages.map(() => ({ messageId: null }));
  throw errorOf(answer);
}

const refusedBy = (reason: string) => new TransportError("permanent", `Resend refused the mail: ${reason}`);

/** resend.com/docs/api-reference/errors */
function errorOf({ error, headers }: Answer): TransportError {
  const { name, statusCode } = error;
  const said = String(error.message).replace(/\s+/g, " ").slice(0, 300);
  const wait = Number.parseFloat(headers?.["retry-after"] ?? "");
  const asked = Number.isFinite(wait) && wait > 0 ? wait : 0;
  const later = (sentence: string, retryAfter?: number, everything = true) =>
    new TransportError("temporary", sentence, { retryAfter: retryAfter || undefined, everything });
  const open = (sentence: string, retryAfter = asked, everything = true) =>
    new TransportError("unknown", sentence, { retryAfter: retryAfter || undefined, everything });

  // The SDK says no more of what went wrong than this, so it may have been on the way or not.
  if (statusCode === null) return open("Resend cannot be reached, or did not answer in time.");
  if (name === "concurrent_idempotent_requests") {
    return open("Resend is still at work on this same request.", Math.max(asked, BUSY_SECONDS), false);
  }
  if (name === "daily_quota_exceeded") {
    return later(`The daily quota of the Resend account is used up: ${said}`, Math.max(asked, DAILY_QUOTA_SECONDS));
  }
  if (name === "monthly_quota_exceeded") {
    return later(`The monthly quota of the Resend account is used up: ${said}`, Math.max(asked, MONTHLY_QUOTA_SECONDS));
  }
  if (statusCode === 429) return later(`Resend asked to send more slowly: ${said}`, asked || 1, false);
  if (statusCode === 401 || name === "invalid_api_key") {
    return later(`Resend does not accept RESEND_API_KEY: ${said}`, asked);
  }
  if (statusCode === 403) return later(`Resend does not send for MAIL_FROM with RESEND_API_KEY: ${said}`, asked);
  if (statusCode === 404 || statusCode === 405) {
    return later(`RESEND_BASE_URL does not lead to Resend's API: ${said}`, asked);
  }
  if (statusCode >= 400 && statusCode < 500 && statusCode !== 408) return refusedBy(said);
  return open(`Resend failed while it had the mail (${statusCode}): ${said}`);
}
