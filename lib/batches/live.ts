import { setTimeout as pause } from "node:timers/promises";
import type { ChangeStream, ClientSession, ObjectId, Timestamp } from "mongodb";
import type { BatchDoc } from "../db/batch-types";
import { batches, database, mongo } from "../db/client";
import { log } from "../log";
import { type Figures, figuresOf } from "./figures";
import { progressOf, type Quota, type Sample, withSample, workOf } from "./progress";
import { readQuota } from "./quota";
import { type BatchProgress, FINISHED } from "./schema";
import { toBatchView } from "./view";

/**
 * Lists as they change, for all who watch one in this process: one change stream tells which list changed, and each is read
 * once for all of its watchers. The stream is open while somebody watches. It need not be resumed where it broke off: what
 * is told is always the whole state, so after a new beginning every list watched is read again.
 */

export interface Snapshot {
  version: number;
  progress: BatchProgress;
  /** Nothing will change by itself any more. */
  over: boolean;
}

/** Told each new state, and null once the list is gone. */
type Watcher = (snapshot: Snapshot | null) => void;

interface Watched {
  id: ObjectId;
  watchers: Set<Watcher>;
  read: { doc: BatchDoc; figures: Figures } | null;
  latest: Snapshot | null;
  samples: Sample[];
  timer: NodeJS.Timeout | null;
  ticking: NodeJS.Timeout;
  reading: boolean;
  /** It changed while it was being read. */
  again: boolean;
  /** performance.now() of the last read and of what was last told, and how long the read took. */
  readAt: number;
  toldAt: number;
  cost: number;
}

/** One change stream, from its opening until the last watcher has left. */
interface Following {
  stopped: boolean;
  changes: ChangeStream | null;
}

interface Hub {
  watched: Map<string, Watched>;
  following: Following | null;
  quota: { at: number; value: Promise<Quota> } | null;
}

/** Next bundles routes and the server's own part apart; the one hub of a process lives where both find it. */
const key = Symbol.for("foyer.batches.live");
const shared = globalThis as typeof globalThis & { [key]?: Hub };

function hub(): Hub {
  shared[key] ??= { watched: new Map(), following: null, quota: null };
  return shared[key];
}

/** A list is read no more often, however much happens to it and whoever watches. */
const APART_MS = 250;
/** Counting a big list takes a while: it gets so small a part of the time at most. */
const SHARE = 5;
/** Where nothing happens, the pace is told anew after so long: time alone changes it. */
const TICK_MS = 5_000;
const QUOTA_MS = 2_000;
const AGAIN_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Whether a list has come to its end, with nothing to be taken back any more. */
export function isOver({ status, stopping }: Pick<BatchDoc, "status" | "stopping">): boolean {
  return (FINISHED as readonly string[]).includes(status) && !stopping;
}

/**
 * Tells each state of a list from now on, the present one first; at most four a second.
 * @returns ends it
 */
export function watchBatch(id: ObjectId, watcher: Watcher): () => void {
  const { watched } = hub();
  const name = id.toHexString();
  const known = watched.get(name);
  const one = known ?? begin(id);
  if (!known) watched.set(name, one);
  one.watchers.add(watcher);
  const { latest } = one;
  if (latest) queueMicrotask(() => one.watchers.has(watcher) && watcher(latest));
  follow();
  return () => {
    one.watchers.delete(watcher);
    if (one.watchers.size > 0 || watched.get(name) !== one) return;
    forget(one);
    watched.delete(name);
    if (watched.size === 0) stopFollowing();
  };
}

function begin(id: ObjectId): Watched {
  const one: Watched = {
    id,
    watchers: new Set(),
    read: null,
    latest: null,
    samples: [],
    timer: null,
    ticking: setInterval(() => tick(one), TICK_MS),
    reading: false,
    again: false,
    readAt: Number.NEGATIVE_INFINITY,
    toldAt: 0,
    cost: 0,
  };
  one.ticking.unref();
  // While the stream is open already, nothing else would have it read.
  if (hub().following?.changes) readSoon(one);
  return one;
}

function forget(one: Watched): void {
  clearInterval(one.ticking);
  if (one.timer) clearTimeout(one.timer);
}

function readSoon(one: Watched, atLeast = 0): void {
  if (one.reading) one.again = true;
  if (one.reading || one.timer) return;
  const next = one.readAt + Math.max(APART_MS, one.cost * SHARE);
  one.timer = setTimeout(() => void read(one), Math.max(atLeast, next - performance.now()));
}

async function read(one: Watched): Promise<void> {
  one.timer = null;
  one.reading = true;
  one.again = false;
  one.readAt = performance.now();
  let failed = false;
  try {
    // The list before its figures: these are then as new as the version says, or newer.
    const doc = await batches().findOne({ _id: one.id });
    const figures = doc ? (await figuresOf([doc._id])).get(doc._id.toHexString()) : undefined;
    if (!doc || !figures) tell(one, null);
    else if (doc.version !== one.latest?.version) {
      one.read = { doc, figures };
      const { done } = workOf(doc, toBatchView(doc, figures));
      one.samples = withSample(one.samples, { at: performance.now(), done });
      tell(one, await snapshotOf(one, one.read));
    }
  } catch (error) {
    failed = true;
    log.warn("A list that is watched could not be read", { batch: one.id.toHexString(), error });
  }
  one.cost = performance.now() - one.readAt;
  one.reading = false;
  if (one.watchers.size > 0 && (failed || one.again)) readSoon(one, failed ? AGAIN_MS : 0);
}

async function snapshotOf({ samples }: Watched, { doc, figures }: NonNullable<Watched["read"]>): Promise<Snapshot> {
  const quota = await quotaNow();
  const progress = progressOf(doc, figures, { samples, quota, at: performance.now() });
  return { version: doc.version, progress, over: isOver(doc) };
}

function tell(one: Watched, snapshot: Snapshot | null): void {
  one.latest = snapshot;
  one.toldAt = performance.now();
  for (const watcher of [...one.watchers]) watcher(snapshot);
}

const MOVING: readonly string[] = ["queued", "running", "mailing"];

function tick(one: Watched): void {
  const { read: known, reading, toldAt } = one;
  if (!known || reading || !MOVING.includes(known.doc.status) || performance.now() - toldAt < TICK_MS / 2) return;
  snapshotOf(one, known)
    .then((snapshot) => {
      // A newer state that came meanwhile stays the last word.
      if (one.read === known) tell(one, snapshot);
    })
    .catch((error: unknown) => log.debug("The pace of a list could not be told", { error }));
}

function quotaNow(): Promise<Quota> {
  const all = hub();
  if (!all.quota || performance.now() - all.quota.at > QUOTA_MS) {
    all.quota = { at: performance.now(), value: readQuota() };
    all.quota.value.catch(() => {
      all.quota = null;
    });
  }
  return all.quota.value;
}

function follow(): void {
  const all = hub();
  if (all.following) return;
  all.following = { stopped: false, changes: null };
  void followChanges(all, all.following);
}

function stopFollowing(): void {
  const all = hub();
  const { following } = all;
  all.following = null;
  if (!following) return;
  following.stopped = true;
  void following.changes?.close().catch(() => {});
}

async function followChanges({ watched }: Hub, following: Following): Promise<void> {
  let failures = 0;
  while (!following.stopped) {
    let session: ClientSession | null = null;
    try {
      const { operationTime } = await database().command({ ping: 1 });
      if (following.stopped) return;
      // Of its own: a stream that is closed while it is being opened takes back its cursor by it. The driver's would have
      // ended by then, and the cursor would stay in the database.
      session = mongo().startSession();
      // From a moment before the lists are read: a change is in what was read, or comes by the stream.
      const changes = batches().watch([{ $project: { documentKey: 1 } }], {
        startAtOperationTime: operationTime as Timestamp,
        session,
      });
      following.changes = changes;
      for (const one of watched.values()) readSoon(one);
      for await (const change of changes) {
        failures = 0;
        const { documentKey } = change as { documentKey?: { _id: ObjectId } };
        const one = documentKey && watched.get(documentKey._id.toHexString());
        if (one) readSoon(one);
      }
    } catch (error) {
      if (following.stopped) return;
      log.warn("Changes of lists cannot be followed for a moment", { error });
    } finally {
      await following.changes?.close().catch(() => {});
      await session?.endSession().catch(() => {});
    }
    following.changes = null;
    failures += 1;
    await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures), undefined, { ref: false });
  }
}
