import { setTimeout as pause } from "node:timers/promises";
import { database } from "../db/client";
import { engineStatus } from "../engine/embedded";
import { log } from "../log";

export interface Readiness {
  ready: boolean;
  database: { ok: boolean; detail: string };
  engine: ReturnType<typeof engineStatus>;
}

const PATIENCE_MS = 3_000;

/** Whether this copy can serve: the database answers as a primary would, and background work is being done. */
export async function readiness(): Promise<Readiness> {
  const [reached, engine] = [await reachDatabase(), engineStatus()];
  return { ready: reached.ok && engine.ok, database: reached, engine };
}

async function reachDatabase(): Promise<Readiness["database"]> {
  const late = new AbortController();
  try {
    return await Promise.race([
      database()
        .command({ ping: 1 }, { timeoutMS: PATIENCE_MS })
        .then(() => ({ ok: true, detail: "Reached." })),
      pause(PATIENCE_MS, { ok: false, detail: "No answer in time." }, { signal: late.signal }),
    ]);
  } catch (error) {
    log.warn("The database is away", { error });
    return { ok: false, detail: "Cannot be reached." };
  } finally {
    late.abort();
  }
}
