import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

/**
 * Who uses a folder, told by a socket that the holder listens on: it ends with its process, whatever ends that, so there
 * is no stale lock. Whoever connects is answered with who holds it and where the database is.
 */
export interface Holder {
  pid: number;
  /** `server` stays; `command` is done in a moment and worth waiting for. */
  kind: "server" | "command";
  /** Null until the database answers. */
  mongodbUri: string | null;
  url: string | null;
}

export interface Lock {
  /** What is answered from now on. */
  tell(news: Partial<Pick<Holder, "mongodbUri" | "url">>): void;
  release(): Promise<void>;
}

/** Short, because the path of a socket may have only some hundred bytes. */
function addressOf(folder: string): string {
  const name = `foyer-${createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return path.join(os.tmpdir(), `${name}.sock`);
}

/** @returns the lock, or who holds it */
export async function takeLock(folder: string, kind: Holder["kind"]): Promise<{ lock: Lock } | { holder: Holder }> {
  const address = addressOf(folder);
  for (let attempt = 0; ; attempt++) {
    const lock = await listen(address, kind);
    if (lock) return { lock };
    const holder = await ask(address);
    if (holder) return { holder };
    // Nobody answers at an address that is taken: a file left by a killed process, where sockets are files.
    if (!address.startsWith("\0") && process.platform !== "win32") rmSync(address, { force: true });
    if (attempt === 5) throw new Error(`The lock of ${folder} can neither be taken nor asked.`);
  }
}

export async function holderOf(folder: string): Promise<Holder | null> {
  return ask(addressOf(folder));
}

function listen(address: string, kind: Holder["kind"]): Promise<Lock | null> {
  const holder: Holder = { pid: process.pid, kind, mongodbUri: null, url: null };
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.end(JSON.stringify(holder));
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve({
        tell: (news) => Object.assign(holder, news),
        release: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}

function ask(address: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    let answer = "";
    let connected = false;
    const unknown: Holder = { pid: 0, kind: "server", mongodbUri: null, url: null };
    socket.setTimeout(3000, () => socket.destroy());
    socket.on("connect", () => {
      connected = true;
    });
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      if (!connected) return resolve(null);
      try {
        resolve(JSON.parse(answer) as Holder);
      } catch {
        // It listens, but is stopped or busy: held all the same.
        resolve(unknown);
      }
    });
  });
}
