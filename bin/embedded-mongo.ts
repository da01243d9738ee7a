import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";
import type { Mongod } from "./find-mongod";
import { freePort, isFree } from "./ports";
import { StartProblem } from "./terminal";

/** A one-node replica set on loopback, with its data in a folder; for whoever brings no MongoDB. */

export interface EmbeddedMongo {
  uri: string;
  stop(): Promise<void>;
}

interface Options {
  /** Holds `mongo/` with the data and `mongo.json` with the port. */
  dataDir: string;
  mongod: Mongod;
  /** Told of each new process, so that it can be watched. */
  onProcess?: (pid: number) => void;
  /** It ended by itself and was started again, or could not be. */
  onRestart?: (line: string) => void;
  onLost?: (problem: Error) => void;
  /** Ends the start, and the mongod that had begun. */
  signal?: AbortSignal;
}

interface Remembered {
  port: number;
  pid: number;
  /** `major.minor` of the mongod that wrote the data. */
  version: string;
}

const SET = "foyer";
const HOST = "127.0.0.1";

export function rememberedMongo(dataDir: string): Remembered | null {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, "mongo.json"), "utf8")) as Remembered;
  } catch {
    return null;
  }
}

export async function startEmbeddedMongo(options: Options): Promise<EmbeddedMongo> {
  const { dataDir, mongod } = options;
  const dbPath = path.join(dataDir, "mongo");
  mkdirSync(dbPath, { recursive: true, mode: 0o700 });

  const remembered = rememberedMongo(dataDir);
  if (remembered) await endOutlived(remembered, dbPath);
  const port = remembered && (await isFree(remembered.port)) ? remembered.port : await freePort();

  let stopping = false;
  let child: ChildProcess;
  const run = async () => {
    child = launch(mongod.path, dbPath, port);
    const pid = child.pid ?? 0;
    const version = mongod.version.split(".").slice(0, 2).join(".");
    writeFileSync(path.join(dataDir, "mongo.json"), JSON.stringify({ port, pid, version } satisfies Remembered));
    options.onProcess?.(pid);
    await becomePrimary(child, port, dbPath, options.signal).catch(async (error) => {
      await stopProcess(child);
      throw error;
    });
    const ended = () => void (stopping || restart());
    // It may have ended since it was asked last.
    if (child.exitCode !== null || child.signalCode !== null) ended();
    else child.once("exit", ended);
  };
  const ends: number[] = [];
  /** @param problem what was in the way of starting it again, the last time */
  const restart = async (problem?: Error): Promise<void> => {
    ends.push(Date.now());
    const often = ends.filter((at) => Date.now() - at < 300_000).length;
    if (often > 5) {
      return options.onLost?.(problem ?? new StartProblem(`The database ended ${often} times in five minutes.`));
    }
    options.onRestart?.("The database ended unexpectedly; it is being started again.");
    await sleep(500 * often);
    if (stopping || options.signal?.aborted) return;
    // What ended it may end it again while it is coming back.
    await run().catch((error: Error) => void (stopping || restart(error)));
  };
  await run();

  return {
    uri: `mongodb://${HOST}:${port}/foyer?replicaSet=${SET}`,
    async stop() {
      stopping = true;
      await stopProcess(child);
    },
  };
}

function launch(binary: string, dbPath: string, port: number): ChildProcess {
  const log = path.join(dbPath, "mongod.log");
  if (existsSync(log)) renameSync(log, path.join(dbPath, "mongod.previous.log"));
  // MongoDB would take half of the memory; this one shares the machine with the application.
  const cache = Math.min(2, Math.max(0.25, os.totalmem() / 2 ** 30 / 4)).toFixed(2);
  const args = ["--dbpath", dbPath, "--port", String(port), "--bind_ip", HOST, "--replSet", SET, "--logpath", log];
  args.push("--wiredTigerCacheSizeGB", cache, "--oplogSize", "1024", "--quiet");
  // Otherwise it waits 15 seconds for clients to leave when it is asked to stop.
  args.push("--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100");
  args.push("--setParameter", "diagnosticDataCollectionEnabled=false");
  if (process.platform !== "win32") args.push("--nounixsocket");
  // In a group of its own, so that Ctrl-C in the terminal does not reach it before the server has stopped.
  return spawn(binary, args, { stdio: "ignore", detached: true });
}

async function becomePrimary(
  child: ChildProcess,
  port: number,
  dbPath: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  let spawnError: Error | null = null;
  child.once("error", (error) => {
    spawnError = error;
  });
  const deadline = Date.now() + 120_000;
  for (;;) {
    signal?.throwIfAborted();
    if (spawnError || child.exitCode !== null || child.signalCode !== null) {
      throw new StartProblem(`The database did not start: ${spawnError ?? lastWords(dbPath, child)}`);
    }
    if (Date.now() > deadline) {
      throw new StartProblem(`The database did not answer within two minutes. ${dbPath}/mongod.log says why.`);
    }
    // A new client each time: one that has seen an election may wait for its next heartbeat for ten seconds.
    const client = direct(port);
    try {
      if (await isPrimary(client, `${HOST}:${port}`)) return;
    } finally {
      await client.close().catch(() => {});
    }
    await sleep(50);
  }
}

function direct(port: number): MongoClient {
  return new MongoClient(`mongodb://${HOST}:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2000,
    connectTimeoutMS: 2000,
    waitQueueTimeoutMS: 2000,
    socketTimeoutMS: 5000,
  });
}

/** Takes the next step towards a writable primary, whatever state the set is in. */
async function isPrimary(client: MongoClient, member: string): Promise<boolean> {
  const admin = client.db("admin");
  let hello: { isWritablePrimary?: boolean; me?: string };
  try {
    hello = await admin.command({ hello: 1 });
  } catch {
    return false;
  }
  if (hello.isWritablePrimary && hello.me === member) return true;
  try {
    const { config } = (await admin.command({ replSetGetConfig: 1 })) as {
      config: { version: number; members: { host: string }[] };
    };
    const first = config.members[0];
    if (first && (first.host !== member || config.members.length > 1)) {
      // The port of last time was taken, or the data comes from elsewhere.
      const members = [{ ...first, host: member }];
      await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
    }
  } catch (error) {
    const NOT_YET_INITIALIZED = 94;
    if ((error as { code?: number }).code === NOT_YET_INITIALIZED) {
      const config = { _id: SET, members: [{ _id: 0, host: member }], settings: { electionTimeoutMillis: 1000 } };
      await admin.command({ replSetInitiate: config }).catch(() => {});
    }
  }
  return false;
}

/** A database left behind by a killed start: it is asked to end before another opens its files. */
async function endOutlived(remembered: Remembered, dbPath: string): Promise<void> {
  if (!isAlive(remembered.pid) || (await isFree(remembered.port))) return;
  const client = direct(remembered.port);
  try {
    const options = (await client.db("admin").command({ getCmdLineOpts: 1 })) as {
      parsed?: { storage?: { dbPath?: string } };
    };
    if (path.resolve(options.parsed?.storage?.dbPath ?? "/") !== path.resolve(dbPath)) return;
    process.kill(remembered.pid, "SIGTERM");
    for (let i = 0; i < 200 && isAlive(remembered.pid); i++) await sleep(50);
  } catch {
    // Somebody else's process has the pid or the port by now; mongod itself refuses files that are in use.
  } finally {
    await client.close().catch(() => {});
  }
}

/** What mongod wrote last as an error, for a person. */
function lastWords(dbPath: string, child: ChildProcess): string {
  const file = path.join(dbPath, "mongod.log");
  const ended = child.signalCode ?? `exit code ${child.exitCode}`;
  const words: string[] = [];
  try {
    for (const line of readFileSync(file, "utf8").trim().split("\n")) {
      const entry = JSON.parse(line) as { s: string; msg: string; attr?: { error?: unknown } };
      if (entry.s !== "E" && entry.s !== "F") continue;
      const error = entry.attr?.error;
      words.push(error ? `${entry.msg}: ${typeof error === "string" ? error : JSON.stringify(error)}` : entry.msg);
    }
  } catch {
    // An unreadable log adds nothing; its place is named below.
  }
  return [`mongod ended with ${ended}.`, ...words.slice(0, 3), `Its log is ${file}.`].join("\n  ");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  if (await ended(child, 10_000)) return;
  child.kill("SIGKILL");
  await ended(child, 5_000);
}

function ended(child: ChildProcess, within: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), within);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
