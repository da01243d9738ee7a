"use client";

import { type ChangeEvent, useState } from "react";
import type { FormState } from "@/components/ui/action-form";
import { Field, SelectField, TextAreaField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { ContactPicker, type PickedContact } from "./contact-picker";
import { Choice, Taken, Tick } from "./invite-parts";

const words = consoleWords().invite;

export interface InviteStart {
  type: "business" | "user";
  contact: PickedContact | null;
  /** What this user may do here. */
  may: { business: boolean; user: boolean; admin: boolean };
  defaultDays: number;
}

interface Typed {
  type: string;
  business: string;
  firstName: string;
  lastName: string;
  role: string;
}

/** The fields in the order of the thought: who, what they get, in which words. */
export function InviteFields({
  base,
  account,
  start,
  state,
  linkDays,
  onTouched,
}: {
  base: string;
  account: { id: string; name: string };
  start: InviteStart;
  state: FormState;
  linkDays: readonly number[];
  onTouched: () => void;
}) {
  const { values, errors } = state;
  const [contact, setContact] = useState(start.contact);
  const [typed, setTyped] = useState<Typed>({
    type: values.type ?? start.type,
    business: values.business ?? "",
    firstName: values.firstName ?? "",
    lastName: values.lastName ?? "",
    role: values.role ?? "member",
  });
  const follow = (event: ChangeEvent<HTMLElement>) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !(field.name in typed)) return;
    setTyped({ ...typed, [field.name]: field.value });
  };
  const take = (picked: PickedContact | null) => {
    setContact(picked);
    // The preview reads the form once it has been drawn anew.
    setTimeout(onTouched);
  };
  const person = `${typed.firstName} ${typed.lastName}`.trim();
  const get =
    typed.type === "user"
      ? words.getUser(person, account.name, typed.role === "admin" ? "admin" : "member")
      : words.getBusiness(person, contact?.name || typed.business.trim(), account.name);
  const both = start.may.business && start.may.user;

  return (
    <div className="flex flex-col gap-5" onChange={follow}>
      <input type="hidden" name="account" value={account.id} />
      {both ? (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 font-medium">{words.who}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            <Choice
              name="type"
              value="business"
              checked={typed.type === "business"}
              title={words.types.business.title}
              help={words.types.business.help(account.name)}
            />
            <Choice
              name="type"
              value="user"
              checked={typed.type === "user"}
              title={words.types.user.title}
              help={words.types.user.help(account.name)}
            />
          </div>
        </fieldset>
      ) : (
        <input type="hidden" name="type" value={start.may.business ? "business" : "user"} />
      )}

      {start.may.business ? (
        <div className={both ? "group-has-[input[value=user]:checked]/invite:hidden" : undefined}>
          {contact ? (
            <Taken contact={contact} onChange={() => take(null)} />
          ) : (
            <ContactPicker base={base} defaultName={values.business ?? ""} error={errors.business} onPick={take} />
          )}
        </div>
      ) : null}
      <div
        className={contact ? (both ? "group-has-[input[value=business]:checked]/invite:hidden" : "hidden") : undefined}
      >
        <Field
          label={words.email}
          name="email"
          type="email"
          autoComplete="off"
          dir="ltr"
          defaultValue={values.email}
          error={errors.email}
        />
      </div>
      <div className="grid gap-x-3 gap-y-5 sm:grid-cols-2">
        <Field
          label={words.firstName}
          note={words.optional}
          name="firstName"
          autoComplete="off"
          defaultValue={values.firstName}
          error={errors.firstName}
        />
        <Field
          label={words.lastName}
          name="lastName"
          autoComplete="off"
          defaultValue={values.lastName}
          error={errors.lastName}
        />
      </div>

      {start.may.user && start.may.admin ? (
        <fieldset className={both ? "group-has-[input[value=business]:checked]/invite:hidden" : undefined}>
          <legend className="mb-2 font-medium">{words.role}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {(["member", "admin"] as const).map((role) => (
              <Choice
                key={role}
                name="role"
                value={role}
                checked={typed.role === role}
                title={words.roles[role].title}
                help={words.roles[role].help}
              />
            ))}
          </div>
        </fieldset>
      ) : null}

      <p className="border-s-2 border-line ps-3 text-ink-muted">
        <span className="sr-only">{words.get}: </span>
        {get}
      </p>

      <TextAreaField
        label={words.message}
        note={words.optionalMessage}
        name="message"
        rows={3}
        help={words.messageHelp}
        defaultValue={values.message}
        error={errors.message}
      />
      <details open={Boolean(values.locale || values.noMail || errors.locale || errors.days)} className="group/more">
        <summary className="w-max text-ink-muted hover:text-ink">{words.more}</summary>
        <div className="flex flex-col gap-5 pt-5">
          <div className="grid gap-x-3 gap-y-5 sm:grid-cols-2">
            <SelectField label={words.language} name="locale" defaultValue={values.locale ?? ""} error={errors.locale}>
              <option value="">{words.languageAuto}</option>
              {Object.entries(words.languages).map(([code, name]) => (
                <option key={code} value={code} lang={code}>
                  {name}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={words.days}
              name="days"
              defaultValue={values.days ?? String(start.defaultDays)}
              error={errors.days}
            >
              {linkDays.map((days) => (
                <option key={days} value={days}>
                  {words.dayCount(days)}
                </option>
              ))}
            </SelectField>
          </div>
          <Tick name="noMail" label={words.noMail} help={words.noMailHelp} checked={values.noMail === "on"} />
        </div>
      </details>
      {state.code === "mail_suppressed" ? <Tick name="force" label={words.force} checked={false} /> : null}
      <div>
        <SubmitButton pendingWord={words.submitting}>
          {typed.firstName.trim() ? words.submitName(typed.firstName.trim()) : words.submit}
        </SubmitButton>
      </div>
    </div>
  );
}
