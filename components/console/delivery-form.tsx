"use client";

import { useActionState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { SettingsSaid } from "./settings-said";

const words = consoleWords().delivery.add;

const ORDER = ["email"];
const LABELS = { email: words.email };

/** Puts an address on the list by hand, and is then ready for the next one. */
export function DeliveryForm({ action }: { action: (state: FormState, data: FormData) => Promise<FormState> }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const { ok, values, errors, message } = state;
  return (
    <ActionForm
      state={state}
      action={submit}
      summary={words.summary}
      order={ORDER}
      labels={LABELS}
      className="max-w-[560px] pt-4"
    >
      <Field
        key={ok ? message : "typed"}
        label={words.email}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        help={words.help}
        defaultValue={ok ? "" : values.email}
        error={errors.email}
      />
      <div className="flex flex-col items-start gap-3">
        <SubmitButton pendingWord={words.submitting}>{words.submit}</SubmitButton>
        <SettingsSaid state={state} />
      </div>
    </ActionForm>
  );
}
