import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { dataLine, mailLine, serve } from "./serve";
import { ROOT } from "./settings";

/** `npm run dev`: the same with hot reload and demo data, in a folder of its own. */
await serve({
  nodeEnv: "development",
  dataDir: path.join(".data", "dev"),
  async prepare() {},
  async fill(settings) {
    const seeded = await seedIfEmpty();
    const { signInLines } = await import("./first-run");
    return [...(await signInLines(settings)), ...seeded, mailLine(settings), dataLine(settings), "Ctrl-C stops it"];
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

/** In a process of its own, because it moves the clock. */
async function seedIfEmpty(): Promise<string[]> {
  const args = ["--import", "tsx", path.join(ROOT, "bin", "foyer.ts"), "seed", "--if-empty", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: ROOT,
    env: process.env,
  });
  const { email, password } = JSON.parse(stdout) as { email?: string; password?: string };
  return email ? [`Demo data: sign in as ${email} with the password ${password}`] : [];
}
