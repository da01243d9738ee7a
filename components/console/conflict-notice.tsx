"use client";

import { useEffect, useRef } from "react";
import { Notice } from "@/components/ui/notice";
import type { Conflict } from "@/lib/console/conflict";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().frame.conflict;

/**
 * Says what somebody else changed while this form was open. `was` is what it was opened with; the fields keep what was
 * typed, and the hidden version is the new one, so that sending again decides it.
 */
export function ConflictNotice({
  conflict,
  was,
  labels,
}: {
  conflict: Conflict | null;
  was: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
}) {
  const box = useRef<HTMLDivElement>(null);
  const version = conflict?.version;
  useEffect(() => {
    if (version !== undefined) box.current?.focus();
  }, [version]);
  if (!conflict) return null;
  const changed = Object.keys(labels).filter(
    (field) => field in conflict.current && conflict.current[field] !== (was[field] ?? ""),
  );
  return (
    // biome-ignore lint/a11y/noAutofocus: without a script this is how it gets the focus
    <div ref={box} tabIndex={-1} autoFocus>
      <Notice tone="waiting" role="alert">
        <p className="font-medium">{words.title}</p>
        {changed.length > 0 ? (
          <ul className="mt-1">
            {changed.map((field) => {
              const value = conflict.current[field] ?? "";
              const label = labels[field] ?? field;
              return <li key={field}>{value === "" ? words.empty(label) : words.now(label, value)}</li>;
            })}
          </ul>
        ) : (
          <p className="mt-1">{words.nothing}</p>
        )}
        <p className="mt-1 text-ink-muted">{words.lead}</p>
      </Notice>
    </div>
  );
}

/** The version that the form is good for, and what it was opened with: without a script they come back as they were sent. */
export function VersionFields({ version, conflict }: { version: number; conflict: Conflict | null }) {
  return <input type="hidden" name="version" value={conflict?.version ?? version} />;
}
