"use client";

import { useActionState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Field, SelectField, TextAreaField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Conflict, conflictOf, openedWith } from "@/lib/console/conflict";
import { consoleWords } from "@/lib/i18n/console/words";
import { ConflictNotice, VersionFields } from "./conflict-notice";
import { Tick } from "./invite-parts";
import { SettingsSaid } from "./settings-said";

const words = consoleWords().settings;
const own = words.account;

const ORDER = ["name", "redirectOrigins", "reminderDays"];
const NOTICES = Object.keys(own.noticesOf) as (keyof typeof own.noticesOf)[];
const LABELS: Record<string, string> = {
  name: own.name,
  redirectOrigins: own.origins,
  reminderDays: own.reminder,
  ...Object.fromEntries(NOTICES.map((notice) => [`notices.${notice}`, own.notice(own.noticesOf[notice])])),
};
const NOT_TICKED = Object.fromEntries(NOTICES.map((notice) => [`notices.${notice}`, "off"]));

/** An account's name and settings. `texts` is what is set, named as the fields are. */
export function SettingsAccountForm({
  version,
  texts,
  reminderChoices,
  action,
}: {
  version: number;
  texts: Record<string, string>;
  reminderChoices: readonly number[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const conflict = conflictOf(state);
  // A tick that was taken away is not sent: once something was sent, its absence counts.
  const typed: Record<string, string> =
    state.ok || state.values.version === undefined ? texts : { ...NOT_TICKED, ...state.values };
  return (
    <ActionForm
      state={conflict ? { ...state, message: undefined } : state}
      action={submit}
      summary={words.summary}
      order={ORDER}
      labels={LABELS}
      className="mt-4 max-w-[560px]"
    >
      <ConflictNotice
        conflict={conflict && inWords(conflict)}
        was={optionWords(openedWith(conflict, { version, texts }, typed))}
        labels={LABELS}
      />
      <VersionFields version={version} conflict={conflict} />
      <Field
        label={own.name}
        name="name"
        autoComplete="off"
        help={own.nameHelp}
        defaultValue={typed.name}
        error={state.errors.name}
      />
      <TextAreaField
        label={own.origins}
        note={words.optional}
        name="redirectOrigins"
        rows={3}
        spellCheck={false}
        dir="ltr"
        help={own.originsHelp}
        defaultValue={typed.redirectOrigins}
        error={state.errors.redirectOrigins}
      />
      <SelectField
        label={own.reminder}
        name="reminderDays"
        help={own.reminderHelp}
        defaultValue={typed.reminderDays}
        error={state.errors.reminderDays}
      >
        <option value="">{own.reminderOff}</option>
        {reminderChoices.map((days) => (
          <option key={days} value={days}>
            {own.reminderDays(days)}
          </option>
        ))}
      </SelectField>
      <fieldset aria-describedby="notices-help">
        <legend className="font-medium">{own.notices}</legend>
        <p id="notices-help" className="mt-1 text-ink-muted">
          {own.noticesHelp}
        </p>
        <div className="mt-2 flex flex-col gap-2">
          {NOTICES.map((notice) => (
            <Tick
              key={notice}
              name={`notices.${notice}`}
              label={own.noticesOf[notice]}
              checked={typed[`notices.${notice}`] === "on"}
            />
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton pendingWord={words.saving}>{words.save}</SubmitButton>
        <SettingsSaid state={state} />
      </div>
    </ActionForm>
  );
}

/** What is chosen rather than typed is told as the form tells it. */
function optionWords(texts: Record<string, string>): Record<string, string> {
  const { reminderDays = "" } = texts;
  const ticks = NOTICES.map((notice) => {
    const { on, off } = own.noticesShort;
    return [`notices.${notice}`, texts[`notices.${notice}`] === "off" ? off : on];
  });
  return {
    ...texts,
    // A browser without a script sends its own line ends.
    redirectOrigins: (texts.redirectOrigins ?? "").replaceAll("\r\n", "\n"),
    reminderDays: reminderDays === "" ? own.reminderOff : own.reminderDays(Number(reminderDays)),
    ...Object.fromEntries(ticks),
  };
}

function inWords(conflict: Conflict): Conflict {
  return { ...conflict, current: optionWords(conflict.current) };
}
