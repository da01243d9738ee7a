import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { holderOf } from "../../../bin/lock";

/** The application as anybody starts it: `npm start` on a free port, with data in a folder that goes with it. */

export const ROOT = path.resolve(import.meta.dirname, "../../..");

/** What the machine has set must not decide whether a journey works. */
const OURS =
  /^(APP_|PORT$|HOST$|DATA_DIR$|MONGODB_URI$|OWNER_|MAIL_|SMTP_|RESEND_|SENDGRID_|ENGINE$|INNGEST_|INVITE_|TRUSTED_|RATE_|LOG_|METRICS_|NODE_ENV$)/;

const TSX = ["--import", "tsx"];

/** With a build to make first. */
const READY_WITHIN_MS = 280_000;

/** One that does not stop by then is ended: the journeys after it must not wait for it. */
const STOPPED_WITHIN_MS = 20_000;

export interface Installation {
  url: string;
  dataDir: string;
  /** Everything that was printed. */
  printed(): string;
  /** The one-time code of `/setup`, as printed. */
  setupCode(): string;
  /** For looking at data, and for what only time would do. */
  mongodbUri(): Promise<string>;
  /** The secret it has made for itself. */
  secret(): string;
  stop(): Promise<void>;
}

export async function startInstallation(
  settings: Record<string, string> = {},
  { demo = false }: { demo?: boolean } = {},
): Promise<Installation> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "foyer-e2e-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production" as const,
    PORT: String(port),
    DATA_DIR: dataDir,
    ...settings,
  };
  if (demo)
    await promisify(execFile)(process.execPath, [...TSX, path.join("bin", "foyer.ts"), "seed"], { cwd: ROOT, env });
  const child = spawn(process.execPath, [...TSX, path.join("bin", "start.ts")], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const read = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const stop = async () => {
    await stopProcess(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await untilPrinted(child, () => output, `Foyer is ready: ${url}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    dataDir,
    printed: () => output,
    setupCode() {
      const code = /with the code (\S+)/.exec(output)?.[1];
      if (!code) throw new Error(`No set-up code was printed:\n${output}`);
      return code;
    },
    async mongodbUri() {
      const uri = (await holderOf(dataDir))?.mongodbUri;
      if (!uri) throw new Error("The installation tells no database");
      return uri;
    },
    secret: () => readFileSync(path.join(dataDir, "secret"), "utf8").trim(),
    stop,
  };
}

async function untilPrinted(child: ChildProcess, output: () => string, words: string): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  while (!output().includes(words)) {
    if (child.exitCode !== null) throw new Error(`Foyer ended with exit code ${child.exitCode}:\n${output()}`);
    if (Date.now() > end) throw new Error(`Foyer was not ready in time:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const overdue = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
  await ended;
  clearTimeout(overdue);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
