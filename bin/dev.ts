import path from "node:path";
import { dataLine, mailLine, serve } from "./serve";
import { ROOT } from "./settings";

/** `npm run dev`: the same with hot reload and demo data, in a folder of its own. */
await serve({
  nodeEnv: "development",
  dataDir: path.join(".data", "dev"),
  async prepare() {},
  async fill(settings) {
    const { signInLines } = await import("./first-run");
    const { seedIfEmpty } = await import("./demo/seed");
    const demo = await seedIfEmpty();
    const lines = demo ? [`Sign in as ${demo.email} with ${demo.password}`] : await signInLines(settings);
    return [...lines, mailLine(settings), dataLine(settings), "Ctrl-C stops it"];
  },
  command: ({ port, host }) => ({
    args: [
      path.join(ROOT, "node_modules", "next", "dist", "bin", "next"),
      "dev",
      "--port",
      String(port),
      "--hostname",
      host,
    ],
    cwd: ROOT,
  }),
});
