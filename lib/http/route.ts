import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "../errors";
import type { Auth, Declaration, Input, Kept, Route, Shown } from "./declaration";
import { answer, fail, type RouteContext, withoutBody } from "./run";

/** A declaration, and a handler without try/catch, database calls or rules. */
export function route<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | null = null,
  A extends Auth = "required",
  Upload extends Kept = Kept,
>(
  declaration: Declaration<Params, Query, Body, Answer, A, Upload>,
  handler: (
    input: Input<Params, Query, Body, A, Upload>,
  ) => Promise<Shown<Answer> | Response> | Shown<Answer> | Response,
): Route {
  return {
    declaration: declaration as Declaration,
    handle: async (input) => handler(input as Input<Params, Query, Body, A, Upload>),
  };
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type AnyMethod = (typeof METHODS)[number];

/** Where a request with a method that HTTP routes know nothing of is sent, to be refused in our own words. */
export const UNKNOWN_METHOD = "/v1/-/unknown-method";

/** A handler as Next calls it; the declaration stays readable, for the API's description. */
export interface Handler {
  (request: Request, context: RouteContext): Promise<Response>;
  declaration?: Declaration;
}

/** All methods of one path: those not declared answer 405, HEAD answers as GET does, without the body. */
export function routes(declared: Partial<Record<Method, Route>>): Record<AnyMethod, Handler> {
  const allowed = METHODS.filter((method) => {
    if (method === "OPTIONS") return true;
    return method === "HEAD" ? declared.GET !== undefined : declared[method] !== undefined;
  }).join(", ");

  const handlerFor = (method: AnyMethod): Handler => {
    if (method === "OPTIONS") {
      return async () => new Response(null, { status: 204, headers: { allow: allowed, "cache-control": "no-store" } });
    }
    const found = method === "HEAD" ? declared.GET : declared[method];
    if (!found) return notAllowed(allowed);
    const handler: Handler = (request, context) => answer(found, request, context);
    if (method !== "HEAD") handler.declaration = found.declaration;
    return handler;
  };
  return Object.fromEntries(METHODS.map((method) => [method, handlerFor(method)])) as Record<AnyMethod, Handler>;
}

function notAllowed(allowed: string): Handler {
  return async (request) => {
    const error = new AppError("method_not_allowed", `${request.method} is not possible here. Use one of: ${allowed}.`);
    const response = fail(error, randomUUID());
    response.headers.set("allow", allowed);
    return withoutBody(request, response);
  };
}

/** 404 as problem details, for paths under /v1 that are none. */
export async function unknownPath(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === UNKNOWN_METHOD) {
    const response = fail(new AppError("method_not_allowed", "This method is not known here."), randomUUID());
    response.headers.set("allow", METHODS.join(", "));
    return response;
  }
  const error = new AppError("not_found", `There is no ${pathname.slice(0, 200)} here. /docs lists what there is.`);
  return withoutBody(request, fail(error, randomUUID()));
}
