import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ObjectId } from "mongodb";
import type { BatchDoc } from "../../lib/db/batch-types";
import { batches } from "../../lib/db/client";
import type { OtherFoyer } from "./bench";
import { watchMemory } from "./bulk-memory";
import { cpuMs } from "./load";
import { upload } from "./upload";

/** A list as somebody would upload it, and one run of it, timed. */

export type ListType = "user" | "business";

const FIRST = ["Ada", "Rui", "Zoë", "Mateo", "Amina", "Jürgen", "Sakura", "Lena", "Omar", "Inês"];
const LAST = ["Lovelace", "Costa", "Müller", "Okafor", "Tanaka", "Haddad", "Novak", "Berg", "Silva", "O'Neil", "Lima"];
const DOMAINS = 40;

let people = 0;

/** So many rows, nobody in it invited before. */
export function newList(type: ListType, rows: number): Buffer {
  const lines = [type === "user" ? "Email,First name,Last name,Role" : "Email,First name,Last name,Company,Phone"];
  for (let row = 0; row < rows; row += 1) {
    people += 1;
    const pick = (names: readonly string[]) => names[people % names.length] ?? "";
    const email = `person.${people}@company${people % DOMAINS}.example.com`;
    const own =
      type === "user" ? "member" : `"Bakery, ${people}",+44 20 7946 0${String(people % 1000).padStart(3, "0")}`;
    lines.push(`${email},${pick(FIRST)},${pick(LAST)},${own}`);
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n`);
}

export interface ListRun {
  batch: BatchDoc;
  /** Date.now() when its upload began. */
  begun: number;
  /** From then until it was answered 202: received, read, and kept. */
  acceptedMs: number;
  /** From then until the last row had its records. */
  rowsMs: number;
  /** What the server used of its processors, until then. */
  cpuMs: number;
  /** How much larger than before the upload it became, in MB. */
  grownMb: number;
}

let calls = 0;

/** Uploads a list and waits for its last row. */
export async function runList(foyer: OtherFoyer, list: Buffer, query: Record<string, string>): Promise<ListRun> {
  const memory = watchMemory(foyer.pid);
  const cpu = cpuMs(foyer.pid);
  calls += 1;
  const key = foyer.keys[calls % foyer.keys.length] ?? "";
  const path = `/v1/accounts/invite?${new URLSearchParams(query)}`;
  const headers = { authorization: `Bearer ${key}`, "idempotency-key": randomUUID(), "content-type": "text/csv" };
  const begun = Date.now();
  try {
    const answer = await upload(foyer, { path, headers, body: list, expect: 202 });
    const acceptedMs = Date.now() - begun;
    const batch = await untilRowsFinished(new ObjectId((JSON.parse(answer) as { batch: { id: string } }).batch.id));
    const spent = cpuMs(foyer.pid) - cpu;
    const finished = batch.rowsFinishedAt?.getTime() ?? Number.NaN;
    return { batch, begun, acceptedMs, rowsMs: finished - begun, cpuMs: spent, grownMb: await memory.end() };
  } finally {
    await memory.end();
  }
}

const PATIENCE_MS = 300_000;

async function untilRowsFinished(_id: ObjectId): Promise<BatchDoc> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(25)) {
    const batch = await batches().findOne({ _id });
    if (batch?.rowsFinishedAt) {
      const invited = Object.values(batch.tally).reduce((sum, { invited }) => sum + invited, 0);
      if (invited !== batch.rows) throw new Error(`Only ${invited} of ${batch.rows} rows were invited`);
      return batch;
    }
    if (Date.now() > end) throw new Error(`A list was still ${batch?.status ?? "missing"} after ${PATIENCE_MS} ms`);
  }
}
