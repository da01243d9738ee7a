"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().mails;
const FIELDS = ["subject", "introduction"];

export interface Variable {
  name: string;
  meaning: string;
  example: string;
}

/** What is filled in when the mail is written. A press puts it where the cursor was last; without a script it is typed. */
export function TemplateVariables({
  variables,
  form,
  onInsert,
}: {
  variables: readonly Variable[];
  form: RefObject<HTMLFormElement | null>;
  onInsert: () => void;
}) {
  const last = useRef("introduction");
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const fields = form.current;
    if (!fields) return;
    setReady(true);
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && FIELDS.includes(target.id)) last.current = target.id;
    };
    fields.addEventListener("focusin", remember);
    return () => fields.removeEventListener("focusin", remember);
  }, [form]);

  const insert = (name: string) => {
    const field = form.current?.elements.namedItem(last.current);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    field.focus();
    field.setRangeText(`{${name}}`, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
    onInsert();
  };

  return (
    <fieldset aria-describedby="variables-help">
      <legend className="font-medium">{words.variables}</legend>
      <p id="variables-help" className="mt-1 text-ink-muted">
        {ready ? words.variablesHelp : words.variablesBare}
      </p>
      <ul className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
        {variables.map(({ name, meaning, example }) => (
          <li key={name} className="contents">
            <button
              type="button"
              disabled={!ready}
              onClick={() => insert(name)}
              className={buttonClass(
                "line",
                "sm",
                "justify-self-start font-mono disabled:cursor-text disabled:border-transparent",
              )}
            >
              {`{${name}}`}
            </button>
            <span className="min-w-0 text-ink-muted">{words.insert(meaning, example)}</span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
