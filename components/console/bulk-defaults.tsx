"use client";

import { SelectField, TextAreaField } from "@/components/ui/field";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().bulk.columns.defaults;
const inviting = consoleWords().invite;

export interface DefaultsStart {
  role: string;
  locale: string;
  message: string;
  days: string;
  /** Whether they may make admins. */
  admin: boolean;
  linkDays: readonly number[];
}

/** What counts where a row's own cell says nothing, or there is no such column. */
export function BulkDefaults({
  type,
  start,
  typed,
  errors,
}: {
  type: "business" | "user";
  start: DefaultsStart;
  /** What was sent, once something was. */
  typed: Record<string, string> | null;
  errors: Record<string, string>;
}) {
  const value = (name: "role" | "locale" | "message" | "days") => (typed ? (typed[name] ?? "") : start[name]);
  return (
    <fieldset className="mt-3 flex flex-col gap-5">
      <legend className="mb-3 w-full border-b border-line pb-2 font-medium">{words.title}</legend>
      <div className="grid max-w-[720px] gap-x-3 gap-y-5 sm:grid-cols-3">
        {type === "user" && start.admin ? (
          <SelectField label={words.role} name="role" defaultValue={value("role")} error={errors.role}>
            <option value="">{words.roles.member}</option>
            <option value="admin">{words.roles.admin}</option>
          </SelectField>
        ) : null}
        <SelectField label={words.locale} name="locale" defaultValue={value("locale")} error={errors.locale}>
          <option value="">{words.localeAuto}</option>
          {Object.entries(inviting.languages).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label={words.days} name="days" defaultValue={value("days")} error={errors.days}>
          {start.linkDays.map((days) => (
            <option key={days} value={days}>
              {inviting.dayCount(days)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextAreaField
        className="max-w-[720px]"
        label={words.message}
        note={inviting.optionalMessage}
        name="message"
        rows={3}
        help={words.messageHelp}
        defaultValue={value("message")}
        error={errors.message}
      />
    </fieldset>
  );
}
