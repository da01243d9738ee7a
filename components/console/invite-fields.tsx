"use client";

import { type ChangeEvent, useState } from "react";
import type { FormState } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Field, SelectField, TextAreaField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { ContactPicker, type PickedContact } from "./contact-picker";

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
      ? words.getUser(person || words.someone, account.name, typed.role === "admin" ? "admin" : "member")
      : words.getBusiness(
          person || words.someone,
          contact?.name || typed.business.trim() || words.theBusiness,
          account.name,
        );
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
      <div className={contact ? (both ? "group-has-[input[value=business]:checked]/invite:hidden" : "hidden") : undefined}>
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
        <Field label={words.lastName} name="lastName" autoComplete="off" defaultValue={values.lastName} error={errors.lastName} />
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
        help={words.messageHelp}
        defaultValue={values.message}
        error={errors.message}
      />
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
      {state.code === "mail_suppressed" ? <Tick name="force" label={words.force} checked={false} /> : null}
      <div>
        <SubmitButton pendingWord={words.submitting}>
          {typed.firstName.trim() ? words.submitName(typed.firstName.trim()) : words.submit}
        </SubmitButton>
      </div>
    </div>
  );
}

function Taken({ contact, onChange }: { contact: PickedContact; onChange: () => void }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="font-medium">{words.contact.label}</span>
      <input type="hidden" name="contact" value={contact.id} />
      <input type="hidden" name="contactName" value={contact.name} />
      <div className="flex items-center justify-between gap-3 rounded-md border border-line bg-sunken py-1 ps-3 pe-1">
        <span className="min-w-0 truncate">{words.contact.chosen(contact.name, contact.email)}</span>
        <Button variant="quiet" onClick={onChange} className="shrink-0">
          {words.contact.change}
        </Button>
      </div>
    </div>
  );
}

function Choice({
  name,
  value,
  checked,
  title,
  help,
}: {
  name: string;
  value: string;
  checked: boolean;
  title: string;
  help: string;
}) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-md border border-field-line bg-surface px-3 py-2 has-checked:border-door has-focus-visible:outline-2 has-focus-visible:outline-door">
      <input type="radio" name={name} value={value} defaultChecked={checked} className="mt-0.5 size-4 shrink-0 accent-door outline-none" />
      <span className="min-w-0">
        <span className="block font-medium">{title}</span>
        <span className="block text-ink-muted">{help}</span>
      </span>
    </label>
  );
}

function Tick({ name, label, help, checked }: { name: string; label: string; help?: string; checked: boolean }) {
  return (
    <div className="flex items-start gap-3">
      <input
        id={name}
        type="checkbox"
        name={name}
        defaultChecked={checked}
        aria-describedby={help ? `${name}-help` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-door"
      />
      <div>
        <label htmlFor={name} className="font-medium">
          {label}
        </label>
        {help ? (
          <p id={`${name}-help`} className="text-ink-muted">
            {help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
