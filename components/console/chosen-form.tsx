"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import {
  createContext,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";

const words = consoleWords().invitations;

export type ChosenIntent = "resend" | "remind" | "cancel";
/** Over the foot of the page: above the bar on a phone, beside the rail elsewhere. */
const SLOT = "fixed inset-x-4 bottom-20 z-20 md:start-[260px] md:end-auto md:bottom-6";

type Run = (intent: ChosenIntent, id: string) => void;

const RunOne = createContext<Run>(() => undefined);

/** Does to one invitation what the bar does to the chosen ones. */
export function useRunOne(): Run {
  return useContext(RunOne);
}

/**
 * The list as one form: choosing rows slides in what can be done with them, over the page so that no row moves. The bar is
 * shown by CSS, so choosing works before a script has come; its count needs one.
 */
export function ChosenForm({
  action,
  pageKey,
  canRemind,
  canResend,
  canCancel,
  children,
}: {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** Changes with the page shown: what was said about another page is not repeated on this one. */
  pageKey: string;
  canRemind: boolean;
  canResend: boolean;
  canCancel: boolean;
  children: ReactNode;
}) {
  const [state, dispatch] = useActionState(action, EMPTY_FORM);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<FormState | null>(null);
  const form = useRef<HTMLFormElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or another answer has other rows
  useEffect(() => {
    setChosen(settle(form.current));
  }, [pageKey, state]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page changes
  useEffect(() => setDismissed(state), [pageKey]);

  const changed = (target: EventTarget) => {
    if (target instanceof HTMLInputElement && target.name === "all") {
      for (const box of boxesOf(form.current)) box.checked = target.checked;
    }
    setDismissed(state);
    setChosen(settle(form.current));
  };
  const runOne: Run = (intent, id) => {
    const data = new FormData();
    data.set("intent", intent);
    data.set("invitation", id);
    startTransition(() => dispatch(data));
  };
  const said = state.message !== undefined && state !== dismissed && chosen === 0;

  return (
    <RunOne.Provider value={runOne}>
      <form ref={form} action={dispatch} onChange={(event) => changed(event.target)} className="group/list">
        {children}
        <div
          className={clsx(
            SLOT,
            "pointer-events-none invisible translate-y-3 opacity-0 transition duration-150",
            "group-has-[tbody_input:checked]/list:pointer-events-auto group-has-[tbody_input:checked]/list:visible",
            "group-has-[tbody_input:checked]/list:translate-y-0 group-has-[tbody_input:checked]/list:opacity-100",
          )}
        >
          <div className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-surface p-2 shadow-float md:w-max">
            <span aria-live="polite" className="min-w-24 px-2 text-ink-muted">
              {chosen > 0 ? words.chosen(count(chosen)) : ""}
            </span>
            {canRemind ? (
              <SubmitButton variant="line" name="intent" value="remind">
                {words.remind}
              </SubmitButton>
            ) : null}
            {canResend ? (
              <SubmitButton variant="line" name="intent" value="resend">
                {words.resend}
              </SubmitButton>
            ) : null}
            {canCancel ? <CancelChosen chosen={chosen} /> : null}
          </div>
        </div>
      </form>
      {said ? (
        <div
          role="status"
          className={clsx(
            SLOT,
            "flex items-start gap-2 rounded-md border border-line bg-surface p-3 shadow-float md:w-max md:max-w-[560px]",
          )}
        >
          <p className="min-w-0 flex-1 whitespace-pre-line">{state.message}</p>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => setDismissed(state)}
            className="-m-1 rounded-sm p-1 text-ink-muted hover:text-ink"
          >
            <X aria-hidden="true" size={16} strokeWidth={1.5} />
          </button>
        </div>
      ) : null}
    </RunOne.Provider>
  );
}

/** Asks once more, without a script too. */
function CancelChosen({ chosen }: { chosen: number }) {
  const how = count(Math.max(1, chosen));
  const details = useRef<HTMLDetailsElement>(null);
  return (
    <details ref={details} className="group/ask contents">
      <summary
        className={buttonClass("quiet", "md", "list-none group-open/ask:hidden [&::-webkit-details-marker]:hidden")}
      >
        {words.cancel}
      </summary>
      <div className="flex flex-wrap items-center gap-2 px-2">
        <p className="max-w-[52ch] flex-1 basis-64 text-ink-muted">{words.cancelChosen(Math.max(1, chosen))}</p>
        <SubmitButton variant="danger" name="intent" value="cancel">
          {words.cancelChosenYes(how)}
        </SubmitButton>
        <button type="button" className={buttonClass("quiet")} onClick={() => details.current?.removeAttribute("open")}>
          {words.keep}
        </button>
      </div>
    </details>
  );
}

function boxesOf(form: HTMLFormElement | null): HTMLInputElement[] {
  return [...(form?.querySelectorAll<HTMLInputElement>("input[name=invitation]") ?? [])];
}

/** Brings the box that stands for all in line with the others. @returns how many are chosen */
function settle(form: HTMLFormElement | null): number {
  const boxes = boxesOf(form);
  const chosen = boxes.filter((box) => box.checked).length;
  const all = form?.elements.namedItem("all");
  if (all instanceof HTMLInputElement) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  return chosen;
}
