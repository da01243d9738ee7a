import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ObjectId } from "mongodb";
import { freePort } from "../../bin/ports";
import { LEASE_MS } from "../../lib/batches/claim";
import type { BatchDoc, ChunkDoc } from "../../lib/db/batch-types";
import { batches, database, mailRequests, mails, queues } from "../../lib/db/client";
import { LEASE_MS as MAIL_LEASE_MS } from "../../lib/mail/backoff";
import { LONG } from "./fault-figures";
import { type Installation, installationEnv, startInstallation } from "./installation";
import type { ListOfPeople } from "./list-of-people";

/** Copies of a whole Foyer on the database that this process sees, and the lists that they work at. */

export interface Copy {
  env: NodeJS.ProcessEnv;
  foyer: Installation;
  /** When it began to start, last time. */
  since: Date;
}

const folders: string[] = [];

/** The settings of another copy; started again with the same ones it is the same copy. */
export async function copyEnv(more: Record<string, string>): Promise<NodeJS.ProcessEnv> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "foyer-copy-"));
  folders.push(folder);
  const { MONGODB_URI = "", APP_SECRET = "", APP_URL = "" } = process.env;
  const own = { MONGODB_URI, APP_SECRET, APP_URL, MAIL_FROM: "Foyer <hello@foyer.example>" };
  const surroundings = { LOG_LEVEL: "warn", TMPDIR: folder };
  return installationEnv(folder, await freePort(), { ...own, ...surroundings, ...more });
}

export async function startCopy(more: Record<string, string>): Promise<Copy> {
  return startWith(await copyEnv(more));
}

export async function stopCopies(...copies: (Copy | undefined)[]): Promise<void> {
  await Promise.all(copies.map((copy) => copy?.foyer.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export async function startWith(env: NodeJS.ProcessEnv): Promise<Copy> {
  const since = new Date();
  return { env, foyer: await startInstallation(env), since };
}

/** SIGKILL to all of its processes at once, and a new start; without patience its leases end at once. */
export async function killAndStart(copy: Copy, patient = LONG): Promise<void> {
  await copy.foyer.killAll();
  if (!patient) await endLeases();
  Object.assign(copy, await startWith(copy.env));
}

/** @returns the batch, which is durable from here on */
export async function uploadTo(url: string, key: string, list: ListOfPeople): Promise<ObjectId> {
  const response = await fetch(`${url}/v1/accounts/invite?type=${list.type}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "text/csv", connection: "close" },
    body: list.csv,
  });
  const answer = (await response.json()) as { batch?: { id: string } };
  if (response.status !== 202 || !answer.batch) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
  return new ObjectId(answer.batch.id);
}

const LOOK_MS = 20;

/** Asks until the answer is neither null nor false; while the database is away it asks again. */
export async function until<T>(what: string, milliseconds: number, ask: () => Promise<T | null | false>): Promise<T> {
  let last: unknown = null;
  for (const end = Date.now() + milliseconds; ; ) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms in vain: ${what}`, { cause: last });
    await sleep(LOOK_MS);
  }
}

export async function untilFinished(batch: ObjectId, milliseconds: number): Promise<BatchDoc> {
  try {
    return await until("the list to end", milliseconds, async () => {
      const doc = await batches().findOne({ _id: batch, status: { $in: ["completed", "failed", "cancelled"] } });
      return doc;
    });
  } catch (error) {
    throw new Error(`The list did not end. ${await whereItStands(batch)}`, { cause: error });
  }
}

async function whereItStands(batch: ObjectId): Promise<string> {
  const doc = await batches().findOne({ _id: batch }, { projection: { status: 1, tally: 1, pausedBecause: 1 } });
  const chunks = await queues()
    .aggregate([{ $match: { batch } }, { $group: { _id: { status: "$status", error: "$error" }, count: { $sum: 1 } } }])
    .toArray();
  const letters = await mails()
    .aggregate([{ $match: { batch } }, { $group: { _id: { status: "$status", error: "$error" }, count: { $sum: 1 } } }])
    .toArray();
  return JSON.stringify({ batch: doc, chunks, mails: letters });
}

/** What a copy has in its hands right now: rows of a list, and mails that may be leaving this moment. */
export async function underWay(
  batch: ObjectId,
  { since }: Pick<Copy, "since">,
): Promise<{ rows: boolean; mails: boolean }> {
  // A lease that was given since it started, and not one that an earlier life of it left.
  const begun = (lease: number) => ({ $gt: new Date(since.getTime() + lease) });
  const mail = { "lease.until": begun(MAIL_LEASE_MS) };
  const [chunk, letter, request] = await Promise.all([
    queues().findOne({ batch, status: "queued", "lease.until": begun(LEASE_MS) }, { projection: { _id: 1 } }),
    mails().findOne({ batch, status: "sending", ...mail }, { projection: { _id: 1 } }),
    mailRequests().findOne({ status: "open", ...mail }, { projection: { _id: 1 } }),
  ]);
  return { rows: chunk !== null, mails: letter !== null || request !== null };
}

const isAtWork = ({ rows, mails }: Awaited<ReturnType<typeof underWay>>) => rows || mails;

export interface Hits {
  "killed in rows": number;
  "killed in mails": number;
  "killed in neither": number;
}

const IMPATIENCE_MS = 5_000;

/** Kills a copy so many times, by turns at a random moment while it writes rows and while it hands over mails. */
export async function killOften(copy: Copy, batch: ObjectId, times: number, patience = IMPATIENCE_MS): Promise<Hits> {
  const hits: Hits = { "killed in rows": 0, "killed in mails": 0, "killed in neither": 0 };
  for (let kill = 0; kill < times; kill += 1) {
    const wanted = kill % 2 === 0 ? "rows" : "mails";
    await until(wanted, patience, async () => (await underWay(batch, copy))[wanted])
      // All of it may be leased to earlier lives.
      .catch(() => LONG && until("any work", LEASE_MS + patience, async () => isAtWork(await underWay(batch, copy))))
      .catch(() => {});
    await sleep(Math.random() * 100);
    const { rows, mails } = await underWay(batch, copy);
    if (rows) hits["killed in rows"] += 1;
    if (mails) hits["killed in mails"] += 1;
    if (!rows && !mails) hits["killed in neither"] += 1;
    await killAndStart(copy);
  }
  return hits;
}

/** Sees every claim of a list's chunks. */
export interface Workers {
  /** How many claims each process had, by its id. */
  claims: Map<number, number>;
  close(): Promise<void>;
}

export async function watchWorkers(batch: ObjectId): Promise<Workers> {
  const claims = new Map<number, number>();
  const stream = queues().watch<ChunkDoc>([{ $match: { operationType: "update" } }], { fullDocument: "updateLookup" });
  stream.on("change", (change) => {
    if (change.operationType !== "update") return;
    const { lease, "lease.by": again } = { ...change.updateDescription.updatedFields } as Record<string, unknown>;
    const by = again ?? (lease as ChunkDoc["lease"])?.by;
    const pid = /:(\d+):\w+ /.exec(String(by))?.[1];
    if (pid && change.fullDocument?.batch.equals(batch)) claims.set(Number(pid), (claims.get(Number(pid)) ?? 0) + 1);
  });
  stream.on("error", () => {});
  await new Promise<void>((resolve) => stream.once("resumeTokenChanged", () => resolve()));
  return { claims, close: () => stream.close() };
}

/** The chunks of a list that these processes hold right now. */
export function heldBy(batch: ObjectId, pids: readonly number[]): Promise<number> {
  return queues().countDocuments({
    batch,
    status: "queued",
    "lease.by": { $regex: `:(${pids.join("|")}):` },
    "lease.until": { $gt: new Date() },
  });
}

export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) process.kill(pid, name);
}

/**
 * Moves time on for work whose worker was killed: what it had leased is due now, and its transactions are over, which
 * MongoDB ends by itself only after a minute. While no copy runs.
 */
async function endLeases(): Promise<void> {
  await database().admin().command({ killAllSessions: [] });
  const now = new Date();
  const over = { "lease.until": now, notBefore: now };
  await queues().updateMany({ status: "queued", lease: { $ne: null } }, { $set: over });
  await mails().updateMany({ status: { $in: ["queued", "sending"] }, lease: { $ne: null } }, { $set: over });
  await mailRequests().updateMany({ status: "open", lease: { $ne: null } }, { $set: over });
}
