import { PEER_HEADER } from "@/lib/http/client-ip";
import type { Handler } from "@/lib/http/route";

export interface RequestOptions {
  /** Sent as JSON, unless it is text, bytes or a form already. */
  body?: unknown;
  /** An API key. */
  key?: string;
  /** The Cookie header. A change made with it comes from our own pages, unless `headers` say otherwise. */
  cookie?: string;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  /** The client's address. */
  ip?: string;
}

/** What a problem document carries; other answers are named by who asks for them. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors: { path: string; code: string; message: string }[];
}

export interface Answered<Body> {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON of the answer. Not checked: a test says what it expects. */
  body: Body;
}

/** Calls a real route handler as Next would. */
export async function request<Body = ProblemBody>(
  handler: Handler,
  method: string,
  path: string,
  { body, key, cookie, headers = {}, params = {}, ip = "127.0.0.1" }: RequestOptions = {},
): Promise<Answered<Body>> {
  const all = new Headers({ [PEER_HEADER]: ip });
  if (key) all.set("authorization", `Bearer ${key}`);
  if (cookie) {
    all.set("cookie", cookie);
    if (method !== "GET") all.set("sec-fetch-site", "same-origin");
  }
  if (body !== undefined && !(body instanceof FormData)) all.set("content-type", "application/json");
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const sent = new Request(new URL(path, "http://localhost:3000"), {
    method,
    headers: all,
    ...(body === undefined ? {} : { body: isSendable(body) ? body : JSON.stringify(body) }),
  });
  const response = await handler(sent, { params: Promise.resolve(params) });
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const json: unknown = isJson && text ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, body: json as Body };
}

function isSendable(body: unknown): body is string | FormData | Uint8Array<ArrayBuffer> {
  return typeof body === "string" || body instanceof FormData || body instanceof Uint8Array;
}
