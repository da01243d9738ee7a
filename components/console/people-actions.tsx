"use client";

import { createContext, type ReactNode, useActionState, useContext, useEffect, useRef, useState } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";

type Dispatch = (data: FormData) => void;

const Act = createContext<Dispatch>(() => undefined);

/** What the forms of the page are sent by: those in the rows' menus, and the one that takes an offer back. */
export function usePersonAction(): Dispatch {
  return useContext(Act);
}

/**
 * The page's forms with what came of the last one above them: the row it was sent from may be gone. A menu closes as menus
 * do, by a press elsewhere or Esc.
 */
export function PeopleActions({
  action,
  pageKey,
  children,
}: {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** Changes with the page shown: what was said about another page is not repeated on this one. */
  pageKey: string;
  children: ReactNode;
}) {
  const [state, dispatch] = useActionState(action, EMPTY_FORM);
  const [dismissed, setDismissed] = useState<FormState | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const said = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const open = list.current?.querySelector<HTMLDetailsElement>("details[data-menu][open]");
      if (!open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        open.querySelector("summary")?.focus();
      } else if (open.contains(event.target as Node)) return;
      shut(open);
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  useEffect(() => {
    if (state.message === undefined) return;
    for (const open of list.current?.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]") ?? []) shut(open);
    said.current?.focus();
  }, [state]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page changes
  useEffect(() => setDismissed(state), [pageKey]);

  return (
    <Act.Provider value={dispatch}>
      {state.message === undefined || state === dismissed ? null : (
        <div ref={said} tabIndex={-1} className="mt-4">
          <Notice tone={state.ok ? "done" : "failed"} role={state.ok ? "status" : "alert"}>
            {state.message}
          </Notice>
        </div>
      )}
      <div ref={list}>{children}</div>
    </Act.Provider>
  );
}

/** With the question in it, which is to be asked anew next time. */
function shut(menu: HTMLDetailsElement): void {
  menu.open = false;
  for (const inner of menu.querySelectorAll("details")) inner.open = false;
}
