"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ConsoleProblem } from "@/components/console/console-problem";
import { Button } from "@/components/ui/button";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().frame.failed;

/** Inside the frame, so that every other place stays in reach. */
export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <div role="alert">
      <ConsoleProblem state="split" title={words.title} action={<Button onClick={retry}>{words.retry}</Button>}>
        {words.lead}
        {error.digest ? <span className="mt-2 block text-12">{words.reference(error.digest)}</span> : null}
      </ConsoleProblem>
    </div>
  );
}
