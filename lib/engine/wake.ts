/** Route handlers and the engine are bundled apart, so what they share hangs on globalThis. */
const key = Symbol.for("foyer.outbox.wake");
type Holder = { [key]?: () => void };

/** Tells the engine of this process, if it has one, that a mail waits. Call it after the commit; other copies poll. */
export function wakeOutbox(): void {
  (globalThis as Holder)[key]?.();
}

export function onWakeOutbox(listener: (() => void) | null): void {
  if (listener) (globalThis as Holder)[key] = listener;
  else delete (globalThis as Holder)[key];
}
