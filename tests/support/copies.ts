import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ObjectId } from "mongodb";
import { freePort } from "../../bin/ports";
import type { BatchDoc, ChunkDoc } from "../../lib/db/batch-types";
import { batches, database, mails, queues } from "../../lib/db/client";
import { type Installation, installationEnv, startInstallation } from "./installation";
import type { ListOfPeople } from "./list-of-people";

/** Copies of a whole Foyer on the database that this process sees, and the lists that they work at. */

export interface Copy {
  env: NodeJS.ProcessEnv;
  foyer: Installation;
}

const folders: string[] = [];

/** The settings of another copy; started again with the same ones it is the same copy. */
export async function copyEnv(more: Record<string, string>): Promise<NodeJS.ProcessEnv> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "foyer-copy-"));
  folders.push(folder);
  const { MONGODB_URI = "", APP_SECRET = "", APP_URL = "" } = process.env;
  const own = { MONGODB_URI, APP_SECRET, APP_URL, LOG_LEVEL: "warn", MAIL_FROM: "Foyer <hello@foyer.example>" };
  return installationEnv(folder, await freePort(), { ...own, ...more });
}

export async function startCopy(more: Record<string, string>): Promise<Copy> {
  const env = await copyEnv(more);
  return { env, foyer: await startInstallation(env) };
}

export async function stopCopies(...copies: (Copy | undefined)[]): Promise<void> {
  await Promise.all(copies.map((copy) => copy?.foyer.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** SIGKILL to all of its processes at once, and a new start. */
export async function killAndStart(copy: Copy): Promise<void> {
  await copy.foyer.killAll();
  copy.foyer = await startInstallation(copy.env);
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

const LOOK_MS = 50;

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
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
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

/** What is in the hands of a worker right now: rows of a list, and mails. */
export async function underWay(batch: ObjectId): Promise<{ rows: boolean; mails: boolean }> {
  const [chunk, mail] = await Promise.all([
    queues().findOne({ batch, status: "queued", "lease.until": { $gt: new Date() } }, { projection: { _id: 1 } }),
    mails().findOne({ batch, status: "sending" }, { projection: { _id: 1 } }),
  ]);
  return { rows: chunk !== null, mails: mail !== null };
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

/** Moves time on for work whose worker was killed: what it had leased is due now. */
export async function endLeases(): Promise<void> {
  const now = new Date();
  const over = { "lease.until": now, notBefore: now };
  await queues().updateMany({ status: "queued", lease: { $ne: null } }, { $set: over });
  await mails().updateMany({ status: { $in: ["queued", "sending"] }, lease: { $ne: null } }, { $set: over });
  await database()
    .collection("mail_requests")
    .updateMany({ status: "open", lease: { $ne: null } }, { $set: over });
}
