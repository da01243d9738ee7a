import { z } from "zod";
import { BatchStatusSchema } from "../batches/schema";
import { Availability, ContactType } from "../contacts/schema";
import { LocaleInput } from "../invitations/schema";
import { messageText, optionalNameText } from "../text";

/** What the console's own look-ups take and give. They are no part of the API that is promised to programs. */

export const FindQuery = z.strictObject({ q: z.string().max(200) });

export const FoundByName = z.object({
  invitations: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), account: z.string() })),
  contacts: z.array(
    z.object({
      id: z.string(),
      type: ContactType,
      name: z.string(),
      email: z.string().nullable(),
      availability: Availability,
      subAccount: z.string().nullable(),
    }),
  ),
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.string(),
      /** The account it lies below; null where that is none of theirs. */
      parent: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
  /** Lists of people. */
  lists: z.array(
    z.object({ id: z.string(), name: z.string(), status: BatchStatusSchema, startedAt: z.iso.datetime().nullable() }),
  ),
});
export type FoundByName = z.infer<typeof FoundByName>;

export const PreviewInput = z.strictObject({
  type: z.enum(["business", "user"]),
  business: optionalNameText,
  email: z.string().max(320),
  firstName: optionalNameText,
  lastName: optionalNameText,
  message: messageText,
  locale: LocaleInput.optional(),
  days: z.number().int().min(1).max(90).optional(),
});
export type PreviewInput = z.infer<typeof PreviewInput>;

export const MailPreview = z.object({ subject: z.string(), html: z.string() });
export type MailPreview = z.infer<typeof MailPreview>;
