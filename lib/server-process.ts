import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { setFlagsFromString } from "node:v8";
import { closeStreams } from "./batches/progress-stream";
import { closeDatabase } from "./db/client";
import { startEngine, stopEngine } from "./engine/embedded";
import { env } from "./env";
import { PEER_HEADER } from "./http/client-ip";
import { withoutProtoKey } from "./http/proto-key";
import { UNKNOWN_METHOD } from "./http/route";
import { log } from "./log";

/** What a server process needs beside its routes: who calls, background work, and an orderly end. */
export function prepareServer(): void {
  if (env().production) staySmall();
  notePeers();
  startEngine();
  endInOrder();
}

/**
 * By itself V8 lets garbage grow to three times what is in use. A list of 100,000 rows then makes the server 200 MB larger
 * while it runs; with as much garbage as there is in use it is 75 MB, for 3 % more processor time (`npm run bench:bulk`).
 */
function staySmall(): void {
  setFlagsFromString("--heap-growing-percent=100");
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** A path whose escapes are no UTF-8 makes Next fail with 500; taken to the letter it is simply one that does not exist. */
function decodable(url: string): string {
  const end = url.indexOf("?");
  const path = end < 0 ? url : url.slice(0, end);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll("%", "%25") + (end < 0 ? "" : url.slice(end));
  }
}

/** Route handlers are not told the socket's address. Whatever a client sends under the header's name is overwritten. */
function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
    request.url = decodable(request.url ?? "/");
    if (request.url.startsWith("/v1/")) request.url = withoutProtoKey(request.url);
    if (request.url.startsWith("/v1/") && !METHODS.has(request.method ?? "")) {
      // Next has no route for such a method and would answer with nothing that a program can read.
      request.method = "GET";
      request.url = UNKNOWN_METHOD;
    }
  });
}

/**
 * Next ends the process as soon as its last connection is closed. What the engine is handing to a mail server at that
 * moment must first have its answer written down, so the end waits for the engine.
 */
function endInOrder(): void {
  const exit = process.exit.bind(process);
  const onSignal = () => {
    // The process ends with its last connection, and a stream's would stay.
    closeStreams();
    const stopped = stopEngine().catch((error: unknown) => log.error("The engine did not stop in order", { error }));
    const waiting = (code?: number | string | null): void => {
      void stopped.then(closeDatabase).finally(() => exit(code));
    };
    process.exit = waiting as typeof process.exit;
  };
  process.once("SIGTERM", onSignal);
  process.once("SIGINT", onSignal);
}
