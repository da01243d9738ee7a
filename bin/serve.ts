import path from "node:path";
import type { Settings } from "../lib/env";
import { lockForServer, startDatabase } from "./database";
import type { EmbeddedMongo } from "./embedded-mongo";
import { startGuard } from "./guard";
import type { Lock } from "./lock";
import { requireFreePort, type ServerProcess, startServerProcess, untilReady } from "./server-process";
import {
  completeEnvironment,
  loadEnvFile,
  obtainSecret,
  prepareDataDir,
  setNodeEnv,
  settingsOrProblem,
} from "./settings";
import { StartProblem, type Terminal, terminal } from "./terminal";

export interface Mode {
  nodeEnv: "production" | "development";
  /** Where data lies when DATA_DIR says nothing. */
  dataDir: string;
  /** What has to be there before the server can start. */
  prepare(out: Terminal, signal: AbortSignal): Promise<void>;
  /** With the database up: what it needs to hold. Returns the lines that tell how to sign in. */
  fill(settings: Settings): Promise<string[]>;
  command(settings: Settings): { args: string[]; cwd: string };
}

/** npm passes Ctrl-C on to a process that has had it from the terminal already. */
const SAME_PRESS_MS = 700;

/** Starts everything in order, and stops it in the opposite one. Ends the process. */
export async function serve(mode: Mode): Promise<never> {
  const out = terminal();
  const guard = startGuard();
  const stopping = new AbortController();
  let lock: Lock | null = null;
  let starting: Promise<EmbeddedMongo> | null = null;
  let mongoPid = 0;
  let server: ServerProcess | null = null;

  const watch = () => guard.watch([server?.pid ?? 0, mongoPid].filter((pid) => pid > 0));
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= (async () => {
      stopping.abort();
      await server?.stop();
      // One that is still starting ends itself, by the same signal.
      await starting?.then((mongo) => mongo.stop()).catch(() => {});
      await lock?.release();
      guard.dismiss();
    })();
    return closing;
  };
  const end = async (code: number): Promise<never> => {
    await close();
    process.exit(code);
  };

  const killMongo = () => {
    try {
      if (mongoPid > 0) process.kill(mongoPid, "SIGKILL");
    } catch {
      // Already gone.
    }
  };

  let askedAt = 0;
  const ask = (signal: NodeJS.Signals) => {
    if (askedAt > 0) {
      if (signal !== "SIGINT" || Date.now() - askedAt < SAME_PRESS_MS) return;
      server?.kill();
      killMongo();
      guard.dismiss();
      process.exit(130);
    }
    askedAt = Date.now();
    out.say(signal === "SIGINT" ? "\nStopping … (Ctrl-C again stops at once)" : "Stopping …");
    void end(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ask(signal));
  endWithParent(() => ask("SIGTERM"));

  const fail = async (error: unknown): Promise<never> => {
    // Whatever fails because everything is being stopped is no failure.
    if (stopping.signal.aborted) return end(0);
    if (error instanceof StartProblem) out.warn(`\n${error.message}`);
    else
      out.warn(`\nFoyer could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return end(1);
  };

  try {
    setNodeEnv(mode.nodeEnv);
    loadEnvFile();
    process.env.DATA_DIR ||= mode.dataDir;
    const settings = settingsOrProblem();
    prepareDataDir(settings.dataDir);
    if (!settings.mongodbUri) lock = await lockForServer(settings, out);
    await requireFreePort(settings);
    obtainSecret(settings);
    await mode.prepare(out, stopping.signal);

    if (!settings.mongodbUri) {
      starting = startDatabase({
        settings,
        out,
        signal: stopping.signal,
        onLost: (problem) => void fail(problem),
        onProcess: (pid) => {
          mongoPid = pid;
          watch();
        },
      });
    }
    // From here on this process and the server's read the same, complete settings.
    const mongodbUri = (await starting)?.uri ?? settings.mongodbUri ?? "";
    completeEnvironment(settings, mongodbUri);
    lock?.tell({ mongodbUri, url: settings.appUrl });
    stopping.signal.throwIfAborted();
    const lines = await mode.fill(settings);
    stopping.signal.throwIfAborted();

    const { args, cwd } = mode.command(settings);
    const env: NodeJS.ProcessEnv = { ...process.env, HOSTNAME: settings.host, NEXT_TELEMETRY_DISABLED: "1" };
    // With it next-auth would believe any X-Forwarded-Host; links come from APP_URL alone.
    delete env.AUTH_TRUST_HOST;
    server = startServerProcess(args, cwd, { ...env, NEXTAUTH_URL: settings.appUrl });
    watch();
    void server.ended.then((how) => {
      if (!stopping.signal.aborted) void fail(new StartProblem(`The server ended (${how}); what it said is above.`));
    });
    await untilReady(settings, server, stopping.signal);
    out.say(["", `Foyer is ready: ${settings.appUrl}`, ...lines.map((line) => `  ${line}`), ""].join("\n"));
  } catch (error) {
    await fail(error);
  }
  return new Promise<never>(() => {});
}

/** npm may be killed without a word to what it runs; nobody is left then who could stop this, so it stops itself. */
function endWithParent(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}

/** Where mail goes, in words. */
export function mailLine(settings: Settings): string {
  return settings.mail.transport === "mailbox"
    ? `Mail stays here, to be read at ${settings.appUrl}/mailbox`
    : `Mail leaves by ${settings.mail.transport}, from ${settings.mail.from}`;
}

export function dataLine(settings: Settings): string {
  const relative = path.relative(process.cwd(), settings.dataDir);
  const where = relative.startsWith("..") ? settings.dataDir : relative || ".";
  return settings.mongodbUri ? "Data is in the MongoDB of MONGODB_URI" : `Data is in ${where}`;
}
