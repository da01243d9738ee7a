import { z } from "zod";

/** Words that people type and others read: plain text, so that no name can hide or turn round what stands beside it. */

// C0 and C1 controls, characters that nobody sees, and those that change the direction of writing (Unicode Bidi_Control).
// The joiners that scripts and emoji need stay.
const HIDDEN = /[\p{Cc}\u00ad\u180e\u200b\u2060-\u2064\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
// A message may have lines, and words that part where their writer allows it.
const HIDDEN_BUT_LINES = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

export const NAME_LENGTH = 60;
export const MESSAGE_LENGTH = 1000;

/** Something to see: not only spaces, marks and the letters that are blank (U+115F, U+1160, U+2800, U+3164, U+FFA0). */
const VISIBLE = /[^\p{Z}\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/** More marks on one letter than any language has: they would cover the lines above and below. */
const PILED = /\p{M}{6}/u;

/** In characters as Unicode numbers them, so that an emoji or a rare script counts as any letter does. */
export const lengthOf = (value: string) => [...value].length;

function line(max: number, min: number) {
  return z
    .string()
    .transform((value) => value.trim())
    .pipe(
      z
        .string()
        .refine((value) => lengthOf(value) >= min, { error: "Fill this in." })
        .refine((value) => value === "" || VISIBLE.test(value), { error: "There is nothing in it that can be seen." })
        .refine((value) => lengthOf(value) <= max, { error: `At most ${max} characters.` })
        .refine((value) => !HIDDEN.test(value), {
          error: "Contains characters that cannot be shown, such as control or direction marks.",
        })
        .refine((value) => !PILED.test(value.normalize("NFD")), { error: "Has too many marks on one letter." }),
    );
}

/** A person's or a business's name: 1 to 60 characters on one line. */
export const nameText = line(NAME_LENGTH, 1);
/** A part of a name that may be left empty. */
export const optionalNameText = line(NAME_LENGTH, 0);
export const shortText = (max: number) => line(max, 0);

/** An e-mail address as typed; whether it is one is the domain's to say (`invalid_email`). */
export const emailText = z.string().min(1, "Fill this in.").max(1000, "At most 1000 characters.");

export const messageText = z
  .string()
  .transform((value) => value.replace(/\r\n?/g, "\n").trim())
  .pipe(
    z
      .string()
      .refine((value) => lengthOf(value) <= MESSAGE_LENGTH, { error: `At most ${MESSAGE_LENGTH} characters.` })
      .refine((value) => !HIDDEN_BUT_LINES.test(value), {
        error: "Contains characters that cannot be shown, such as control or direction marks.",
      }),
  );

/** For comparing names: compatibility forms, case and spaces folded. */
export function nameKeyOf(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

export function fullName(person: { firstName: string; lastName: string }): string {
  return `${person.firstName} ${person.lastName}`.trim();
}

/** What a person is searched and sorted by, as stored with them. */
export function personKeys(person: { firstName: string; lastName: string }): { nameKey: string; lastNameKey: string } {
  return { nameKey: nameKeyOf(fullName(person)), lastNameKey: nameKeyOf(person.lastName) };
}

/** What an invitation is found by beside its address. A key that says nothing of its own is empty, and not in an index. */
export interface InvitationKeys {
  nameKey: string;
  lastNameKey: string;
  businessKey: string;
  /** The address as it is read, where that is another than the one it is compared by. */
  addressKey: string;
}

export function invitationKeys(
  address: { email: string; emailKey: string },
  person: { firstName: string; lastName: string },
  business = "",
): InvitationKeys {
  const { nameKey, lastNameKey } = personKeys(person);
  const addressKey = nameKeyOf(address.email);
  return {
    nameKey,
    lastNameKey: lastNameKey === nameKey ? "" : lastNameKey,
    businessKey: nameKeyOf(business),
    addressKey: addressKey === address.emailKey ? "" : addressKey,
  };
}
