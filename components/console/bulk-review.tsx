"use client";

import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useState,
} from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { consoleWords } from "@/lib/i18n/console/words";
import { ListSaid } from "./list-said";

const words = consoleWords().bulk.review;

/** The id of the one form of a review, to which all that can be typed, ticked and pressed on its page belongs. */
export const REVIEW = "review";

interface Review {
  state: FormState;
  /** What was pressed last, while its answer is awaited. */
  awaited: string | null;
  /** Sends a part of the form by itself. */
  send: (data: FormData, intent: string) => void;
}

const Context = createContext<Review>({ state: EMPTY_FORM, awaited: null, send: () => {} });

export function useReview(): Review {
  return useContext(Context);
}

/** What became of what was pressed, beside the buttons that it is about; null where the last answer was about others. */
export function useSaid(...intents: string[]): FormState | null {
  const { state } = useReview();
  return state.message !== undefined && intents.includes(state.values.intent ?? "save") ? state : null;
}

/**
 * The page's one form. Whatever button of it is pressed takes along what is typed and ticked: without a script nothing else
 * would carry it, and nobody is to be mailed by a box that is not ticked any more.
 */
export function BulkReview({
  action,
  rows,
  children,
}: {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** What is drawn within the form; the rest belongs to it by its id. */
  rows: ReactNode;
  children: ReactNode;
}) {
  const [state, dispatch, pending] = useActionState(action, EMPTY_FORM);
  const [pressed, setPressed] = useState<string | null>(null);
  const send = (data: FormData, intent: string) => {
    setPressed(intent);
    data.set("intent", intent);
    startTransition(() => dispatch(data));
  };
  const note = ({ nativeEvent }: FormEvent) => {
    const { submitter } = nativeEvent as SubmitEvent;
    setPressed(submitter instanceof HTMLButtonElement && submitter.name === "intent" ? submitter.value : "save");
  };
  return (
    <Context value={{ state, awaited: pending ? pressed : null, send }}>
      <form id={REVIEW} action={dispatch} onSubmit={note} onReset={(event) => event.preventDefault()}>
        {/* What Enter in a field does without a script: the first button of a form. */}
        <button type="submit" name="intent" value="save" tabIndex={-1} aria-hidden="true" className="sr-only">
          {words.save}
        </button>
        <Said />
        {rows}
      </form>
      {children}
    </Context>
  );
}

function Said() {
  const said = useSaid("save");
  if (!said) return null;
  if (!said.ok) return <ListSaid state={said} />;
  return (
    <p role="status" className="mt-4 text-ink-muted">
      {said.message}
    </p>
  );
}

/** The line that kept a list from being started. */
export function lineOf(data: unknown): number | null {
  return typeof data === "object" && data !== null && "line" in data ? Number(data.line) : null;
}
