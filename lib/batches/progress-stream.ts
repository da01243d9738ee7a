import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { AppError } from "../errors";
import { log } from "../log";
import { reachBatch } from "./access";
import { isOver, type Snapshot, watchBatch } from "./live";

/** A list's progress as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

/** Proxies end a connection on which nothing is said, many after half a minute. */
const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 60_000;
/** After which a browser whose connection broke off comes back. */
const RETRY_MS = 2_000;

export interface StreamOptions {
  /** The id of the last event that the client has. */
  lastEventId: string | null;
  /** Who calls, looked up again: sessions end and keys are revoked while a stream is open. */
  renew: () => Promise<Actor | null>;
  /** Aborted when the client is gone. */
  signal: AbortSignal;
  heartbeatMs?: number;
  recheckMs?: number;
}

/** Streams that are open in this process, each as what ends it. Shared, as lists are that are watched; see live.ts. */
const key = Symbol.for("foyer.batches.streams");
const shared = globalThis as typeof globalThis & { [key]?: { open: Set<() => void>; closed: boolean } };

function streams() {
  shared[key] ??= { open: new Set(), closed: false };
  return shared[key];
}

/** Ends all streams, and each that is still asked for at once: an open one holds up the end of the process. */
export function closeStreams(): void {
  const all = streams();
  all.closed = true;
  for (const end of [...all.open]) end();
}

/**
 * `progress` with each state, `done` with the last one. Every event is the whole state and is named by its version, so that
 * coming back with the last one's id misses nothing; the last one by its end, since mails may be heard of after it.
 * @returns null where the client has the last event there will be
 */
export async function streamProgress(
  actor: Actor,
  id: ObjectId,
  { lastEventId, renew, signal, heartbeatMs = HEARTBEAT_MS, recheckMs = RECHECK_MS }: StreamOptions,
): Promise<ReadableStream<Uint8Array> | null> {
  const { batch } = await reachBatch(actor, id, "read");
  if (isOver(batch) && lastEventId === idOfEnd(batch.finishedAt)) return null;
  const text = new TextEncoder();
  let end = () => {};
  let take = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(stream) {
        let ended = false;
        // Who reads slowly is told the newest state alone.
        let next: string | null = null;
        let last = false;
        take = () => {
          if (ended || next === null) return;
          const event = next;
          // Before it is handed over, which may at once ask for more.
          next = null;
          stream.enqueue(text.encode(event));
          if (last) end();
        };
        const say = (event: string) => {
          next = event;
          if ((stream.desiredSize ?? 0) > 0) take();
        };
        const watcher = (snapshot: Snapshot | null) => {
          if (ended || last) return;
          if (!snapshot) return end();
          const has = lastEventId === String(snapshot.version) && !snapshot.over;
          lastEventId = null;
          if (has) return;
          last = snapshot.over;
          say(eventOf(snapshot));
        };
        const beat = setInterval(() => {
          if (next === null && (stream.desiredSize ?? 0) > 0) stream.enqueue(text.encode(":\n\n"));
        }, heartbeatMs);
        const recheck = setInterval(() => {
          mayStill(renew, id).then(
            (may) => may || end(),
            (error: unknown) => log.warn("Whether a stream may go on could not be asked", { error }),
          );
        }, recheckMs);
        let unwatch = () => {};
        end = () => {
          if (ended) return;
          ended = true;
          unwatch();
          clearInterval(beat);
          clearInterval(recheck);
          signal.removeEventListener("abort", end);
          streams().open.delete(end);
          try {
            stream.close();
          } catch {
            // Cancelled by who read it.
          }
        };
        stream.enqueue(text.encode(`retry: ${RETRY_MS}\n\n`));
        if (streams().closed || signal.aborted) return end();
        streams().open.add(end);
        signal.addEventListener("abort", end, { once: true });
        unwatch = watchBatch(id, watcher);
      },
      pull: () => take(),
      cancel: () => end(),
    },
    { highWaterMark: 2 },
  );
}

function eventOf({ version, progress, over }: Snapshot): string {
  const id = over ? idOfEnd(progress.finishedAt) : version;
  return `id: ${id}\nevent: ${over ? "done" : "progress"}\ndata: ${JSON.stringify(progress)}\n\n`;
}

/** One that was tried again ends anew, at another time. */
function idOfEnd(finishedAt: Date | string | null): string {
  return `done-${new Date(finishedAt ?? 0).getTime()}`;
}

async function mayStill(renew: StreamOptions["renew"], id: ObjectId): Promise<boolean> {
  try {
    const actor = await renew();
    if (!actor) return false;
    await reachBatch(actor, id, "read");
    return true;
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return false;
    throw error;
  }
}
