import type { FormState } from "../http/form-action";

/** Two people edited the same thing: what the second one's form has to say. Plain data, for client forms. */
export interface Conflict {
  /** What to send next time, to put the change in place of the other one's. */
  version: number;
  /** Field → what stands there now, as the form would show it. */
  current: Record<string, string>;
}

/** Reads a `version_mismatch` that a form action answered with (its error's extra is `data`); null for anything else. */
export function conflictOf(state: Pick<FormState, "ok" | "code" | "data">): Conflict | null {
  if (state.ok || state.code !== "version_mismatch" || typeof state.data !== "object" || state.data === null)
    return null;
  const { version, current } = state.data as { version?: unknown; current?: unknown };
  if (typeof version !== "number" || typeof current !== "object" || current === null) return null;
  const texts = Object.entries(current).flatMap(([field, value]) =>
    typeof value === "string" ? [[field, value] as const] : [],
  );
  return { version, current: Object.fromEntries(texts) };
}

/**
 * What the form was opened with, to compare with what stands there now. Without a script the page was drawn anew meanwhile
 * and already shows the new version: then what was typed is what differs.
 */
export function openedWith(
  conflict: Conflict | null,
  shown: { version: number; texts: Record<string, string> },
  typed: Record<string, string>,
): Record<string, string> {
  return conflict?.version === shown.version ? typed : shown.texts;
}
