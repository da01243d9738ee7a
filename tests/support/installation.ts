import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { withoutSettings } from "./without-settings";

/** A whole Foyer, started as `npm start` does, on its own data and port. */

const ROOT = path.resolve(import.meta.dirname, "../..");
const START_MS = 240_000;

export interface Installation {
  url: string;
  /** What it has printed so far. */
  output(): string;
  /** From the line that it prints while there is no root account. */
  setupCode(): string | null;
  /** Every process that belongs to it, the starting one first. */
  processes(): number[];
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL to the whole tree at once, as when the machine runs out of memory. */
  killAll(): Promise<void>;
}

/** What a start needs: nothing of the test's own settings, a folder and a port. */
export function installationEnv(dataDir: string, port: number, extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { npm_lifecycle_event: _, ...env } = withoutSettings(process.env);
  return {
    ...env,
    NODE_ENV: "production",
    DATA_DIR: dataDir,
    PORT: String(port),
    ...extra,
  };
}

/** Resolves once it says that it is ready; rejects with its output where it ends instead. */
export async function startInstallation(env: NodeJS.ProcessEnv): Promise<Installation> {
  const child = spawn(process.execPath, ["--import", "tsx", "bin/start.ts"], { cwd: ROOT, env });
  let output = "";
  const ended = endOf(child);
  const ready = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Foyer is ready")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
  });
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`Foyer was not ready in time:\n${output}`)), START_MS);
    void ready.then(() => clearTimeout(timer));
    void ended.then(() => clearTimeout(timer));
  });
  const early = ended.then((code) => {
    throw new Error(`Foyer ended with ${code} instead of starting:\n${output}`);
  });
  early.catch(() => {});
  late.catch(() => {});
  await Promise.race([ready, early, late]);
  const pid = child.pid ?? 0;
  return {
    url: `http://localhost:${env.PORT}`,
    output: () => output,
    setupCode: () => /with the code (\S+)/.exec(output)?.[1] ?? null,
    processes: () => [pid, ...descendants(pid)],
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
    async killAll() {
      for (const each of [pid, ...descendants(pid)]) kill(each);
      await ended;
    },
  };
}

/** Runs a program of bin to its end. */
export async function runBin(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const options = { cwd: ROOT, env, timeout: START_MS };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", ...args], options);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout: string; stderr: string };
    return { code: typeof code === "number" ? code : -1, stdout, stderr };
  }
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", (code) => resolve(code)));
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was quicker.
  }
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie has ended; whoever should have waited for it has, too.
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Read from /proc: a small machine has no `ps`. */
function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended while being read.
    }
  }
  const below = (of: number): number[] => (children.get(of) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}
