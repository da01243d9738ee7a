import path from "node:path";
import { buildIfStale, SERVER, SERVER_ARGS } from "./build";
import { dataLine, mailLine, serve } from "./serve";

/** `npm start`: production code, on loopback, with whatever it needs. */
await serve({
  nodeEnv: "production",
  dataDir: ".data",
  async prepare(out, signal) {
    await buildIfStale(out, signal);
  },
  async fill(settings) {
    const { signInLines } = await import("./first-run");
    return [...(await signInLines(settings)), mailLine(settings), dataLine(settings), "Ctrl-C stops it"];
  },
  command: () => ({ args: SERVER_ARGS, cwd: path.dirname(SERVER) }),
});
