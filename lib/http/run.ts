import { randomUUID } from "node:crypto";
import { z } from "zod";
import { authorize } from "../auth/permissions";
import { env } from "../env";
import { AppError } from "../errors";
import { sha256 } from "../secrets";
import { authenticate } from "./authenticate";
import { MAX_BODY, mediaType, parseJson, readBody, tooLarge } from "./body";
import { clientIp } from "./client-ip";
import { type Grant, runInContext } from "./context";
import { type Caller, callerId, type Declaration, type Kept, type Route, statusOf } from "./declaration";
import { type Answer, begin, keyedRequest, Recording, readIdempotencyKey } from "./idempotency";
import { parseInput, readQuery, withFields } from "./input";
import { observeRequest } from "./metrics";
import { problemHeaders, problemOf, toAppError } from "./problem";
import { limitCredential } from "./rate-limit";

type Params = Record<string, string | string[] | undefined>;
export interface RouteContext {
  params: Promise<Params>;
}

const EMPTY = z.strictObject({});

/** Runs one request through its declaration; every outcome becomes a Response. */
export async function answer(found: Route, request: Request, context: RouteContext): Promise<Response> {
  const started = performance.now();
  const requestId = randomUUID();
  const params = (await context.params) ?? {};
  let response: Response;
  try {
    response = await run(found, request, params, requestId);
  } catch (error) {
    response = fail(toAppError(error, { method: request.method, path: pathOf(request), requestId }), requestId);
  }
  response.headers.set("x-request-id", requestId);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  observeRequest(request.method, template(request, params), response.status, (performance.now() - started) / 1000);
  return withoutBody(request, response);
}

async function run(first: Route, request: Request, rawParams: Params, requestId: string): Promise<Response> {
  const ip = clientIp(request.headers);
  const actor = await authenticate(request, first.declaration.auth ?? "required", ip);
  const { found, body: read } = await choose(first, request);
  const { declaration } = found;
  const limits = actor ? await limitCredential(callerId(actor), ["all", ...(declaration.limits ?? [])]) : {};
  const mutates = request.method !== "GET" && request.method !== "HEAD";
  const received = mutates ? (read ?? (await receive(declaration, request))) : NOTHING;
  try {
    const response = await runReceived(found, request, rawParams, { actor, ip, requestId, received });
    for (const [name, value] of Object.entries(limits)) response.headers.set(name, value);
    return response;
  } finally {
    await received.upload?.remove();
  }
}

/** A body, once all of it is here: in memory or in a file. */
interface Received {
  bytes: Uint8Array;
  upload: KeptForm | null;
}
type KeptForm = Kept & { fields: ReadonlyMap<string, string> };

const NOTHING: Received = { bytes: new Uint8Array(0), upload: null };

/** The route itself, or the one for many that stands beside it: by the kind of body, or by what its JSON has. */
async function choose(found: Route, request: Request): Promise<{ found: Route; body: Received | null }> {
  const { bulk, maxBody = MAX_BODY } = found.declaration;
  if (!bulk) return { found, body: null };
  const { declaration } = bulk.route;
  const type = mediaType(request.headers.get("content-type"));
  if (declaration.media?.includes(type)) return { found: bulk.route, body: null };
  if (type !== "" && type !== "application/json") {
    const known = ["application/json", ...(declaration.media ?? [])].join(", ");
    throw new AppError("unsupported_media_type", `Send one of ${known}.`);
  }
  const bytes = await readBody(request, declaration.maxBody ?? MAX_BODY);
  const many = bulk.field in parseJson(bytes);
  if (!many && bytes.byteLength > maxBody) throw tooLarge(maxBody);
  return { found: many ? bulk.route : found, body: { bytes, upload: null } };
}

async function receive(declaration: Declaration, request: Request): Promise<Received> {
  const { raw, media, keep, maxBody = MAX_BODY } = declaration;
  if (keep) return { bytes: NOTHING.bytes, upload: await keep(request) };
  return { bytes: await readBody(request, maxBody, raw === undefined && media === undefined, media), upload: null };
}

interface Call {
  actor: Caller | null;
  ip: string | null;
  requestId: string;
  received: Received;
}

async function runReceived(found: Route, request: Request, rawParams: Params, call: Call): Promise<Response> {
  const { declaration } = found;
  const { actor, ip, requestId, received } = call;
  const { bytes, upload } = received;
  const { raw, media } = declaration;
  const headers = new Headers();
  const mutates = request.method !== "GET" && request.method !== "HEAD";
  // A route for many takes JSON beside its media.
  const parsed =
    mutates && raw === undefined && upload === null && (media === undefined || declaration.body !== undefined);

  const work = async () => {
    const params = parseInput(declaration.params ?? EMPTY, declaration.params ? rawParams : {});
    const search = new URL(request.url).searchParams;
    const given = readQuery(search, declaration.repeatedQuery ?? false);
    const query = parseInput(declaration.query ?? EMPTY, upload ? withFields(given, upload.fields) : given);
    const body = parsed ? parseInput(declaration.body ?? EMPTY, parseJson(bytes)) : {};
    return found.handle({ actor, params, query, body, bytes, upload, request, ip, requestId, headers });
  };
  const send = (value: unknown) => respond(declaration, value, headers);

  const key = mutates && raw === undefined ? readIdempotencyKey(request.headers) : null;
  const scope = key === null ? null : scopeOf(actor, bytes);
  if (key === null || scope === null) {
    return send(await runInContext({ requestId, idempotency: null, grants: [] }, work));
  }
  const keyed = keyedRequest(scope, key, request, upload ? Buffer.from(upload.digest) : bytes);
  const start = await begin(keyed);
  if ("replay" in start) {
    // Having been allowed once is no right to be told again.
    if (actor) for (const { account, permission } of start.grants) await authorize(actor, account, permission);
    return replayed(start.replay);
  }
  const status = (value: unknown) => statusOf(declaration, value);
  const grants: Grant[] = [];
  const recording = new Recording(keyed.id, start.owner, status, headers, grants);
  const inContext = () => runInContext({ requestId, idempotency: recording, grants }, work);
  return recorded(recording, requestId, request, inContext, send);
}

/** Runs the work under its idempotency record, and leaves that saying what was answered. */
async function recorded(
  recording: Recording,
  requestId: string,
  request: Request,
  work: () => Promise<unknown>,
  send: (value: unknown) => Response,
): Promise<Response> {
  let value: unknown;
  try {
    value = await work();
  } catch (thrown) {
    const error = toAppError(thrown, { method: request.method, path: pathOf(request), requestId });
    await recording.fail(error, problemOf(error, requestId));
    throw error;
  }
  // A Response of the handler's own is a stream or a redirect, which no record can hold.
  if (value instanceof Response) await recording.forget();
  else await recording.finish(value);
  return send(value);
}

/** Whose key it is: the credential's, or where nobody is signed in, that of the token in the body. */
function scopeOf(actor: Caller | null, bytes: Uint8Array): string | null {
  if (actor) return callerId(actor);
  try {
    const { token } = parseJson(bytes);
    return typeof token === "string" ? `t:${sha256(token)}` : null;
  } catch {
    return null;
  }
}

function respond(declaration: Declaration, value: unknown, headers: Headers): Response {
  if (value instanceof Response) {
    const own = new Response(value.body, value);
    for (const [name, content] of headers) own.headers.append(name, content);
    return own;
  }
  const status = statusOf(declaration, value);
  if (declaration.answer === null) return new Response(null, { status, headers });
  const body = JSON.stringify(value);
  if (!env().production) assertDeclared(declaration, body);
  headers.set("content-type", "application/json");
  return new Response(body, { status, headers });
}

/** In development and tests an answer that differs from its declaration is a fault of ours. */
function assertDeclared(declaration: Declaration, body: string): void {
  const checked = declaration.answer?.safeParse(JSON.parse(body));
  if (checked && !checked.success) {
    throw new Error(`The answer of "${declaration.summary}" is not as declared`, { cause: checked.error });
  }
}

function replayed({ status, body, headers }: Answer): Response {
  const response = new Response(body, { status, headers });
  if (body !== null && !headers["content-type"]) response.headers.set("content-type", "application/json");
  return response;
}

/** An expected outcome as problem details. */
export function fail(error: AppError, requestId: string): Response {
  return new Response(JSON.stringify(problemOf(error, requestId)), {
    status: error.status,
    headers: { ...problemHeaders(error), "cache-control": "no-store", "x-request-id": requestId },
  });
}

/** HEAD gets what GET gets, apart from the body. */
export function withoutBody(request: Request, response: Response): Response {
  if (request.method !== "HEAD" || response.body === null) return response;
  void response.body.cancel();
  return new Response(null, response);
}

function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}

/** The path with its parameters' names in place of their values. */
function template(request: Request, params: Params): string {
  const names = new Map(
    Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[value, name] as const] : [])),
  );
  return pathOf(request)
    .split("/")
    .map((part) => {
      const name = names.get(part);
      return name === undefined ? part : `:${name}`;
    })
    .join("/");
}
