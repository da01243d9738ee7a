import type { ArchState } from "@/components/arch";
import type { BatchProgress, BatchView } from "@/lib/batches/schema";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().bulkRun;

const ARCH: Record<BatchView["status"], ArchState> = {
  draft: "dotted",
  queued: "dotted",
  running: "ajar",
  mailing: "ajar",
  paused: "shut",
  completed: "open",
  failed: "split",
  cancelled: "barred",
};

/** The arch and the word of a list. */
export function statusOfList(list: Pick<BatchView, "status" | "startedAt">): { state: ArchState; word: string } {
  return { state: ARCH[list.status], word: isDiscarded(list) ? words.discarded : words.status[list.status] };
}

/** It was given up before it ever ran. */
export function isDiscarded({ status, startedAt }: Pick<BatchView, "status" | "startedAt">): boolean {
  return status === "cancelled" && startedAt === null;
}

export function isFinished({ status }: Pick<BatchView, "status">): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}

/** The parts of a list's bar; they add up to `people`: those it is for, reached or not. */
export interface Parts {
  people: number;
  delivered: number;
  taken: number;
  /** Bounced, or not sent. */
  trouble: number;
  unknown: number;
  /** To go; of a list that was stopped, never reached. */
  waiting: number;
}

export function partsOf({ counts, delivery, sendEmail, meant }: BatchProgress): Parts {
  if (!sendEmail) {
    const delivered = counts.invited;
    return { people: meant, delivered, taken: 0, trouble: 0, unknown: 0, waiting: meant - delivered };
  }
  const { queued, delivered, sent: taken, unknown } = delivery;
  const trouble = delivery.bounced + delivery.failed;
  const mailed = delivered + taken + trouble + unknown;
  // Of those whose invitation somebody cancelled before its mail left, nobody waits for anything.
  const people = meant - Math.max(0, counts.invited - mailed - queued);
  return { people, delivered, taken, trouble, unknown, waiting: Math.max(0, people - mailed) };
}

const HOUR = 3600;
/** What takes longer is told by its end. */
const TOLD_IN_HOURS = 20 * HOUR;

/**
 * `3.2 a second` and `5 minutes left`; nothing where a list does not move.
 * @param seen it is watched, so that its pace will be known in a moment
 */
export function paceOf(
  { status, rate, secondsLeft, still, finishesAt }: BatchProgress,
  seen: boolean,
): { rate: string; left: string } {
  const none = { rate: "", left: "" };
  if (isFinished({ status }) || status === "paused" || status === "draft") return none;
  if (status === "queued") return { ...none, left: words.pace.queued };
  const told = rate > 0 ? words.pace.rate(rate < 10 ? rate.toFixed(1) : rate.toLocaleString("en-GB")) : "";
  if (secondsLeft === null) return { rate: told, left: still ? words.pace.still : seen ? words.pace.settling : "" };
  return { rate: told, left: leftOf(secondsLeft, finishesAt) };
}

/** The list as it was drawn anew, which knows nothing of its pace, with the pace that was told of it before. */
export function withPaceOf(
  drawn: BatchProgress,
  { rate, secondsLeft, still, finishesAt }: BatchProgress,
): BatchProgress {
  return { ...drawn, rate, secondsLeft, still, finishesAt };
}

/** Whether it goes on by itself. */
export function isMoving({ status }: Pick<BatchView, "status">): boolean {
  return status === "running" || status === "mailing";
}

function leftOf(seconds: number, finishesAt: string | null): string {
  if (seconds <= 0) return words.pace.nearly;
  if (seconds < 60) return words.pace.moment;
  if (seconds < 1.5 * HOUR) return words.pace.minutes(Math.round(seconds / 60));
  if (seconds < TOLD_IN_HOURS || finishesAt === null) return words.pace.hours(Math.round(seconds / HOUR));
  const day = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return words.pace.until(`${day.format(new Date(finishesAt))} UTC`);
}

/** The address of some of a list's invitations. */
export function invitationsOf(base: string, batchId: string, filter: Record<string, string>): string {
  return `${base}/invitations?${new URLSearchParams({ ...filter, batch: batchId })}`;
}
