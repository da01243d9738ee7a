import { setTimeout as sleep } from "node:timers/promises";
import type { Settings } from "../lib/env";
import { type EmbeddedMongo, rememberedMongo, startEmbeddedMongo } from "./embedded-mongo";
import { findMongod } from "./find-mongod";
import type { Guard } from "./guard";
import { type Holder, type Lock, takeLock } from "./lock";
import { StartProblem, type Terminal } from "./terminal";

/** Takes the folder for a server. A command that uses it is waited for; another server is a reason to stop. */
export async function lockForServer(settings: Settings, out: Terminal): Promise<Lock> {
  for (let waited = 0; ; waited++) {
    const taken = await takeLock(settings.dataDir, "server");
    if ("lock" in taken) return taken.lock;
    const { holder } = taken;
    if (holder.kind === "server" || waited > 240) {
      const where = holder.url ? ` at ${holder.url}` : "";
      throw new StartProblem(
        `Foyer already runs on this data${where} (process ${holder.pid || "unknown"}, DATA_DIR ${settings.dataDir}).\nStop it first, or give this one a DATA_DIR and a PORT of its own.`,
      );
    }
    if (waited === 0) out.say(`Waiting for a foyer command that uses this data (process ${holder.pid}) …`);
    await sleep(250);
  }
}

export async function startDatabase(options: {
  settings: Settings;
  out: Terminal;
  guard?: Guard;
  signal?: AbortSignal;
  onLost?: (problem: Error) => void;
  onProcess?: (pid: number) => void;
}): Promise<EmbeddedMongo> {
  const { settings, out } = options;
  const wroteData = rememberedMongo(settings.dataDir)?.version ?? null;
  const mongod = await findMongod({ terminal: out, signal: options.signal, wroteData });
  options.signal?.throwIfAborted();
  return startEmbeddedMongo({
    dataDir: settings.dataDir,
    mongod,
    signal: options.signal,
    onProcess: options.onProcess,
    onRestart: out.warn,
    onLost: options.onLost,
  });
}

/**
 * The database for a command: the one that is set, the one of the server that runs on this data, or one started for the
 * moment.
 */
export async function databaseForCommand(
  settings: Settings,
  out: Terminal,
): Promise<{ uri: string; holder: Holder | null; close(): Promise<void> }> {
  if (settings.mongodbUri) return { uri: settings.mongodbUri, holder: null, close: async () => {} };
  for (let waited = 0; ; waited++) {
    const taken = await takeLock(settings.dataDir, "command");
    if ("lock" in taken) {
      const mongo = await startDatabase({ settings, out }).catch(async (error) => {
        await taken.lock.release();
        throw error;
      });
      taken.lock.tell({ mongodbUri: mongo.uri });
      return {
        uri: mongo.uri,
        holder: null,
        close: async () => {
          await mongo.stop();
          await taken.lock.release();
        },
      };
    }
    const { holder } = taken;
    // A command's database ends with the command: wait for one's own.
    if (holder.kind === "server" && holder.mongodbUri) {
      return { uri: holder.mongodbUri, holder, close: async () => {} };
    }
    if (waited > 480) {
      throw new StartProblem(
        `Process ${holder.pid} holds ${settings.dataDir} and gives no database. Stop it and try again.`,
      );
    }
    await sleep(250);
  }
}
