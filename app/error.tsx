"use client";

import { FailureLetter } from "@/components/failure-letter";

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <FailureLetter digest={error.digest} retry={reset} />;
}
