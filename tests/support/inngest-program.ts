import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../bin/ports";

/** Inngest's own development server, from a program that somebody has on this machine. */
export interface InngestProgram {
  url: string;
  stop(): Promise<void>;
}

const START_MS = 60_000;

/** @param app the address of Foyer's /api/inngest, which need not be there yet */
export async function startInngest(program: string, app: string): Promise<InngestProgram> {
  const [port, gateway, gatewayGrpc, executorGrpc] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const args = ["dev", "--sdk-url", app, "--no-discovery", "--poll-interval", "1", "--host", "127.0.0.1"];
  args.push("--port", String(port), "--connect-gateway-port", String(gateway), "--retry-interval", "2");
  args.push("--connect-gateway-grpc-port", String(gatewayGrpc), "--connect-executor-grpc-port", String(executorGrpc));
  const child = spawn(program, args, { stdio: "ignore", env: { ...process.env, DO_NOT_TRACK: "1" } });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const url = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + START_MS; ; await sleep(200)) {
    const there = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) break;
    if (Date.now() > end || child.exitCode !== null) throw new Error(`${program} did not start`);
  }
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await Promise.race([ended, sleep(5_000)]);
      child.kill("SIGKILL");
      await ended;
    },
  };
}
