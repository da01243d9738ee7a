"use client";

import "@/app/globals.css";
import { FailureLetter } from "@/components/failure-letter";

/** When even the layout failed: it brings its own document. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Foyer</title>
        <FailureLetter digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
