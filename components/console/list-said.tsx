"use client";

import { useEffect, useRef } from "react";
import { type FormState, SignInAgain } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";

/** What became of an act on one of a list, said above the list: the row itself may be gone. */
export function ListSaid({ state }: { state: FormState }) {
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.message !== undefined) said.current?.focus();
  }, [state]);
  if (state.message === undefined) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: without a script this is how the answer is found
    <div ref={said} tabIndex={-1} autoFocus className="mt-4">
      <Notice tone={state.ok ? "done" : "failed"} role={state.ok ? "status" : "alert"} className="whitespace-pre-line">
        {state.message} <SignInAgain state={state} />
      </Notice>
    </div>
  );
}
