import { z } from "zod";
import type { ContactChange, ContactInput } from "../contacts/schema";
import { consoleWords } from "../i18n/console/words";
import { WebsiteInput } from "../invitations/schema";
import { emailText, fullName, NAME_LENGTH, nameText, optionalNameText, shortText } from "../text";

/** The form of a contact as a browser sends it: texts alone, what is empty left out. It becomes what the API takes. */

const words = consoleWords().contacts.form;

const PARTS = ["line1", "line2", "postalCode", "city", "region", "country"] as const;
const part = shortText(120).optional();

const shared = {
  /** What an edit form was opened with. */
  version: z.coerce.number().int().optional(),
  /** For a person whose name is not made of the two below. */
  fullName: nameText.optional(),
  firstName: optionalNameText.default(""),
  lastName: optionalNameText.default(""),
  email: emailText.optional(),
  phone: shortText(40).optional(),
  website: WebsiteInput.optional(),
  /** One text, for a contact whose address came as one; the parts otherwise. */
  address: shortText(500).optional(),
  line1: part,
  line2: part,
  postalCode: shortText(20).optional(),
  city: part,
  region: part,
  country: shortText(60).optional(),
};

const Business = z.object({ ...shared, type: z.literal("business"), name: nameText });
/** A person is called by first and last name, unless told otherwise. */
const Person = z.object({ ...shared, type: z.literal("person") }).transform((form, context) => {
  const name = form.fullName ?? fullName(form);
  if (name !== "" && [...name].length <= NAME_LENGTH) return { ...form, name };
  context.addIssue({
    code: "custom",
    path: ["firstName"],
    message: name === "" ? words.nameMissing : words.nameTooLong,
  });
  return z.NEVER;
});

type Form = z.output<typeof Business> | z.output<typeof Person>;

const ContactFields = z.discriminatedUnion("type", [Business, Person]);

export const NewContactForm = ContactFields.transform((form): Omit<ContactInput, "accountId"> => {
  const { type, name, firstName, lastName, email, phone, website } = form;
  return { type, name, firstName, lastName, email, phone, website, address: addressOf(form) };
});

/** Every field of the form is sent, so that one left empty takes away what stood there. */
export const ContactChangeForm = ContactFields.transform((form): { version: number | null; change: ContactChange } => {
  const { version = null, type, name, firstName, lastName, email = null, phone = null, website = null } = form;
  const address = addressOf(form) ?? null;
  return { version, change: { type, name, firstName, lastName, email, phone, website, address } };
});

function addressOf(form: Form): ContactInput["address"] {
  if (form.address) return form.address;
  const parts = PARTS.flatMap((name) => (form[name] ? [[name, form[name]] as const] : []));
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}
