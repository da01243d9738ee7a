"use client";

import { useActionState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Field, SelectField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { conflictOf, openedWith } from "@/lib/console/conflict";
import { consoleWords } from "@/lib/i18n/console/words";
import { ConflictNotice, VersionFields } from "./conflict-notice";
import { SettingsSaid } from "./settings-said";

const words = consoleWords().settings;
const own = words.owner;
const languages: Record<string, string> = consoleWords().invite.languages;

const PERSON = ["firstName", "lastName", "phone", "jobTitle", "locale", "timezone"];
const COMPANY = ["companyName", "companyPhone", "companyWebsite", "companyAddress"];
const LABELS: Record<string, string> = own.labels;

export interface ZoneGroup {
  region: string;
  zones: { id: string; city: string }[];
}

interface OwnerFormProps {
  version: number;
  /** What is stored, named as the fields are. */
  texts: Record<string, string>;
  zones: ZoneGroup[];
  /** The owner's own form; otherwise it is filled in for them. */
  inPerson: boolean;
  /** Why the person's own fields are text and no fields; null where they can be changed. */
  fixed: string | null;
  action: (state: FormState, data: FormData) => Promise<FormState>;
}

/** The owner and the company, saved together: mails and pages name both. */
export function OwnerForm({ version, texts, zones, inPerson, fixed, action }: OwnerFormProps) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const conflict = conflictOf(state);
  const typed = state.ok || state.values.version === undefined ? texts : { ...texts, ...state.values };
  const field = (name: keyof typeof own.labels) => ({
    label: own.labels[name],
    name,
    defaultValue: typed[name] ?? "",
    error: state.errors[name],
  });
  // A password manager knows whose details these are only where they are one's own.
  const auto = (token: string) => ({ autoComplete: inPerson ? token : "off" });
  return (
    <ActionForm
      state={conflict ? { ...state, message: undefined } : state}
      action={submit}
      summary={words.summary}
      order={fixed ? COMPANY : [...PERSON, ...COMPANY]}
      labels={LABELS}
      className="mt-4 max-w-[640px]"
    >
      <ConflictNotice
        conflict={conflict && { ...conflict, current: choiceWords(conflict.current) }}
        was={choiceWords(openedWith(conflict, { version, texts }, typed))}
        labels={LABELS}
      />
      <VersionFields version={version} conflict={conflict} />
      <input type="hidden" name="part" value={fixed ? "company" : "all"} />
      {fixed ? (
        <FixedPerson texts={texts} why={fixed} />
      ) : (
        <fieldset className="flex flex-col gap-5">
          <legend className="mb-4 w-full border-b border-line pb-2 font-medium">
            {inPerson ? own.you : own.person}
          </legend>
          <div className="grid gap-x-3 gap-y-5 sm:grid-cols-2">
            <Field {...field("firstName")} {...auto("given-name")} />
            <Field {...field("lastName")} {...auto("family-name")} />
            <Field {...field("jobTitle")} {...auto("organization-title")} note={words.optional} />
            <Field {...field("phone")} {...auto("tel")} type="tel" dir="ltr" note={words.optional} />
            <SelectField {...field("locale")} help={inPerson ? own.localeHelpOwn : own.localeHelp}>
              {texts.locale ? null : <option value="">{own.unset}</option>}
              {languageChoices(texts.locale ?? "").map(([tag, name]) => (
                <option key={tag} value={tag} lang={tag}>
                  {name}
                </option>
              ))}
            </SelectField>
            <SelectField {...field("timezone")} help={own.timezoneHelp}>
              {texts.timezone ? null : <option value="">{own.unset}</option>}
              {zones.map(({ region, zones: inRegion }) => (
                <optgroup key={region} label={region}>
                  {inRegion.map(({ id, city }) => (
                    <option key={id} value={id}>
                      {city}
                    </option>
                  ))}
                </optgroup>
              ))}
            </SelectField>
          </div>
        </fieldset>
      )}
      <fieldset className="mt-3 flex flex-col gap-5">
        <legend className="mb-4 w-full border-b border-line pb-2 font-medium">{own.company}</legend>
        <div className="grid gap-x-3 gap-y-5 sm:grid-cols-2">
          <Field {...field("companyName")} {...auto("organization")} />
          <Field {...field("companyPhone")} autoComplete="off" type="tel" dir="ltr" note={words.optional} />
          <Field
            {...field("companyWebsite")}
            autoComplete="off"
            inputMode="url"
            dir="ltr"
            note={words.optional}
            help={own.websiteHelp}
          />
          <Field
            {...field("companyAddress")}
            {...auto("street-address")}
            note={words.optional}
            help={own.addressHelp}
          />
        </div>
      </fieldset>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton pendingWord={words.saving}>{words.save}</SubmitButton>
        <SettingsSaid state={state} />
      </div>
    </ActionForm>
  );
}

/** The person as they are, where only they can change it. */
function FixedPerson({ texts, why }: { texts: Record<string, string>; why: string }) {
  const shown = ["firstName", "lastName", "jobTitle", "phone"] as const;
  return (
    <section>
      <h3 className="border-b border-line pb-2 font-medium">{own.person}</h3>
      <p className="mt-3 max-w-[68ch] text-ink-muted">{why}</p>
      <dl className="mt-3 grid grid-cols-[112px_minmax(0,1fr)] gap-x-4 gap-y-2">
        {shown.map((name) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{own.labels[name]}</dt>
            <dd className="min-w-0 wrap-anywhere">{texts[name] || own.none}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What is chosen rather than typed is told as the form tells it. */
function choiceWords(texts: Record<string, string>): Record<string, string> {
  const { locale = "", timezone = "" } = texts;
  const name = languageChoices(locale).find(([tag]) => tag === locale)?.[1] ?? locale;
  return { ...texts, locale: name, timezone: timezone.replaceAll("_", " ") };
}

/** By their own names; one with a region that is set stays among them. */
function languageChoices(set: string): [string, string][] {
  const known = Object.entries(languages);
  if (set === "" || set in languages) return known;
  const language = languages[set.split("-")[0]?.toLowerCase() ?? ""];
  return [...known, [set, language ? `${language} (${set})` : set]];
}
