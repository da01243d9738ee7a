import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EnvError, readSettings, type Settings } from "../lib/env";
import { StartProblem } from "./terminal";

/** What bin does with settings before the server has them. */

export const ROOT = path.dirname(import.meta.dirname);

/** Fills process.env from `.env.local`; what is set already wins. */
export function loadEnvFile(): void {
  const file = path.join(ROOT, ".env.local");
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new StartProblem(`.env.local cannot be read: ${(error as Error).message}`);
  }
}

/** Next's types make NODE_ENV read-only. */
export function setNodeEnv(value: "production" | "development"): void {
  Object.assign(process.env, { NODE_ENV: value });
}

/** @throws StartProblem with every problem and where settings are explained */
export function settingsOrProblem(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    throw new StartProblem(
      `${error.message}\nSettings are environment variables or lines in .env.local; .env.example explains each.`,
    );
  }
}

/** Level by level: Node's own `recursive` never returns where the file system answers ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Makes the folder where it is missing, and says so when it cannot be used. */
export function prepareDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = (error as Error).message.replace(/^\w+: /, "");
    throw new StartProblem(
      `DATA_DIR is ${dataDir}, and that cannot be used: ${reason}.\nMake it a folder that this user may read and write, or set DATA_DIR to another.`,
    );
  }
}

/** The secret of this installation: what is set, else the one kept in DATA_DIR, made once. */
export function obtainSecret(settings: Settings): string {
  if (settings.appSecret) return settings.appSecret;
  const file = path.join(settings.dataDir, "secret");
  try {
    // `wx` fails where the file exists, so that of two starts only one makes it.
    writeFileSync(file, `${randomBytes(48).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new StartProblem(`The secret cannot be written to ${file}: ${(error as Error).message}`);
    }
  }
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new StartProblem(`The secret in ${file} cannot be read: ${(error as Error).message}`);
  }
  if (Buffer.byteLength(secret) >= 32) return secret;
  throw new StartProblem(
    `The secret in ${file} is too short to be the one Foyer made. Put it back, or remove the file: then links already mailed and open sessions end.`,
  );
}

/** Lets this process, and what it starts, read what was found or generated as if it had been set. */
export function completeEnvironment(settings: Settings, mongodbUri: string): void {
  Object.assign(process.env, {
    APP_URL: settings.appUrl,
    APP_SECRET: obtainSecret(settings),
    MONGODB_URI: mongodbUri,
    DATA_DIR: settings.dataDir,
    MAIL_TRANSPORT: settings.mail.transport,
    PORT: String(settings.port),
    HOST: settings.host,
  });
}
