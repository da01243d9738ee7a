import { readdirSync } from "node:fs";
import path from "node:path";
import type { Handler } from "@/lib/http/route";
import { type ProblemBody, request } from "./request";

/** Calls the API by address: finds the route's real handler as Next would. */

export interface CallOptions {
  /** An API key, or a session's cookie. */
  as?: string;
  headers?: Record<string, string>;
  /** The client's address; another one each time when left out, so that no limit of a client is met by chance. */
  ip?: string;
}

export interface Answer<Body> {
  status: number;
  /** The stable code of a problem; undefined for a success. */
  code: string | undefined;
  body: Body;
  text: string;
  headers: Headers;
}

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

const APP = path.resolve(import.meta.dirname, "../../app");

/** Every route under /v1, fixed words before parameters. */
const PLACES = readdirSync(path.join(APP, "v1"), { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts" && !file.includes("[["))
  .map((file) => ({ file: path.join(APP, "v1", file), segments: ["v1", ...path.dirname(file).split(path.sep)] }))
  .sort((a, b) => parameters(a.segments) - parameters(b.segments));

function parameters(segments: string[]): number {
  return segments.filter((segment) => segment.startsWith("[")).length;
}

function match(segments: string[], parts: string[]): Record<string, string> | null {
  if (segments.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? "";
    const name = /^\[(\w+)\]$/.exec(segment)?.[1];
    if (name) params[name] = decodeURIComponent(part);
    else if (segment !== part) return null;
  }
  return params;
}

let clients = 0;
function anotherClient(): string {
  clients += 1;
  return `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}`;
}

export async function call<Body = ProblemBody>(
  method: Method,
  address: string,
  body?: unknown,
  { as, headers, ip = anotherClient() }: CallOptions = {},
): Promise<Answer<Body>> {
  const parts = new URL(address, "http://localhost").pathname.split("/").filter(Boolean);
  for (const { file, segments } of PLACES) {
    const params = match(segments, parts);
    if (!params) continue;
    const handlers = (await import(/* @vite-ignore */ file)) as Record<Method, Handler>;
    const credential = as === undefined ? {} : as.startsWith("fyr_") ? { key: as } : { cookie: as };
    const answer = await request<Body>(handlers[method], method, address, {
      ...credential,
      ...(headers ? { headers } : {}),
      ...(body === undefined ? {} : { body }),
      params,
      ip,
    });
    const { code } = (answer.body ?? {}) as { code?: string };
    return { ...answer, code: answer.status >= 400 ? code : undefined };
  }
  throw new Error(`No route for ${address}`);
}

export const get = <Body = ProblemBody>(address: string, options?: CallOptions) =>
  call<Body>("GET", address, undefined, options);
export const post = <Body = ProblemBody>(address: string, body: unknown, options?: CallOptions) =>
  call<Body>("POST", address, body, options);
export const put = <Body = ProblemBody>(address: string, body: unknown, options?: CallOptions) =>
  call<Body>("PUT", address, body, options);
export const patch = <Body = ProblemBody>(address: string, body: unknown, options?: CallOptions) =>
  call<Body>("PATCH", address, body, options);
export const del = <Body = ProblemBody>(address: string, options?: CallOptions) =>
  call<Body>("DELETE", address, undefined, options);
