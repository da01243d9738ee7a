"use client";

import { useEffect, useState } from "react";

const EVERY_MS = 3000;

/**
 * Whether a page failed because the database is away. While it is, asks again every few seconds, and calls `back` once it
 * has returned; a page that failed for another reason is left to whoever reads it.
 */
export function useAway(back: () => void): boolean {
  const [away, setAway] = useState(false);
  useEffect(() => {
    let gone = false;
    let was = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const reached = await databaseAnswers();
      if (gone) return;
      if (reached && was) return back();
      if (reached) return;
      was = true;
      setAway(true);
      timer = setTimeout(ask, EVERY_MS);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [back]);
  return away;
}

/** False as well while the server itself does not answer: it may be starting again. */
async function databaseAnswers(): Promise<boolean> {
  try {
    const answer = await fetch("/readyz", { cache: "no-store" });
    const { database } = (await answer.json()) as { database?: { ok?: boolean } };
    return database?.ok === true;
  } catch {
    return false;
  }
}
