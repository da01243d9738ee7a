import type { ObjectId } from "mongodb";
import type { z } from "zod";
import type { KeyActor, UserActor } from "../auth/actor";
import type { Permission } from "../auth/permissions";
import type { ErrorCode } from "../errors";

/** What a route declares. route.ts makes routes of it, run.ts runs them. */

export type Auth = "required" | "optional" | "none";
export type Limit = "invitations" | "uploads";
export type Caller = UserActor | KeyActor;

type CallerOf<A extends Auth> = A extends "required" ? Caller : A extends "optional" ? Caller | null : null;
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>;
// biome-ignore lint/suspicious/noConfusingVoidType: a handler with nothing to show returns nothing
export type Shown<Schema> = Schema extends z.ZodType ? z.input<Schema> : void;

export interface Declaration<
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType | null = z.ZodType | null,
  A extends Auth = Auth,
> {
  /** One line for the API's description. */
  summary: string;
  /** A paragraph for it. */
  description?: string;
  tag?: string;
  /** `required` when left out; `none` does not even look at credentials. */
  auth?: A;
  /** Limits of the credential beside that on all calls. */
  limits?: readonly Limit[];
  params?: Params;
  query?: Query;
  /** Hands repeated query parameters to the schema as arrays, instead of refusing them. */
  repeatedQuery?: boolean;
  /** A strict object. Without it the body has to be empty, or an empty object. */
  body?: Body;
  /**
   * Hands the body's bytes to the handler as they came, whatever they are, for what is signed or no JSON; named for the
   * description by its media type. Such a call knows no Idempotency-Key.
   */
  raw?: string;
  /** Media types of a body that is an upload in place of JSON: the handler reads its bytes. */
  media?: readonly string[];
  /** Bytes; 256 KB when left out. */
  maxBody?: number;
  /** What is sent, as it is sent; null for no content. A handler that returns a Response sends that instead. */
  answer: Answer;
  /** 200 when left out (204 without an answer), or by what is answered; `statuses` then lists them all. */
  status?: number | ((answer: unknown) => number);
  statuses?: readonly number[];
  /** Errors of its own, beyond those that every route can have. */
  codes?: readonly ErrorCode[];
  /** For the description and for tests; the domain function checks it. */
  permission?: Permission;
}

export interface Input<Params, Query, Body, A extends Auth> {
  actor: CallerOf<A>;
  params: Parsed<Params>;
  query: Parsed<Query>;
  body: Parsed<Body>;
  /** The body as it came; empty for GET. */
  bytes: Uint8Array;
  request: Request;
  /** The client's address, for limits and the audit. */
  ip: string | null;
  requestId: string;
  /** Headers of the answer. */
  headers: Headers;
}

/** What runs a route does not know its types; `route` has checked that declaration and handler agree. */
export interface RawInput {
  actor: Caller | null;
  params: unknown;
  query: unknown;
  body: unknown;
  bytes: Uint8Array;
  request: Request;
  ip: string | null;
  requestId: string;
  headers: Headers;
}

export interface Route {
  declaration: Declaration;
  handle(input: RawInput): Promise<unknown>;
}

/** The status of an answer that is no error. */
export function statusOf(declaration: Declaration, answer: unknown): number {
  const { status } = declaration;
  if (typeof status === "function") return status(answer);
  return status ?? (declaration.answer === null ? 204 : 200);
}

/** An actor's id as a limit or an idempotency record names it. */
export function callerId(caller: { type: string; id: ObjectId }): string {
  return `${caller.type === "api_key" ? "k" : "u"}:${caller.id.toHexString()}`;
}
