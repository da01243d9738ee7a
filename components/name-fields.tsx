import { Field } from "@/components/ui/field";
import type { FormWords } from "@/lib/i18n/form-words";

/** First and last name, in the order in which the language says them. */
export function NameFields({
  words,
  values,
  errors,
  required,
}: {
  words: FormWords;
  values: { firstName?: string | undefined; lastName?: string | undefined };
  errors: Record<string, string>;
  required?: boolean;
}) {
  const first = (
    <Field
      key="first"
      label={words.firstName}
      name="firstName"
      autoComplete="given-name"
      maxLength={60}
      required={required}
      defaultValue={values.firstName}
      error={errors.firstName}
    />
  );
  const last = (
    <Field
      key="last"
      label={words.lastName}
      name="lastName"
      autoComplete="family-name"
      maxLength={60}
      required={required}
      defaultValue={values.lastName}
      error={errors.lastName}
    />
  );
  return <div className="grid grid-cols-2 gap-3">{words.familyNameFirst ? [last, first] : [first, last]}</div>;
}
