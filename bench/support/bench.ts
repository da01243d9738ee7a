import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildIfStale, SERVER_ARGS } from "../../bin/build";
import { startDatabase } from "../../bin/database";
import { requireDatabase } from "../../bin/first-run";
import { startGuard } from "../../bin/guard";
import { settingsOrProblem } from "../../bin/settings";
import { StartProblem, type Terminal } from "../../bin/terminal";
import { closeDatabase, database } from "../../lib/db/client";
import { migrate } from "../../lib/db/migrate";
import { forgetEnv } from "../../lib/env";
import type { Target } from "./load";
import type { Pace } from "./rounds";
import { prepareFoyer } from "./seed";
import { BARE_SERVER, buildBareIfStale, freePort, startServer } from "./server";
import { prepareBare, type Templates } from "./templates";

/** The two applications, side by side on one MongoDB with a database each, and how long to measure. */
export interface Bench {
  foyer: Target;
  bare: Target;
  appUrl: string;
  /** API keys of Foyer's root account; each may invite 120 times a minute. */
  keys: readonly string[];
  account: string;
  templates: Templates;
  pace: Pace;
  clients: readonly number[];
  /** Calls to each subject before anything is measured: V8 goes on optimising for thousands of them. */
  warmUp: number;
  /** Invitations to accept in one round. */
  acceptances: number;
  /** Of the lists that are measured: how many rows, and how often. */
  lists: readonly { rows: number; rounds: number }[];
  /** Points lib/ in this process at the bare application's database for the length of the work. */
  onBare<T>(work: () => Promise<T>): Promise<T>;
  /** Points lib/ in this process at a new database, which has all indexes and ends with the work. */
  onNewDatabase<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Another, new Foyer with such settings, on a new database that lib/ in this process sees meanwhile. */
  withFoyer<T>(name: string, more: Record<string, string>, work: (foyer: OtherFoyer) => Promise<T>): Promise<T>;
}

export interface OtherFoyer extends Target {
  account: string;
  keys: readonly string[];
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

const FULL = {
  ...{ pace: { rounds: 5, seconds: 3 }, clients: [1, 8, 32], warmUp: 3000, acceptances: 100 },
  lists: [
    { rows: 1_000, rounds: 7 },
    { rows: 10_000, rounds: 5 },
    { rows: 100_000, rounds: 3 },
  ],
} as const;
const QUICK = {
  ...{ pace: { rounds: 3, seconds: 1.5 }, clients: [8], warmUp: 200, acceptances: 40 },
  lists: [
    { rows: 500, rounds: 3 },
    { rows: 5_000, rounds: 2 },
  ],
} as const;

/** A list is one call; a loop of single ones needs some keys. */
const OTHER_KEYS = 40;

const OWNER = {
  OWNER_EMAIL: "owner@bench.example.com",
  OWNER_PASSWORD: "a bench has no secret",
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
  const running = new Set<number>();
  const watch = (pid: number) => guard.watch([...running.add(pid)]);
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => reject(new StartProblem("Interrupted; everything was stopped.")));
    }
  });
  interrupted.catch(() => {});
  try {
    Object.assign(process.env, { DATA_DIR: dataDir, MONGODB_URI: "" });
    const mongo = await startDatabase({ settings: settingsOrProblem(), out, onProcess: watch });
    closers.push(mongo.stop);

    const port = await freePort();
    const appUrl = `http://127.0.0.1:${port}`;
    const settings = { ...OWNER, ...settingsOf(options), APP_URL: appUrl, DATA_DIR: dataDir };
    const uriOf = (name: string) => mongo.uri.replace("/foyer?", `/${name}?`);
    let used = "";
    const use = async (name: string) => {
      await closeDatabase();
      forgetEnv();
      Object.assign(process.env, settings, { MONGODB_URI: uriOf(name) });
      used = name;
    };
    const on = async <R>(name: string, task: () => Promise<R>): Promise<R> => {
      const before = used;
      await use(name);
      try {
        return await task();
      } finally {
        await use(before);
      }
    };
    const onNewDatabase = <R>(name: string, task: () => Promise<R>) =>
      on(name, async () => {
        await migrate();
        try {
          return await task();
        } finally {
          await database().dropDatabase();
        }
      });
    closers.push(closeDatabase);

    const { version } = await requireDatabase(mongo.uri);
    await use("bare");
    const templates = await prepareBare();
    await use("foyer");
    const { account, keys } = await prepareFoyer();

    const bare = await startServer([BARE_SERVER], await freePort(), "/ready", { MONGODB_URI: uriOf("bare") });
    closers.push(bare.stop);
    watch(bare.pid);

    const own = { ...settings, MONGODB_URI: uriOf("foyer"), NEXTAUTH_URL: appUrl };
    const foyer = await startServer(SERVER_ARGS, port, "/readyz", own);
    closers.push(foyer.stop);
    watch(foyer.pid);

    const bench: Bench = {
      ...{ foyer, bare, appUrl, keys, account, templates },
      ...(options.quick ? QUICK : FULL),
      onBare: (task) => on("bare", task),
      onNewDatabase,
      withFoyer: (name, more, task) =>
        onNewDatabase(name, async () => {
          const ownPort = await freePort();
          const ownUrl = `http://127.0.0.1:${ownPort}`;
          const prepared = await prepareFoyer(OTHER_KEYS);
          const uri = { MONGODB_URI: uriOf(name), APP_URL: ownUrl, NEXTAUTH_URL: ownUrl };
          const server = await startServer(SERVER_ARGS, ownPort, "/readyz", { ...settings, ...uri, ...more });
          watch(server.pid);
          try {
            return await task({ ...prepared, port: server.port, pid: server.pid });
          } finally {
            await server.stop();
            running.delete(server.pid);
          }
        }),
    };
    const measured = work(bench, machine(version));
    return await Promise.race([measured, interrupted]);
  } finally {
    for (const close of closers.reverse()) await close();
    guard.dismiss();
  }
}

function settingsOf({ rateLimits }: Options): Record<string, string> {
  return {
    APP_SECRET: randomBytes(48).toString("base64url"),
    MAIL_TRANSPORT: "mailbox",
    ENGINE: "embedded",
    RATE_LIMITS: rateLimits,
    // Each simulated client is told by X-Forwarded-For, as behind a load balancer.
    TRUSTED_PROXIES: "1",
    // What providers take from one customer. Foyer sends meanwhile, and does not fall back more with each round.
    MAIL_RATE: "10",
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  };
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
