import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../../bin/settings";
import { StartProblem, type Terminal } from "../../bin/terminal";
import { send, type Target } from "./load";

/** Building the bare application, and running built ones. */

const BARE = path.join(ROOT, "bench", "bare");
const MARK = path.join(BARE, ".next", "bench-build");
export const BARE_SERVER = path.join(BARE, ".next", "standalone", "bench", "bare", "server.js");

export async function buildBareIfStale(out: Terminal): Promise<void> {
  const hash = hashOf(BARE, path.join(ROOT, "package-lock.json"));
  if (existsSync(BARE_SERVER) && existsSync(MARK) && readFileSync(MARK, "utf8") === hash) return;
  const progress = out.progress("Building the bare application");
  rmSync(path.join(BARE, ".next"), { recursive: true, force: true });
  const next = path.join(ROOT, "node_modules", "next", "dist", "bin", "next");
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, [next, "build", BARE], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = collect(child);
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new StartProblem(`${said()}\n\nThe bare application could not be built; the reason is above.`);
  cpSync(path.join(BARE, ".next", "static"), path.join(path.dirname(BARE_SERVER), ".next", "static"), {
    recursive: true,
  });
  writeFileSync(MARK, hash);
  progress.done("Built the bare application");
}

function hashOf(...files: string[]): string {
  const hash = createHash("sha256");
  const add = (file: string) => {
    if (statSync(file).isDirectory()) {
      const names = readdirSync(file).filter((name) => name !== ".next" && name !== "next-env.d.ts");
      for (const name of names.sort()) add(path.join(file, name));
    } else hash.update(path.relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
  };
  for (const file of files) add(file);
  return hash.digest("hex");
}

export interface RunningServer extends Target {
  stop(): Promise<void>;
}

/** Starts a built server and waits until it answers at `ready`. It gets the settings given and none of the caller's. */
export async function startServer(
  args: readonly string[],
  port: number,
  ready: string,
  settings: Record<string, string>,
): Promise<RunningServer> {
  const { PATH, HOME, TMPDIR } = process.env;
  const server = args.at(-1) ?? "";
  const child = spawn(process.execPath, args, {
    cwd: path.dirname(server),
    env: {
      ...{ PATH, HOME, TMPDIR },
      NODE_ENV: "production",
      PORT: String(port),
      HOSTNAME: "127.0.0.1",
      NEXT_TELEMETRY_DISABLED: "1",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = collect(child);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(8000, undefined, { ref: false })]);
    child.kill("SIGKILL");
    await ended;
  };
  for (const deadline = Date.now() + 60_000; ; await sleep(100)) {
    try {
      await send({ port }, undefined, { method: "GET", path: ready, expect: 200 });
      return { port, pid: child.pid ?? 0, stop };
    } catch (error) {
      if (child.exitCode === null && Date.now() < deadline) continue;
      await stop();
      throw new StartProblem(`${said()}\n\n${server} did not become ready: ${(error as Error).message}`);
    }
  }
}

const KEPT = 8000;

/** The last that a process said; standard output belongs to the results. */
function collect(child: ChildProcess): () => string {
  let said = "";
  const add = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-KEPT);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  return () => said.trim();
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
