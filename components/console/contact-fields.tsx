"use client";

import Link from "next/link";
import { Field } from "@/components/ui/field";
import { consoleWords } from "@/lib/i18n/console/words";
import { Choice } from "./invite-parts";

const words = consoleWords().contacts.form;

export const CONTACT_LABELS = {
  name: words.name,
  fullName: words.fullName,
  firstName: words.firstName,
  lastName: words.lastName,
  email: words.email,
  phone: words.phone,
  website: words.website,
  address: words.address,
  line1: words.line1,
  line2: words.line2,
  postalCode: words.postalCode,
  city: words.city,
  region: words.region,
  country: words.country,
};
const POSTAL = ["line1", "line2", "postalCode", "city", "region", "country"] as const;
export const CONTACT_ORDER = Object.keys(CONTACT_LABELS);

/** What an invitation or a sub-account keeps as it is. */
export interface Held {
  /** The page of the open invitation; null where the address may change. */
  email: string | null;
  type: boolean;
}

/** The fields of a business or a person. Which of the two is chosen decides what is shown, without a script as well. */
export function ContactFields({
  texts,
  typed,
  errors,
  held,
}: {
  texts: Record<string, string>;
  typed: Record<string, string>;
  errors: Record<string, string>;
  held: Held;
}) {
  const sent = typed.type !== undefined;
  const value = (name: string) => (sent ? typed[name] : texts[name]) ?? "";
  const type = value("type") === "person" ? "person" : "business";
  const { name = "", firstName = "", lastName = "" } = texts;
  const person = texts.type === "person";
  const nameless = person && firstName === "" && lastName === "";
  // Made over the API, with a name of its own beside the two.
  const named = person && !nameless && `${firstName} ${lastName}`.trim() !== name;
  const field = (key: keyof typeof CONTACT_LABELS) => ({
    label: CONTACT_LABELS[key],
    name: key,
    autoComplete: "off",
    defaultValue: value(key),
    error: errors[key],
  });
  return (
    <>
      {held.type ? (
        <input type="hidden" name="type" value={type} />
      ) : (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 font-medium">{words.type}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {(["business", "person"] as const).map((one) => (
              <Choice
                key={one}
                name="type"
                value={one}
                checked={type === one}
                title={words.choices[one].title}
                help={words.choices[one].help}
              />
            ))}
          </div>
        </fieldset>
      )}
      {held.type && type === "person" ? null : (
        <div className="group-has-[input[value=person]:checked]/contact:hidden">
          <Field {...field("name")} />
        </div>
      )}
      <fieldset className="flex flex-col gap-4">
        {held.type && type === "person" ? null : (
          <legend className="mb-2 font-medium group-has-[input[value=person]:checked]/contact:hidden">
            {words.writeTo} <span className="text-12 font-normal text-ink-muted">{words.optional}</span>
          </legend>
        )}
        {named ? (
          <div className={held.type ? undefined : "group-has-[input[value=business]:checked]/contact:hidden"}>
            <Field {...field("fullName")} defaultValue={sent ? value("fullName") : name} />
          </div>
        ) : null}
        <div className="grid gap-x-3 gap-y-5 sm:grid-cols-2">
          <Field {...field("firstName")} defaultValue={nameless && !sent ? name : value("firstName")} />
          <Field {...field("lastName")} />
        </div>
      </fieldset>
      {held.email ? (
        <div>
          <Field {...field("email")} readOnly type="email" dir="ltr" help={words.emailHeld} />
          <Link href={`${held.email}#move`} className="mt-1 inline-block underline underline-offset-2">
            {words.moveIt}
          </Link>
        </div>
      ) : (
        <Field {...field("email")} type="email" dir="ltr" help={words.emailHelp} />
      )}
      <div className="grid gap-x-3 gap-y-5 sm:grid-cols-2">
        <Field {...field("phone")} type="tel" dir="ltr" note={words.optional} />
        <Field {...field("website")} type="url" dir="ltr" note={words.optional} />
      </div>
      {texts.address ? (
        <Field {...field("address")} note={words.optional} />
      ) : (
        <details open={POSTAL.some((part) => value(part) !== "" || errors[part])}>
          <summary className="w-max text-ink-muted hover:text-ink">{words.postal}</summary>
          <div className="flex flex-col gap-4 pt-4">
            <Field {...field("line1")} />
            <Field {...field("line2")} />
            <div className="grid gap-x-3 gap-y-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
              <Field {...field("postalCode")} />
              <Field {...field("city")} />
            </div>
            <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
              <Field {...field("region")} />
              <Field {...field("country")} />
            </div>
          </div>
        </details>
      )}
    </>
  );
}
