import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildIfStale, SERVER } from "../../bin/build";
import { startDatabase } from "../../bin/database";
import { freePort } from "../../bin/embedded-mongo";
import { requireDatabase } from "../../bin/first-run";
import { startGuard } from "../../bin/guard";
import { settingsOrProblem } from "../../bin/settings";
import type { Terminal } from "../../bin/terminal";
import { closeDatabase } from "../../lib/db/client";
import { forgetEnv } from "../../lib/env";
import type { Pace } from "./rounds";
import { prepareBare, prepareFoyer } from "./seed";
import { BARE_SERVER, buildBareIfStale, type RunningServer, startServer } from "./server";

/** The two applications, side by side on one MongoDB with a database each, and how long to measure. */
export interface Bench {
  foyer: RunningServer;
  bare: RunningServer;
  /** An owner's API keys; each may invite 120 times a minute. */
  keys: string[];
  /** Foyer's root account. */
  account: string;
  quick: boolean;
  pace: Pace;
  clients: readonly number[];
  out: Terminal;
  /** Points lib/ in this process at the bare application's database for the length of the work. */
  onBare<T>(work: () => Promise<T>): Promise<T>;
}

export interface Machine {
  cpus: number;
  cpu: string;
  memoryGb: number;
  node: string;
  mongodb: string;
  system: string;
}

export interface Options {
  quick: boolean;
  rateLimits: "on" | "off";
}

const OWNER = {
  OWNER_EMAIL: "owner@bench.example.com",
  OWNER_PASSWORD: "a bench has no secrets",
  OWNER_ACCOUNT: "Bench",
};

/** Builds what is stale, starts everything, does the work and stops everything, whatever happens. */
export async function withBench<T>(
  out: Terminal,
  options: Options,
  work: (bench: Bench, machine: Machine) => Promise<T>,
): Promise<T> {
  await buildIfStale(out);
  await buildBareIfStale(out);
  const guard = startGuard();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "foyer-bench-"));
  const closers: (() => Promise<void> | void)[] = [() => rmSync(dataDir, { recursive: true, force: true })];
  try {
    const port = await freePort();
    const settings: Record<string, string> = {
      ...OWNER,
      APP_URL: `http://127.0.0.1:${port}`,
      APP_SECRET: randomBytes(48).toString("base64url"),
      DATA_DIR: dataDir,
      MAIL_TRANSPORT: "mailbox",
      ENGINE: "embedded",
      RATE_LIMITS: options.rateLimits,
      // Each simulated client is told by X-Forwarded-For, as behind a load balancer.
      TRUSTED_PROXIES: "1",
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
    };
    const mongo = await databaseFor(dataDir, out, closers, (pid) => guard.watch([pid]));
    const uriOf = (name: string) => mongo.replace("/foyer?", `/${name}?`);
    const use = async (name: string) => {
      await closeDatabase();
      forgetEnv();
      Object.assign(process.env, settings, { MONGODB_URI: uriOf(name) });
    };
    closers.push(closeDatabase);

    const { version } = await requireDatabase(mongo);
    await use("bare");
    await prepareBare();
    await use("foyer");
    const { account, keys } = await prepareFoyer();

    const bare = await startServer(BARE_SERVER, await freePort(), "/ready", { MONGODB_URI: uriOf("bare") });
    closers.push(bare.stop);
    const own = { ...settings, MONGODB_URI: uriOf("foyer"), NEXTAUTH_URL: settings.APP_URL ?? "" };
    const foyer = await startServer(SERVER, port, "/readyz", own);
    closers.push(foyer.stop);
    guard.watch([foyer.pid, bare.pid]);

    const bench: Bench = {
      ...{ foyer, bare, keys, account, out },
      quick: options.quick,
      pace: options.quick ? { rounds: 3, seconds: 1.5 } : { rounds: 5, seconds: 3 },
      clients: options.quick ? [8] : [1, 8, 32],
      async onBare(task) {
        await use("bare");
        try {
          return await task();
        } finally {
          await use("foyer");
        }
      },
    };
    return await work(bench, machine(version));
  } finally {
    for (const close of closers.reverse()) await close();
    guard.dismiss();
  }
}

/** Foyer's own way to a MongoDB, in a folder of the bench's. */
async function databaseFor(
  dataDir: string,
  out: Terminal,
  closers: (() => Promise<void> | void)[],
  onProcess: (pid: number) => void,
): Promise<string> {
  Object.assign(process.env, { DATA_DIR: dataDir, MONGODB_URI: "" });
  const mongo = await startDatabase({ settings: settingsOrProblem(), out, onProcess });
  closers.push(mongo.stop);
  return mongo.uri;
}

function machine(mongodb: string): Machine {
  const cpus = os.cpus();
  return {
    cpus: cpus.length,
    cpu: cpus[0]?.model ?? "unknown",
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    mongodb,
    system: `${os.type()} ${os.release()}`,
  };
}
