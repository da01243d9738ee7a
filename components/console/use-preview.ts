"use client";

import { useEffect, useState } from "react";

const PAUSE_MS = 300;

/**
 * What is drawn on the server from what has been typed so far. `draft` is what to ask for, as JSON; null while nothing was
 * typed; `version` is that of what lies behind it. While nothing can be drawn the last one stays, and is `stale`.
 */
export function usePreview<Preview>(
  address: string,
  first: Preview | null,
  draft: string | null,
  version: number,
): { preview: Preview | null; stale: boolean } {
  const [drawn, setDrawn] = useState<Drawn<Preview> | null>(null);

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
        if (!abort.signal.aborted) setDrawn({ preview, stale: false, version });
      } catch {
        // Overtaken, or away for a moment.
        if (abort.signal.aborted) return;
        setDrawn((before) => ({ preview: before?.version === version ? before.preview : null, stale: true, version }));
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [address, draft, version]);

  if (draft === null || drawn?.version !== version) return { preview: first, stale: false };
  return { preview: drawn.preview ?? first, stale: drawn.stale };
}

interface Drawn<Preview> {
  preview: Preview | null;
  stale: boolean;
  version: number;
}
