import type { ObjectId } from "mongodb";
import { SYSTEM } from "../auth/actor";
import { assertActive, authorizeOn } from "../auth/permissions";
import type { ChunkRow, RowResult } from "../db/batch-types";
import { accounts, queues } from "../db/client";
import type { AccountDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { log } from "../log";
import { waitAfter } from "../mail/backoff";
import { recordTally } from "./advance";
import { type ClaimedChunk, claimChunk, claimNext, heldBy, isFresh, releaseChunk } from "./claim";
import { isDuplicate, isPassing, nameOfFailure } from "./failure";
import { duplicateOf, judgeRows } from "./judge";
import { pauseItself } from "./pause";
import type { Plan, Planned } from "./plan";
import { planOf, rowReader } from "./row";
import { ClaimLost, type Part, Stale, writePart } from "./write";

/**
 * Runs chunks of lists: rows are read, judged in sets, and written in one transaction with all that they cause. Where that
 * is refused because of a row, the chunk is split until the row stands alone, and it alone fails.
 */

/** While one is being written another is judged and a third one read; measured, two leave a processor idle. */
const IN_FLIGHT = 3;
const MOST_A_ROUND = 100;
/** Look, write, run into what somebody else did meanwhile: so often, then in smaller parts. */
const ROUNDS = 3;
/** By how often the chunk was begun and its process never came back: how many rows are tried together. */
const TOGETHER = [400, 400, 100, 20];

export interface RoundOptions {
  /** At most so many chunks in this call. */
  max?: number;
  /** No further chunk, or part of one, is begun once this aborts. */
  signal?: AbortSignal;
}

/** Runs what is due. @returns how many chunks were taken up */
export async function runRound(by: string, options: RoundOptions = {}): Promise<{ handled: number }> {
  const { max = MOST_A_ROUND, signal } = options;
  let handled = 0;
  let over = false;
  const work = async () => {
    while (!over && !signal?.aborted && handled < max) {
      handled += 1;
      const claimed = await claimNext(by);
      if (claimed) await runClaimed(claimed, signal);
      else {
        handled -= 1;
        over = true;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(IN_FLIGHT, max) }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return { handled };
}

/** One chunk by its id. @returns false where it is not due, or its list is not open */
export async function runChunk(by: string, id: ObjectId): Promise<boolean> {
  const claimed = await claimChunk(by, id);
  if (claimed) await runClaimed(claimed);
  return claimed !== null;
}

/** Runs a claimed chunk to its end, or gives it back. */
export async function runClaimed(claimed: ClaimedChunk, signal?: AbortSignal): Promise<void> {
  const { batch, chunk } = claimed;
  try {
    const scope = await accounts().findOne({ _id: batch.account });
    if (!scope) throw new Error("An account is never deleted");
    const held = await whyHeld(scope);
    if (!held) return await runRows(claimed, planOf(batch, scope), signal);
    await releaseChunk(chunk, 0);
    await pauseItself(batch._id, { code: "account_not_active", message: held });
  } catch (error) {
    // Another claim has it, or will have it in a moment.
    if (error instanceof ClaimLost) return;
    await releaseChunk(chunk, waitAfter(chunk.attempts), !isPassing(error)).catch(() => {});
    throw error;
  }
}

/** Why nobody is invited into the account now; null where somebody may be. */
export async function whyHeld(scope: AccountDoc): Promise<string | null> {
  try {
    // It may be suspended by an account above it.
    assertActive(await authorizeOn(SYSTEM, scope, "read"));
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "account_not_active") return error.message;
    return `${scope.name} cannot take invitations now: it is suspended.`;
  }
}

/** A row that is still to be written: as it is to be invited, or with what became of it already. */
type Waiting = { planned: Planned } | { settled: RowResult };

async function runRows(claimed: ClaimedChunk, plan: Plan, signal?: AbortSignal): Promise<void> {
  const { chunk } = claimed;
  const known = new Set(chunk.results.map(({ line }) => line));
  const run = new Run(claimed, plan);
  const waiting = readRows(
    claimed,
    plan,
    chunk.rows.filter(({ line }) => !known.has(line)),
  );
  const size = TOGETHER[Math.min(chunk.attempts, TOGETHER.length) - 1];
  for (let from = 0; from < waiting.length; from += size ?? 1) {
    if (signal?.aborted) return releaseChunk(chunk, 0);
    const some = waiting.slice(from, from + (size ?? 1));
    await run.write(some);
  }
  if (waiting.length === 0) await run.write([]);
}

/** What the rows say by themselves. */
function readRows({ batch, chunk }: ClaimedChunk, plan: Plan, rows: readonly ChunkRow[]): Waiting[] {
  const read = rowReader(plan);
  return rows.map((row): Waiting => {
    const { line } = row;
    try {
      const reading = read(row);
      const { email } = reading;
      if (row.leaveOut) return { settled: { ...skipped(line, email), code: "left_out", reason: LEFT_OUT } };
      if ("refused" in reading) {
        return { settled: { line, email, status: "failed", ...reading.refused, invitation: null } };
      }
      if (row.duplicateOf !== undefined) {
        const { code, reason } = duplicateOf(row.duplicateOf);
        return { settled: { ...skipped(line, email), code, reason } };
      }
      // Its process was lost over it before, more than once.
      return chunk.trying === line ? { settled: internal(line, email) } : { planned: reading.planned };
    } catch (error) {
      log.error("A row of a list could not be read", { batch: batch._id, line, error });
      return { settled: internal(line, "") };
    }
  });
}

const LEFT_OUT = "Left out before the list was started.";

function skipped(line: number, email: string) {
  return { line, email, status: "skipped" as const, invitation: null };
}

function internal(line: number, email: string): RowResult {
  const reason =
    "Something went wrong with this row here. Try the failed rows again; if it stays, tell whoever runs Foyer.";
  return { line, email, status: "failed", code: "internal", reason, invitation: null };
}

/** One claim's work on a chunk: what of it is written. */
class Run {
  private results: RowResult[];

  constructor(
    private readonly claimed: ClaimedChunk,
    private readonly plan: Plan,
  ) {
    this.results = claimed.chunk.results;
  }

  /** Writes all of them, whatever it takes; only what is nobody's fault among them is thrown. */
  async write(rows: readonly Waiting[]): Promise<void> {
    if (!isFresh(this.claimed)) throw new ClaimLost("The lease is about to run out");
    if (rows.length === 1 && this.claimed.chunk.attempts > TOGETHER.length) await this.noteTrying(rows);
    const failure = await this.tryTogether(rows);
    if (failure === null) return;
    if (rows.length > 1) {
      const half = Math.ceil(rows.length / 2);
      await this.write(rows.slice(0, half));
      await this.write(rows.slice(half));
      return;
    }
    const { batch, chunk } = this.claimed;
    const lines = rows.flatMap((row) => ("planned" in row ? [row.planned] : []));
    log.error("A row of a list failed alone", { batch: batch._id, line: lines[0]?.line, error: failure });
    await queues().updateOne(heldBy(chunk), { $set: { error: nameOfFailure(failure) } });
    await this.commit({ judged: [], settled: lines.map(({ line, email }) => internal(line, email)) });
  }

  /** @returns why not, or null once they are written */
  private async tryTogether(rows: readonly Waiting[]): Promise<unknown> {
    const planned = rows.flatMap((row) => ("planned" in row ? [row.planned] : []));
    const settled = rows.flatMap((row) => ("settled" in row ? [row.settled] : []));
    for (let round = 1; ; round += 1) {
      try {
        await this.commit({ judged: await judgeRows(this.plan, planned), settled });
        return null;
      } catch (error) {
        if (error instanceof ClaimLost || isPassing(error)) throw error;
        // Somebody else was quicker; what stands there now is said by the next look.
        const again = error instanceof Stale || isDuplicate(error);
        if (!again || round === ROUNDS) return error;
      }
    }
  }

  private async commit(part: Part): Promise<void> {
    const { batch, chunk } = this.claimed;
    this.results = await writePart(this.claimed, this.plan, this.results, part);
    if (this.plan.sendEmail) wakeOutbox();
    await recordTally(batch._id, chunk.index, this.results);
  }

  /** One that is found here again took its process along: it is not tried another time. */
  private async noteTrying([row]: readonly Waiting[]): Promise<void> {
    if (!row || !("planned" in row)) return;
    await queues().updateOne(heldBy(this.claimed.chunk), { $set: { trying: row.planned.line } });
  }
}
