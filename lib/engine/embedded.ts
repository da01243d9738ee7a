import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { workOnLists } from "../batches/work";
import { env } from "../env";
import { log } from "../log";
import { deliverRound } from "../mail/outbox";
import { closeTransport, currentTransport } from "../mail/transports/registry";
import { sweepWhenDue } from "./sweep";
import { onWakeLists, onWakeOutbox } from "./wake";

/**
 * Background work inside the server's process. Any number of copies share it: who does what is settled by claims in
 * MongoDB, so this file only decides when to look. The other engine is inngest.ts; neither holds a rule.
 */

const IDLE_MS = 1_000;
const SWEEP_LOOK_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;
/** A round takes up mail for half a minute, and the last attempt may take another; one that hangs longer is no round. */
const STALE_MS = 150_000;
const STOP_MS = 10_000;

interface Engine {
  id: string;
  stopping: AbortController;
  /** Date.now() of the last round of the outbox, successful or not. */
  lastRound: number;
  ended: Promise<unknown>;
}

/** Something was written that a loop is to look at: told while it looks elsewhere, or while it waits. */
class Bell {
  private rung = false;
  private wake = () => {};

  ring(): void {
    this.rung = true;
    this.wake();
  }

  /** What is told from here on is news. */
  reset(): void {
    this.rung = false;
  }

  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.rung) return;
    const woken = new AbortController();
    this.wake = () => woken.abort();
    await pause(milliseconds, AbortSignal.any([signal, woken.signal]));
    this.wake = () => {};
  }
}

/** Next bundles instrumentation and routes apart, so the one engine of the process hangs on globalThis. */
const shared = globalThis as typeof globalThis & { foyerEngine?: Engine };

export function startEngine(): void {
  // What the settings name must be there before anything else begins.
  const transport = currentTransport().name;
  // Under Inngest this process only tells that mail or lists wait; the work comes back through /api/inngest.
  if (env().engine === "inngest") {
    void import("./inngest").then(({ announceWork }) => announceWork());
    log.info("Background work is left to Inngest", { engine: "inngest", transport });
    return;
  }
  if (shared.foyerEngine) return;
  const engine: Engine = {
    id: `${hostname()}:${process.pid}:${randomBytes(3).toString("hex")}`,
    stopping: new AbortController(),
    lastRound: Date.now(),
    ended: Promise.resolve(),
  };
  shared.foyerEngine = engine;
  const mail = new Bell();
  const lists = new Bell();
  onWakeOutbox(() => mail.ring());
  onWakeLists(() => lists.ring());
  engine.ended = Promise.all([runOutbox(engine, mail), runLists(engine, lists), runSweep(engine)]);
  log.info("The engine has started", { engine: "embedded", id: engine.id, transport });
}

/** Begins nothing more, and waits a moment for what is under way. */
export async function stopEngine(): Promise<void> {
  const engine = shared.foyerEngine;
  onWakeOutbox(null);
  onWakeLists(null);
  if (!engine) return;
  delete shared.foyerEngine;
  engine.stopping.abort();
  const patience = new AbortController();
  await Promise.race([engine.ended, pause(STOP_MS, patience.signal)]);
  patience.abort();
  await closeTransport();
}

/** For /readyz: whether background work is being done, or handed over, in this process. */
export function engineStatus(): { ok: boolean; engine: "embedded" | "inngest"; detail: string } {
  const { engine } = env();
  if (engine === "inngest") return { ok: true, engine, detail: "Inngest calls /api/inngest." };
  const running = shared.foyerEngine;
  if (!running) return { ok: false, engine, detail: "The engine has not started." };
  const silent = Date.now() - running.lastRound;
  if (silent > STALE_MS) return { ok: false, engine, detail: `No round for ${Math.round(silent / 1000)} seconds.` };
  return { ok: true, engine, detail: "Running." };
}

async function runOutbox(engine: Engine, bell: Bell): Promise<void> {
  const { signal } = engine.stopping;
  let failures = 0;
  while (!signal.aborted) {
    let again = false;
    let held = 0;
    bell.reset();
    try {
      const round = await deliverRound(engine.id, { signal });
      held = round.held ?? 0;
      failures = round.away && held === 0 ? failures + 1 : 0;
      again = round.handled > 0 && !round.away;
    } catch (error) {
      failures += 1;
      log.error("The outbox could not do its round", { error });
    }
    engine.lastRound = Date.now();
    if (again) continue;
    // A transport or database that is away is not called for each new mail; otherwise new mail leaves at once.
    if (held > 0) await pause(Math.min(LONGEST_PAUSE_MS, held), signal);
    else if (failures > 0) await pause(waitAfter(failures), signal);
    else await bell.wait(IDLE_MS, signal);
  }
}

/** Rows of lists beside the mail that they cause: neither waits for the other. */
async function runLists(engine: Engine, bell: Bell): Promise<void> {
  const { signal } = engine.stopping;
  let failures = 0;
  while (!signal.aborted) {
    bell.reset();
    try {
      const { handled } = await workOnLists(engine.id, { signal });
      failures = 0;
      if (handled > 0) continue;
    } catch (error) {
      failures += 1;
      log.error("The lists could not be worked at", { error });
    }
    if (failures > 0) await pause(waitAfter(failures), signal);
    else await bell.wait(IDLE_MS, signal);
  }
}

const waitAfter = (failures: number) => Math.min(LONGEST_PAUSE_MS, IDLE_MS * 2 ** (failures - 1));

async function runSweep(engine: Engine): Promise<void> {
  const { signal } = engine.stopping;
  while (!signal.aborted) {
    try {
      await sweepWhenDue(engine.id, signal);
    } catch (error) {
      log.error("The sweep failed", { error });
    }
    await pause(SWEEP_LOOK_MS, signal);
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end, { once: true });
  });
}
