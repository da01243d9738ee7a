import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Settings } from "../lib/env";
import { isFree } from "./ports";
import { StartProblem } from "./terminal";

/** The process that serves the application, as seen from the one that started it. */
export interface ServerProcess {
  pid: number;
  /** Settles when it ends, however it does. */
  ended: Promise<string>;
  stop(): Promise<void>;
  kill(): void;
}

/** Next tells its own address and how fast it was; what to open is said here, once. */
const BANNER = /^\s*(▲ Next\.js|- (Local|Network|Environments|Experiments)|✓ (Starting|Ready in)|$)/;

const STOP_WITHIN_MS = 6000;

export function startServerProcess(args: string[], cwd: string, env: NodeJS.ProcessEnv): ServerProcess {
  // In a group of its own: Ctrl-C reaches it through stop() alone, and whatever it starts ends with it.
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  pass(child.stdout, process.stdout);
  pass(child.stderr, process.stderr);
  let isOver = false;
  const ended = new Promise<string>((resolve) => {
    const over = (how: string) => {
      isOver = true;
      resolve(how);
    };
    child.once("error", (error) => over(error.message));
    child.once("exit", (code, signal) => over(signal ?? `exit code ${code}`));
  });
  const signalGroup = (signal: NodeJS.Signals) => {
    if (!child.pid) return;
    try {
      if (process.platform === "win32") child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // Already gone.
    }
  };
  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      if (isOver) return;
      child.kill("SIGTERM");
      await Promise.race([ended, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      signalGroup("SIGKILL");
      await ended;
    },
    kill: () => signalGroup("SIGKILL"),
  };
}

function pass(from: ChildProcess["stdout"], to: NodeJS.WriteStream): void {
  if (!from) return;
  createInterface({ input: from }).on("line", (line) => {
    if (!BANNER.test(line)) to.write(`${line}\n`);
  });
}

/** @throws StartProblem that names the address and the ways out */
export async function requireFreePort({ port, host }: Settings): Promise<void> {
  if (await isFree(port, host)) return;
  throw new StartProblem(
    `Foyer cannot listen on ${host}, port ${port}: another program does, or this user may not.\nStop that program, or choose another: PORT=${port === 3000 ? 3001 : 3000} npm start`,
  );
}

/** Waits until the application answers that it is ready. */
export async function untilReady({ port, host }: Settings, server: ServerProcess, signal: AbortSignal): Promise<void> {
  let over: string | null = null;
  void server.ended.then((how) => {
    over = how;
  });
  const reachable =
    host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  const deadline = Date.now() + 120_000;
  let last = "it did not answer";
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    if (over !== null) throw new StartProblem(`The server ended while starting (${over}); what it said is above.`);
    try {
      const response = await fetch(`http://${reachable}:${port}/readyz`, {
        // A connection kept open would hold up the first stop.
        headers: { connection: "close" },
        signal: AbortSignal.timeout(30_000),
      });
      if (response.ok) return;
      last = `it answered ${response.status}: ${(await response.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  throw new StartProblem(`The server did not become ready within two minutes; ${last}.`);
}
