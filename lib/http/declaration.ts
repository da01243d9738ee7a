import type { ObjectId } from "mongodb";
import type { z } from "zod";
import type { KeyActor, UserActor } from "../auth/actor";
import type { Permission } from "../auth/permissions";
import type { ErrorCode } from "../errors";

/** A body that was kept in a file while it came: too large for memory, or read more than once. */
export interface Kept {
  /** Of what counts of the body: the same where it was sent again. */
  digest: string;
  /** Takes the file away. */
  remove(): Promise<void>;
}

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
  Upload extends Kept = Kept,
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
  /**
   * With `media`: streams such a body into a file, which the handler gets as `upload`, and which goes once it is done. A
   * form's other fields count as query parameters.
   */
  keep?: (request: Request) => Promise<Upload & { fields: ReadonlyMap<string, string> }>;
  /** Of a route that also takes uploads: what a request is handed to whose body is of its media or, as JSON, has `field`. */
  bulk?: { route: Route; field: string };
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

export interface Input<Params, Query, Body, A extends Auth, Upload extends Kept = Kept> {
  actor: CallerOf<A>;
  params: Parsed<Params>;
  query: Parsed<Query>;
  body: Parsed<Body>;
  /** The body as it came; empty for GET. */
  bytes: Uint8Array;
  /** Where the declaration says `keep` and the body was one of its media. */
  upload: Upload | null;
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
  upload: Kept | null;
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
