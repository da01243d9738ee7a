"use client";

import { useRouter } from "next/navigation";
import { startTransition, useCallback } from "react";
import { ConsoleProblem } from "@/components/console/console-problem";
import { Button } from "@/components/ui/button";
import { useAway } from "@/components/use-away";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().frame.failed;

/** Inside the frame, so that every other place stays in reach. */
export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const retry = useCallback(
    () =>
      startTransition(() => {
        router.refresh();
        reset();
      }),
    [router, reset],
  );
  const away = useAway(retry);
  return (
    <div role="alert">
      <ConsoleProblem
        state="split"
        title={away ? words.away.title : words.title}
        action={<Button onClick={retry}>{words.retry}</Button>}
      >
        {away ? words.away.lead : words.lead}
        {error.digest && !away ? <span className="mt-2 block text-12">{words.reference(error.digest)}</span> : null}
      </ConsoleProblem>
    </div>
  );
}
