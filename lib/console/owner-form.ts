import { z } from "zod";
import type { FieldError } from "../errors";
import { explain } from "../http/input";
import { consoleWords } from "../i18n/console/words";
import { UpdateOwnerInput } from "../users/owner-schema";
import type { OwnerInfo } from "../users/read-owner";
import { VersionText } from "./account-form";

/**
 * The form for an owner and their company as a browser sends it: texts with flat names. Only what differs from what is
 * stored is sent on, so that a field nobody touched is never refused and never changes its shape.
 */

const words = consoleWords().settings.owner;

export const PERSON_FIELDS = ["firstName", "lastName", "phone", "jobTitle", "locale", "timezone"] as const;
export const COMPANY_FIELDS = ["companyName", "companyPhone", "companyWebsite", "companyAddress"] as const;

type OwnerField = (typeof PERSON_FIELDS)[number] | (typeof COMPANY_FIELDS)[number];
export type OwnerTexts = Record<OwnerField, string>;

const text = z.string().default("");

export const OwnerForm = z.object({
  version: VersionText,
  /** The person's own fields are not on every form. */
  part: z.enum(["all", "company"]),
  firstName: text,
  lastName: text,
  phone: text,
  jobTitle: text,
  locale: text,
  timezone: text,
  companyName: text,
  companyPhone: text,
  companyWebsite: text,
  companyAddress: text,
});

/** What was typed that is not so already: the fields' names, and what the API takes. */
export function changedOwner(
  stored: OwnerTexts,
  { part, version: _, ...typed }: z.output<typeof OwnerForm>,
): { fields: OwnerField[]; input: Record<string, unknown> } {
  const differs = (field: OwnerField) => typed[field].trim() !== stored[field];
  const person = part === "all" ? PERSON_FIELDS.filter(differs) : [];
  const company = COMPANY_FIELDS.filter(differs);
  return {
    fields: [...person, ...company],
    input: {
      ...Object.fromEntries(person.map((field) => [field, typed[field]])),
      ...(company.length > 0
        ? { company: Object.fromEntries(company.map((field) => [apiName(field), typed[field]])) }
        : {}),
    },
  };
}

/** `companyPhone` is `company.phone` to the API. */
function apiName(field: (typeof COMPANY_FIELDS)[number]): string {
  return field.slice("company".length).toLowerCase();
}

/** What is wrong with it, under the form's own names. */
export function ownerErrors(input: unknown): FieldError[] {
  return explain(UpdateOwnerInput, input).map((error) => {
    const [first = "", second = ""] = error.path.split(".");
    const path = first === "company" ? `company${second.charAt(0).toUpperCase()}${second.slice(1)}` : first;
    return { ...error, path };
  });
}

export const AddressForm = z.object({
  email: z.string().min(1, words.email.nextMissing).max(1000, "At most 1000 characters."),
  currentPassword: z.string().min(1, words.email.passwordMissing).max(1000, "At most 1000 characters."),
});

/** Every time zone by its region, as a list to choose from; the one that is set is always among them. */
export function zoneGroups(set: string): { region: string; zones: { id: string; city: string }[] }[] {
  const known = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", ...(set ? [set] : [])])].sort();
  const groups = new Map<string, { id: string; city: string }[]>();
  for (const id of known) {
    const cut = id.indexOf("/");
    const region = cut < 0 ? words.otherZones : id.slice(0, cut);
    const city = id
      .slice(cut + 1)
      .replaceAll("_", " ")
      .split("/")
      .reverse()
      .join(", ");
    groups.set(region, [...(groups.get(region) ?? []), { id, city }]);
  }
  return [...groups]
    .map(([region, zones]) => ({ region, zones: zones.sort((a, b) => a.city.localeCompare(b.city)) }))
    .sort((a, b) => Number(a.region === words.otherZones) - Number(b.region === words.otherZones));
}

/** What is stored, as the form names it. */
export function ownerTexts({ owner, company }: Pick<OwnerInfo, "owner" | "company">): OwnerTexts {
  return {
    firstName: owner.firstName,
    lastName: owner.lastName,
    phone: owner.phone,
    jobTitle: owner.jobTitle,
    locale: owner.locale,
    timezone: owner.timezone,
    companyName: company.name,
    companyPhone: company.phone,
    companyWebsite: company.website,
    // On one line, however it came; it keeps its parts as long as nobody writes another.
    companyAddress: company.addressText,
  };
}
