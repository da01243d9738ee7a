import type { ObjectId } from "mongodb";

/** Route handlers and the engine are bundled apart, so what they share hangs on globalThis. */
const outbox = Symbol.for("foyer.outbox.wake");
const lists = Symbol.for("foyer.lists.wake");
type Holder = { [outbox]?: () => void; [lists]?: ListsListener };

/** Called with the id of the list that has work, as hex; without one where it may be any. */
export type ListsListener = (batch?: string) => void;

/** Tells the engine of this process, if it has one, that a mail waits. Call it after the commit; other copies poll. */
export function wakeOutbox(): void {
  (globalThis as Holder)[outbox]?.();
}

export function onWakeOutbox(listener: (() => void) | null): void {
  if (listener) (globalThis as Holder)[outbox] = listener;
  else delete (globalThis as Holder)[outbox];
}

/** The same for a list of people with rows to run, or one that is to be stopped. */
export function wakeLists(batch?: ObjectId): void {
  (globalThis as Holder)[lists]?.(batch?.toHexString());
}

export function onWakeLists(listener: ListsListener | null): void {
  if (listener) (globalThis as Holder)[lists] = listener;
  else delete (globalThis as Holder)[lists];
}
