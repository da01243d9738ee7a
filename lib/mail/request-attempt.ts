import { now } from "../clock";
import type { MailDoc } from "../db/types";
import { log } from "../log";
import { ATTEMPT_MS, givenUp, isOverdue, stillTrying, waitAfter } from "./backoff";
import { sayLeaving } from "./leaving";
import { STOPPED } from "./lost";
import { composeAgain, type Ready } from "./prepare";
import { holdBack, keepDistance, learnRate } from "./rate";
import { type Answered, begunAt, finishRequest, type Held, mailsOf, postponeRequest, splitRequest } from "./requests";
import { type Outcome, persist } from "./settle";
import {
  type BatchTransport,
  type Message,
  type RateReport,
  type Outcome as Taken,
  TransportError,
} from "./transports/transport";

/** One attempt at a provider's call, and what its answer means for each mail in it. */

/** A provider knows an idempotency key for a day; an hour before its end a repeat is no longer certain to be one. */
const KEY_GOOD_MS = 23 * 3_600_000;
const LONGEST_HOLD_MS = 30_000;

type End = "done" | "away";
/** Takes an answer to be written down, soon. */
type Record = (answered: Answered) => void;

const UNANSWERED =
  "The provider never said whether it took the mail, and it is too late to ask again safely. It is not sent again by itself.";

/** Tries again what was tried before, to the letter; or gives up on it where that would not be safe. */
export async function repeatRequest(request: Held, transport: BatchTransport, record: Record): Promise<End> {
  const all = await mailsOf(request);
  const { doubtful, doubtfulSince } = request;
  if (doubtful && !transport.repeatable) return finishAll(request, all, { status: "unknown", error: STOPPED });
  if (doubtfulSince && begunAt(request).getTime() - doubtfulSince.getTime() > KEY_GOOD_MS) {
    return finishAll(request, all, { status: "unknown", error: UNANSWERED });
  }
  const messages: Message[] = [];
  for (const mail of all) {
    try {
      messages.push(await composeAgain(mail));
    } catch (error) {
      return unmakeable(request, all, mail, error as Error);
    }
  }
  return attempt(request, all, messages, transport, record);
}

/** The first attempt. */
export function attemptRequest(
  { request, ready }: { request: Held; ready: readonly Ready[] },
  transport: BatchTransport,
  record: Record,
): Promise<End> {
  const all = ready.map(({ mail }) => mail);
  const messages = ready.map(({ message }) => message);
  return attempt(request, all, messages, transport, record);
}

async function attempt(
  request: Held,
  all: readonly MailDoc[],
  messages: readonly Message[],
  transport: BatchTransport,
  record: Record,
): Promise<End> {
  const arrived = await keepDistance(transport.name);
  const answered = sayLeaving(all, transport.name);
  const rates: RateReport[] = [];
  let taken: Taken[];
  try {
    taken = await transport.sendBatch(messages, {
      signal: AbortSignal.timeout(ATTEMPT_MS),
      key: request._id.toHexString(),
      onRate: (rate) => rates.push(rate),
    });
  } catch (error) {
    await answered();
    if (!(error instanceof TransportError)) throw error;
    return judge(request, all, error, transport);
  } finally {
    arrived();
    for (const rate of rates) await persist(() => learnRate(transport.name, rate));
  }
  await answered();
  record({ request, outcomes: all.map((mail, index) => ({ mail, outcome: outcomeOf(taken[index], mail, request) })) });
  return "done";
}

function outcomeOf(taken: Taken | undefined, mail: MailDoc, { transport, attempts }: Held): Outcome {
  if (taken && !(taken instanceof TransportError)) return { status: "sent", messageId: taken.messageId };
  const reason = taken?.message ?? "The provider's answer does not say what became of this mail.";
  log.warn("A mail was not taken", { mail: mail._id, transport, outcome: taken?.kind ?? "unknown", attempts, reason });
  if (taken?.kind === "permanent") return { status: "failed", error: reason };
  // Refused for itself alone, for now: it leaves the call and waits for another one.
  if (taken?.kind === "temporary") {
    return isOverdue(since(mail), now())
      ? { status: "failed", error: givenUp(reason) }
      : { status: "queued", wait: waitAfter(mail.attempts, taken.retryAfter), error: stillTrying(reason) };
  }
  return { status: "unknown", error: reason };
}

/** What a refusal, or silence, about the call as a whole means. */
async function judge(
  request: Held,
  all: readonly MailDoc[],
  error: TransportError,
  transport: BatchTransport,
): Promise<End> {
  const { kind, message: reason, retryAfter } = error;
  const { attempts } = request;
  log.warn("A call to the mail provider was not taken", {
    request: request._id,
    mails: all.length,
    ...{ transport: transport.name, outcome: kind, attempts, reason },
  });
  if (kind === "permanent") {
    // Under its key an attempt that was taken would have been answered as taken: the refusal holds for all of them.
    if (all.length > 1) await splitRequest(request, reason);
    else await finishAll(request, all, { status: "failed", error: reason });
    return "done";
  }
  const doubtful = kind === "unknown" || request.doubtful;
  if (doubtful && !transport.repeatable) return finishAll(request, all, { status: "unknown", error: reason });
  if (all.some((mail) => isOverdue(since(mail), now()))) {
    return finishAll(request, all, { status: doubtful ? "unknown" : "failed", error: givenUp(reason) });
  }
  const asked = (retryAfter ?? 0) * 1000;
  const jitter = waitAfter(attempts);
  // While the provider as a whole is away, this call is the one that asks whether it is back.
  const wait = Math.max(asked, error.everything ? Math.min(jitter, LONGEST_HOLD_MS) : jitter);
  const answered = performance.now();
  const hold = error.everything || (kind === "temporary" && asked > 0);
  if (hold) await persist(() => holdBack(transport.name, error.everything ? wait : asked));
  // It is due by the time that others may go on, so that it goes first.
  await postponeRequest(request, all, {
    wait: Math.max(0, wait - (performance.now() - answered)),
    error: stillTrying(reason),
    doubtful,
  });
  return error.everything ? "away" : "done";
}

/** One of them cannot be made again, so neither can the call. */
async function unmakeable(request: Held, all: readonly MailDoc[], broken: MailDoc, error: Error): Promise<End> {
  log.error("A mail could not be made", { mail: broken._id, kind: broken.kind, error });
  const sentence = `The mail could not be made (${error.message}). Send it again.`;
  const others: Outcome = request.doubtful
    ? { status: "unknown", error: UNANSWERED }
    : { status: "queued", wait: 0, error: null };
  const outcomes = all.map((mail) => ({
    mail,
    outcome: mail === broken && !request.doubtful ? ({ status: "failed", error: sentence } as const) : others,
  }));
  await finishRequest(request, outcomes);
  return "done";
}

async function finishAll(request: Held, all: readonly MailDoc[], outcome: Outcome): Promise<"done"> {
  if (outcome.status === "unknown") {
    log.warn("The fate of mails is unknown", { request: request._id, mails: all.length });
  }
  await finishRequest(
    request,
    all.map((mail) => ({ mail, outcome })),
  );
  return "done";
}

const since = ({ replayedAt, createdAt }: MailDoc) => replayedAt ?? createdAt;
