import { AsyncLocalStorage } from "node:async_hooks";
import type { ClientSession, ObjectId } from "mongodb";
import type { Permission } from "../auth/permissions";

/** What `transact` needs of a request that carries an Idempotency-Key. */
export interface IdempotencyHandle {
  /** Stores the request's answer inside the transaction that has its effect. */
  store(session: ClientSession, value: unknown): Promise<void>;
}

/** A permission that the running request was granted. */
export interface Grant {
  account: ObjectId;
  permission: Permission | "read";
}

export interface RequestContext {
  requestId: string;
  idempotency: IdempotencyHandle | null;
  /** What was asked of the permissions, and granted, so far. */
  grants: Grant[];
}

/** Next may load this module once per bundle; the storage has to be one for the whole process. */
const shared = globalThis as typeof globalThis & { foyerRequest?: AsyncLocalStorage<RequestContext> };

function storage(): AsyncLocalStorage<RequestContext> {
  shared.foyerRequest ??= new AsyncLocalStorage<RequestContext>();
  return shared.foyerRequest;
}

export function runInContext<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
  return storage().run(context, work);
}

/** The running request's idempotency record, or null where there is none (no key, a page, a job). */
export function currentIdempotency(): IdempotencyHandle | null {
  return storage().getStore()?.idempotency ?? null;
}

/** The running request's id, for log lines. */
export function currentRequestId(): string | null {
  return storage().getStore()?.requestId ?? null;
}

/** Notes a permission that was granted, so that a repeat of the request can be asked for it again. */
export function noteGrant(grant: Grant): void {
  storage().getStore()?.grants.push(grant);
}

/** Runs work whose transactions are not what the request is answered with: an Idempotency-Key stands for none of them. */
export function runApart<T>(work: () => Promise<T>): Promise<T> {
  const context = storage().getStore();
  return context ? storage().run({ ...context, idempotency: null }, work) : work();
}
