import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../bin/ports";
import { type Installation, installationEnv, isAlive, runBin, startInstallation } from "../support/installation";

/** What happens to a whole installation: started twice, stopped, killed, and started on what cannot work. */

const START = ["bin/start.ts"];
const CLI = ["bin/foyer.ts"];
/** The first start may have to build. */
const SLOW = 300_000;

const folder = mkdtempSync(path.join(os.tmpdir(), "foyer-start-"));
const dataDir = path.join(folder, "data");
let env: NodeJS.ProcessEnv;
let foyer: Installation;

beforeAll(async () => {
  env = installationEnv(dataDir, await freePort(), {
    OWNER_EMAIL: "rui@acme.example",
    OWNER_PASSWORD: "lantern-by-the-door",
    OWNER_ACCOUNT: "Acme",
  });
  foyer = await startInstallation(env);
}, SLOW);

afterAll(async () => {
  await foyer?.stop();
  rmSync(folder, { recursive: true, force: true });
}, SLOW);

async function api(
  method: string,
  url: string,
  key: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${foyer.url}${url}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", connection: "close" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

async function createKey(): Promise<string> {
  const { code, stdout, stderr } = await runBin([...CLI, "key", "create", "--name", "tests", "--json"], env);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const answer = JSON.parse(stdout) as { key: string; id: string; account: string };
  expect(answer).toEqual({ key: expect.stringMatching(/^fyr_/), id: expect.any(String), account: expect.any(String) });
  return answer.key;
}

describe("a running installation", () => {
  it("keeps its secret to its user", () => {
    const file = path.join(dataDir, "secret");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.byteLength(readFileSync(file, "utf8").trim())).toBeGreaterThanOrEqual(32);
  });

  it("listens on loopback only", () => {
    const listening = foyer.processes().flatMap(listenersOf);
    expect(listening.length).toBeGreaterThan(0);
    expect(listening.filter((address) => address !== "127.0.0.1")).toEqual([]);
  });

  it("makes a second start on the same data say so and stop", async () => {
    const { code, stdout } = await runBin(START, { ...env, PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(stdout).toContain(`Foyer already runs on this data at ${foyer.url}`);
  });

  it("makes a start on its port name the port and stop, with nothing begun", async () => {
    const other = path.join(folder, "other");
    const { code, stdout } = await runBin(START, { ...env, DATA_DIR: other });
    expect(code).toBe(1);
    expect(stdout).toContain(`cannot listen on 127.0.0.1, port ${env.PORT}`);
    expect(() => statSync(path.join(other, "mongo"))).toThrow();
  });

  it("is found by the doctor, embedded database included", async () => {
    const { code, stdout } = await runBin([...CLI, "doctor", "--json"], env);
    expect(code).toBe(0);
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { check: string; ok: boolean }[] };
    expect(ok).toBe(true);
    const names = ["settings", "secret", "database", "clock", "transport", "engine"];
    expect(checks.map(({ check }) => check)).toEqual(names);
  });
});

describe("an installation that is stopped or killed", () => {
  it("loses nothing when the whole process tree is killed", { timeout: SLOW }, async () => {
    const key = await createKey();
    const contact = { type: "business", name: "Blue Bakery", email: "ana@bakery.example" };
    const { status, json } = await api("POST", "/v1/contacts", key, contact);
    expect(status).toBe(201);
    await foyer.killAll();
    foyer = await startInstallation(env);
    const again = await api("POST", "/v1/contacts", key, contact);
    expect(again.status).toBe(409);
    expect(again.json).toMatchObject({ code: "contact_exists", contactId: (json as { id: string }).id });
  });

  it("leaves no process behind when only the starting one is killed", { timeout: SLOW }, async () => {
    const [first = 0, ...others] = foyer.processes();
    process.kill(first, "SIGKILL");
    await expect.poll(() => others.filter(isAlive), { timeout: 20_000 }).toEqual([]);
    foyer = await startInstallation(env);
  });

  it("brings its database back when that alone is killed, and again while it is coming back", {
    timeout: SLOW,
  }, async () => {
    const key = await createKey();
    const database = () => (JSON.parse(readFileSync(path.join(dataDir, "mongo.json"), "utf8")) as { pid: number }).pid;
    const first = database();
    process.kill(first, "SIGKILL");
    await expect.poll(database, { timeout: 10_000, interval: 5 }).not.toBe(first);
    process.kill(database(), "SIGKILL");
    await expect.poll(async () => (await api("GET", "/v1/accounts", key)).status, { timeout: 60_000 }).toBe(200);
    expect(foyer.output()).toContain("The database ended unexpectedly");
  });

  it("ends with everything it started on SIGTERM, and its data serves a command afterwards", {
    timeout: SLOW,
  }, async () => {
    const processes = foyer.processes();
    expect(processes.length).toBeGreaterThan(2);
    const since = Date.now();
    expect(await foyer.stop()).toBe(0);
    expect(Date.now() - since).toBeLessThan(15_000);
    expect(processes.filter(isAlive)).toEqual([]);
    await createKey();
    foyer = await startInstallation(env);
  });
});

describe("a start that cannot work", () => {
  it("names every wrong setting and starts nothing", async () => {
    const unused = path.join(folder, "unused");
    const wrong = { APP_URL: "acme", INVITE_TTL_DAYS: "91", RATE_LIMITS: "perhaps", OWNER_PASSWORD: "" };
    const { code, stdout } = await runBin(START, { ...env, ...wrong, DATA_DIR: unused });
    expect(code).toBe(1);
    for (const name of Object.keys(wrong)) expect(stdout).toContain(`${name}: `);
    expect(() => statSync(unused)).toThrow();
  });

  it("says that DATA_DIR cannot be used", async () => {
    const file = path.join(folder, "a-file");
    writeFileSync(file, "");
    const { code, stdout } = await runBin(START, { ...env, DATA_DIR: path.join(file, "data"), PORT: "1" });
    expect(code).toBe(1);
    expect(stdout).toContain("DATA_DIR is ");
  });

  it("says that a database cannot be reached, without its password", async () => {
    const port = await freePort();
    const { code, stdout } = await runBin(START, {
      ...env,
      DATA_DIR: path.join(folder, "elsewhere"),
      PORT: String(await freePort()),
      MONGODB_URI: `mongodb://foyer:opensesame@127.0.0.1:${port}/foyer`,
      APP_SECRET: "x".repeat(32),
      MAIL_TRANSPORT: "mailbox",
    });
    expect(code).toBe(1);
    expect(stdout).toContain(`127.0.0.1:${port}`);
    expect(stdout).not.toContain("opensesame");
  });

  it("says which ways to a MongoDB were tried when none is left, and what helps", async () => {
    const { code, stdout } = await runBin(START, {
      ...env,
      DATA_DIR: path.join(folder, "no-way"),
      PORT: String(await freePort()),
      MONGOD: "",
      PATH: "",
      XDG_CACHE_HOME: path.join(folder, "cache"),
      MONGOMS_DOWNLOAD_DIR: path.join(folder, "cache"),
      MONGOMS_DOWNLOAD_MIRROR: "https://127.0.0.1:1",
    });
    expect(code).toBe(1);
    for (const way of ["mongod on PATH", "download of mongodb-memory-server", "PyPI", "docker compose up"]) {
      expect(stdout).toContain(way);
    }
  });

  it("says what MONGOD is when it is no mongod", async () => {
    const { code, stdout } = await runBin(START, {
      ...env,
      DATA_DIR: path.join(folder, "no-mongod"),
      PORT: String(await freePort()),
      MONGOD: process.execPath,
    });
    expect(code).toBe(1);
    expect(stdout).toContain("MONGOD is ");
  });
});

/** The addresses a process listens on, by /proc/net/tcp. */
function listenersOf(pid: number): string[] {
  const LISTEN = "0A";
  const inodes = new Set(socketInodes(pid));
  return ["tcp", "tcp6"].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[3] === LISTEN && inodes.has(columns[9] ?? ""))
      .map((columns) => addressOf(columns[1]?.split(":")[0] ?? "")),
  );
}

function addressOf(hex: string): string {
  if (hex.length !== 8) return `ipv6 ${hex}`;
  return (hex.match(/../g) ?? [])
    .toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join(".");
}

function socketInodes(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
}
