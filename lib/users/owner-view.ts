import { now } from "../clock";
import type { AccountDoc, Address, UserDoc } from "../db/types";
import type { EmailVerified, OwnerUpdated } from "./owner-schema";

const UNTOLD = { phone: null, jobTitle: null, locale: null, timezone: null };

export function toOwner(user: UserDoc): EmailVerified["owner"] {
  const { _id, email, firstName, lastName, status } = user;
  return { id: _id.toHexString(), email, firstName, lastName, status };
}

/** @param shared a person who belongs elsewhere, too: what they keep of themselves is not for this caller */
export function toOwnerProfile(user: UserDoc, shared: boolean): OwnerUpdated["owner"] {
  const { phone, jobTitle, locale, timezone } = shared ? UNTOLD : user;
  const { pendingEmail: pending } = user;
  const waiting = !shared && pending && pending.expiresAt > now();
  return {
    ...toOwner(user),
    phone,
    jobTitle,
    locale,
    timezone,
    ...(waiting ? { pendingEmail: { email: pending.email, expiresAt: pending.expiresAt.toISOString() } } : {}),
  };
}

/** A postal address on one line. */
export function addressText(address: Address | string | undefined): string {
  if (address === undefined || typeof address === "string") return address ?? "";
  const { line1, line2, city, region, postalCode, country } = address;
  return [line1, line2, [postalCode, city].filter(Boolean).join(" "), region, country].filter(Boolean).join(", ");
}

/** What stands there now, as the form names its fields: for whoever edited an older version. */
export function toFormFields(user: UserDoc, { name, profile }: AccountDoc, shared: boolean): Record<string, string> {
  const { firstName, lastName, email, phone, jobTitle, locale, timezone } = toOwnerProfile(user, shared);
  return {
    firstName,
    lastName,
    email,
    phone: phone ?? "",
    jobTitle: jobTitle ?? "",
    locale: locale ?? "",
    timezone: timezone ?? "",
    companyName: name,
    companyPhone: profile.phone ?? "",
    companyWebsite: profile.website ?? "",
    companyAddress: addressText(profile.address),
  };
}
