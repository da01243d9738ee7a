import { readFileSync } from "node:fs";
import http from "node:http";

/** One server under load, and the process whose CPU time is counted. */
export interface Target {
  port: number;
  pid: number;
}

export interface Call {
  method: "GET" | "POST";
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Any other status ends the bench: what fails is not measured. */
  expect: number;
}

export interface Sample {
  requests: number;
  perSecond: number;
  p50: number;
  p95: number;
  cpuMs: number;
}

export interface Load {
  clients: number;
  seconds: number;
  /** The next call; null when there are no more. */
  next: () => Call | null;
  /** What the target goes on doing because of the calls; its CPU time belongs to them. */
  settle?: () => Promise<void>;
}

/** As many clients as asked for, each with one connection that stays open, each calling again once it is answered. */
export async function load(target: Target, { clients, seconds, next, settle }: Load): Promise<Sample> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  const cpuBefore = cpuMs(target.pid);
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const client = async () => {
    while (performance.now() < until) {
      const call = next();
      if (!call) return;
      const since = performance.now();
      await send(target, agent, call);
      times.push(performance.now() - since);
    }
  };
  try {
    await Promise.all(Array.from({ length: clients }, client));
    const elapsed = (performance.now() - begun) / 1000;
    await settle?.();
    times.sort((a, b) => a - b);
    return {
      requests: times.length,
      perSecond: times.length / elapsed,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      cpuMs: (cpuMs(target.pid) - cpuBefore) / times.length,
    };
  } finally {
    agent.destroy();
  }
}

/** @returns the body. @throws where the status is another one than expected */
export function send(target: Pick<Target, "port">, agent: http.Agent | undefined, call: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = { ...call.headers };
    if (call.body !== undefined) {
      headers["content-type"] = "application/json";
      headers["content-length"] = Buffer.byteLength(call.body);
    }
    const { method, path } = call;
    const request = http.request({ host: "127.0.0.1", port: target.port, agent, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const body = Buffer.concat(chunks).toString();
        if (response.statusCode === call.expect) return resolve(body);
        const where = `${method} ${path}`;
        reject(new Error(`${where} answered ${response.statusCode}, not ${call.expect}: ${body.slice(0, 500)}`));
      });
    });
    request.once("error", reject);
    request.end(call.body);
  });
}

/** Clock ticks of /proc, which are hundredths of a second on Linux. */
const TICK_MS = 10;

/** What a process has used so far, in its own code and in the kernel's; not a number where there is no /proc. */
export function cpuMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces; utime and stime are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
