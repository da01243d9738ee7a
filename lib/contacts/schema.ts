import { z } from "zod";
import { AddressInput, WebsiteInput } from "../invitations/schema";
import { emailText, nameText, optionalNameText, shortText } from "../text";

/** Shared by forms, the API and its description. Nothing here reaches for the server. */

export const ContactType = z.enum(["business", "person"]);
export const Availability = z.enum(["available", "invited", "active", "suspended"]);

const Metadata = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine((pairs) => Object.keys(pairs).length <= 20, { error: "At most 20 pairs." });

export const ContactInput = z.strictObject({
  type: ContactType,
  name: nameText,
  email: emailText.optional(),
  phone: shortText(40).optional(),
  website: WebsiteInput.optional(),
  address: AddressInput.optional(),
  firstName: optionalNameText.optional(),
  lastName: optionalNameText.optional(),
  externalId: shortText(200).optional(),
  metadata: Metadata.optional(),
  accountId: z.string().min(1).max(100).optional(),
});
export type ContactInput = z.infer<typeof ContactInput>;

/** What is left out stays; null, or an empty text, takes away what may be missing. */
export const ContactChange = z
  .strictObject({
    type: ContactType.optional(),
    name: nameText.optional(),
    email: z.string().max(1000, "At most 1000 characters.").nullable().optional(),
    phone: shortText(40).nullable().optional(),
    website: WebsiteInput.nullable().optional(),
    address: AddressInput.nullable().optional(),
    firstName: optionalNameText.optional(),
    lastName: optionalNameText.optional(),
    externalId: shortText(200).nullable().optional(),
    metadata: Metadata.nullable().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: "Say what to change.",
  });
export type ContactChange = z.infer<typeof ContactChange>;

/** Filters of the list; which account's stands beside them. */
export const ContactFilters = {
  type: ContactType.optional(),
  availability: Availability.optional(),
  q: z.string().max(200).optional().meta({ description: "How the name or the e-mail address begins." }),
  subAccount: z.string().max(100).optional().meta({ description: "The contact that this account was opened for." }),
};

const time = z.iso.datetime();

export const ContactView = z
  .object({
    id: z.string(),
    type: ContactType,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    account: z.string(),
    subAccount: z.string().nullable(),
    availability: Availability,
    website: z.string().nullable(),
    address: z
      .union([
        z.string(),
        z.object({
          line1: z.string().optional(),
          line2: z.string().optional(),
          city: z.string().optional(),
          region: z.string().optional(),
          postalCode: z.string().optional(),
          country: z.string().optional(),
        }),
      ])
      .nullable(),
    firstName: z.string(),
    lastName: z.string(),
    externalId: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    version: z.number().int(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "Contact" });
export type ContactView = z.infer<typeof ContactView>;

/** A contact as the texts of its form, named as the form's fields; an address is one text or its parts. */
export function contactTexts(contact: ContactView): Record<string, string> {
  const address = typeof contact.address === "string" ? { address: contact.address } : (contact.address ?? {});
  return {
    type: contact.type,
    name: contact.name,
    firstName: contact.firstName,
    lastName: contact.lastName,
    email: contact.email ?? "",
    phone: contact.phone ?? "",
    website: contact.website ?? "",
    address: "",
    line1: "",
    line2: "",
    postalCode: "",
    city: "",
    region: "",
    country: "",
    ...address,
  };
}

export const ContactPage = z.object({ data: z.array(ContactView), nextCursor: z.string().nullable() });
export type ContactPage = z.infer<typeof ContactPage>;

const count = z.number().int().min(0);

/** What an import came to; of a dry run, what it would come to. */
export const ContactsImported = z.object({
  status: z.enum(["imported", "checked"]),
  message: z.string(),
  counts: z.object({ total: count, created: count, skipped: count, failed: count }),
  columns: z.array(z.object({ header: z.string(), field: z.string().nullable(), samples: z.array(z.string()) })),
  /** The first hundred of each status, in the order of the list. */
  rows: z.array(
    z.object({
      line: z.number().int(),
      name: z.string(),
      email: z.string(),
      status: z.enum(["created", "skipped", "failed"]),
      code: z.string().nullable(),
      reason: z.string().nullable(),
      /** The contact that was made, or that was there. */
      contact: z.string().nullable(),
    }),
  ),
});
export type ContactsImported = z.infer<typeof ContactsImported>;
