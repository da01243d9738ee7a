"use client";

import { useEffect, useState } from "react";

const PAUSE_MS = 300;

/**
 * What is drawn on the server from what has been typed so far. `draft` is what to ask for, as JSON; null while nothing was
 * typed; `version` is that of what lies behind it. What cannot be drawn yet, such as half a colour, is told by its field; the
 * last good one stays, and is `stale`.
 */
export function usePreview<Preview>(
  address: string,
  first: Preview | null,
  draft: string | null,
  version: number,
): { preview: Preview | null; stale: boolean } {
  const [drawn, setDrawn] = useState<{ preview: Preview | null; stale: boolean }>({ preview: null, stale: false });

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another version behind it the same draft looks different
  useEffect(() => {
    if (draft === null) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(address, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: draft,
          signal: abort.signal,
        });
        if (!answer.ok) throw new Error(`The preview answered ${answer.status}`);
        const preview = (await answer.json()) as Preview;
        if (!abort.signal.aborted) setDrawn({ preview, stale: false });
      } catch {
        // Overtaken, or away for a moment, or not to be drawn.
        if (!abort.signal.aborted) setDrawn((before) => ({ ...before, stale: true }));
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [address, draft, version]);

  return draft === null ? { preview: first, stale: false } : { ...drawn, preview: drawn.preview ?? first };
}
