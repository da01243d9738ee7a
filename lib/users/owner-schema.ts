import { z } from "zod";
import { AccountView, OwnerView } from "../accounts/schema";
import { AddressInput, LocaleInput, WebsiteInput } from "../invitations/schema";
import { emailText, nameText, optionalNameText, shortText } from "../text";

/** An account's owner and company as they are edited. Nothing here reaches for the server. */

function isTimezone(name: string): boolean {
  // Offsets such as +01:00 are known to Intl, too, but are no zone that anybody lives in.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,59}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

export const TimezoneInput = z
  .string()
  .refine(isTimezone, { error: "Choose a time zone by its name, such as Europe/Lisbon." });

/** What belongs to the person, apart from the address that they sign in with. An empty phone or title clears it. */
export const PersonFields = {
  firstName: nameText.optional(),
  lastName: optionalNameText.optional(),
  phone: shortText(40).optional(),
  jobTitle: shortText(80).optional(),
  locale: LocaleInput.refine(isLocale, { error: "This is not a language tag." }).optional(),
  timezone: TimezoneInput.optional(),
};

export const CompanyInput = z.strictObject({
  name: nameText.optional(),
  phone: shortText(40).optional(),
  website: WebsiteInput.optional(),
  address: AddressInput.optional(),
});
export type CompanyInput = z.infer<typeof CompanyInput>;

export const UpdateOwnerInput = z.strictObject({
  ...PersonFields,
  email: emailText.optional(),
  currentPassword: z.string().max(1000, "At most 1000 characters.").optional(),
  company: CompanyInput.optional(),
});
export type UpdateOwnerInput = z.infer<typeof UpdateOwnerInput>;

/** The owner as their own form shows them. `pendingEmail` is there while a new address waits for its mailboxes. */
export const OwnerProfile = OwnerView.extend({
  phone: z.string().nullable(),
  jobTitle: z.string().nullable(),
  locale: z.string().nullable(),
  timezone: z.string().nullable(),
  pendingEmail: z.object({ email: z.string(), expiresAt: z.iso.datetime() }).optional(),
});

export const OwnerUpdated = z.object({
  status: z.enum(["updated", "verification_required"]),
  message: z.string(),
  owner: OwnerProfile,
  account: AccountView,
});
export type OwnerUpdated = z.infer<typeof OwnerUpdated>;

export const VerifyEmailInput = z.strictObject({ token: z.string().min(1).max(4096) });

export const EmailVerified = z.object({
  status: z.enum(["verified", "consent_required", "verification_required", "stopped", "undone"]),
  message: z.string(),
  owner: OwnerView,
});
export type EmailVerified = z.infer<typeof EmailVerified>;
