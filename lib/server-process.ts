import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { closeDatabase } from "./db/client";
import { startEngine, stopEngine } from "./engine/embedded";
import { PEER_HEADER } from "./http/client-ip";
import { log } from "./log";

/** What a server process needs beside its routes: who calls, background work, and an orderly end. */
export function prepareServer(): void {
  notePeers();
  startEngine();
  endInOrder();
}

/** Route handlers are not told the socket's address. Whatever a client sends under the header's name is overwritten. */
function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}

/**
 * Next ends the process as soon as its last connection is closed. What the engine is handing to a mail server at that
 * moment must first have its answer written down, so the end waits for the engine.
 */
function endInOrder(): void {
  const exit = process.exit.bind(process);
  const onSignal = () => {
    const stopped = stopEngine().catch((error: unknown) => log.error("The engine did not stop in order", { error }));
    const waiting = (code?: number | string | null): void => {
      void stopped.then(closeDatabase).finally(() => exit(code));
    };
    process.exit = waiting as typeof process.exit;
  };
  process.once("SIGTERM", onSignal);
  process.once("SIGINT", onSignal);
}
