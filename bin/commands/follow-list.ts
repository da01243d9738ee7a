import { setTimeout as sleep } from "node:timers/promises";
import { watchBatch } from "../../lib/batches/live";
import { workOf } from "../../lib/batches/progress";
import type { BatchProgress, BatchView } from "../../lib/batches/schema";
import { parseId } from "../../lib/db/ids";
import { startEngine, stopEngine } from "../../lib/engine/embedded";
import { isSwept } from "../../lib/engine/sweep";
import type { Settings } from "../../lib/env";
import { holderOf } from "../lock";
import type { Terminal } from "../terminal";

/** Watches a list to its end, and works it off where nobody else does. */

export interface Followed {
  batch: BatchView;
  /** Why it was left before its end, in a sentence; null where it has come to it. */
  left: string | null;
}

const LOOK_MS = 5_000;
/** Where no line moves, one in so many milliseconds says how it goes. */
const PLAIN_MS = 10_000;
const LEFT = "Left while it goes on: the list is kept, and worked at wherever Foyer runs on this data.";
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export async function followList(batch: BatchView, settings: Settings, out: Terminal): Promise<Followed> {
  const id = parseId(batch.id);
  if (!id) throw new Error("A list's id is one");
  const over = new AbortController();
  let latest = batch;
  let unwatch = () => {};
  let onSignal = () => {};
  // Before anything is said: whoever reads it may answer at once.
  const interrupted = new Promise<string>((resolve) => {
    onSignal = () => resolve(LEFT);
    for (const signal of SIGNALS) process.once(signal, onSignal);
  });
  const line = out.progress(batch.name);
  let said = performance.now();
  try {
    const ended = new Promise<string | null>((resolve, reject) => {
      workWhereNobodyDoes(settings, over.signal).catch(reject);
      unwatch = watchBatch(id, (snapshot) => {
        if (!snapshot) return resolve("The list is not there any more.");
        latest = snapshot.progress;
        if (out.moving) line.update(bar(snapshot.progress));
        else if (performance.now() - said > PLAIN_MS) {
          said = performance.now();
          line.update(pace(snapshot.progress));
        }
        if (snapshot.over) resolve(null);
        else if (latest.status === "paused") resolve(`It is paused. ${latest.pausedBecause?.message ?? ""}`.trim());
      });
    });
    const left = await Promise.race([ended, interrupted]);
    line.done(`${batch.name}: ${left === null ? latest.status : "left"}`);
    return { batch: latest, left };
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    unwatch();
    line.clear();
    over.abort();
    await stopEngine();
  }
}

/** Starts this process's own engine as soon as no other is there. */
async function workWhereNobodyDoes(settings: Settings, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!(await isWorkedAt(settings))) return signal.aborted ? undefined : startEngine();
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function isWorkedAt({ mongodbUri, dataDir }: Settings): Promise<boolean> {
  if (mongodbUri) return isSwept();
  // The lock is this command's own where no server has it.
  return (await holderOf(dataDir))?.kind === "server";
}

const WIDTH = 12;

function bar(progress: BatchProgress): string {
  const { total, done } = workOf(progress, progress);
  const share = total === 0 ? 1 : done / total;
  const full = Math.floor(share * WIDTH);
  return `${"▇".repeat(full)}${"▒".repeat(WIDTH - full)} ${Math.floor(share * 100)}%  ${pace(progress)}`;
}

function pace(progress: BatchProgress): string {
  const { total, done } = workOf(progress, progress);
  const { rate, secondsLeft } = progress;
  return [
    `${done.toLocaleString("en")} of ${total.toLocaleString("en")}`,
    ...(rate > 0 ? [`${rate.toLocaleString("en")} a second`] : []),
    ...(secondsLeft ? [`${timeLeft(secondsLeft)} left`] : []),
  ].join(", ");
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
