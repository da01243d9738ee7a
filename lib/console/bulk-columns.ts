import { z } from "zod";
import { type Field, isField, type PlainField } from "../batches/schema";
import type { RowDefaults } from "../db/batch-types";
import { consoleWords } from "../i18n/console/words";
import { LocaleInput } from "../invitations/schema";
import { messageText } from "../text";
import { DaysText } from "./invite-form";

/** The form of a list's columns as a browser sends it. Shared by server and browser. */

const words = consoleWords().bulk.columns;

type ListType = "business" | "user";
/** A list of people to invite, or one of contacts. */
export type ListKind = ListType | "contacts.business" | "contacts.person";

const NAMED: readonly PlainField[] = ["email", "firstName", "lastName"];
const PERSON: readonly PlainField[] = [...NAMED, "locale", "message"];
const POSTAL: readonly PlainField[] = [
  "address",
  "address.line1",
  "address.line2",
  "address.city",
  "address.region",
  "address.postalCode",
  "address.country",
];
const GROUPS: Record<ListKind, Partial<Record<keyof typeof words.groups, readonly PlainField[]>>> = {
  user: { person: [...PERSON, "role"], other: ["externalId"] },
  business: {
    person: PERSON,
    business: ["businessName", "phone", "website"],
    address: POSTAL,
    other: ["contactId", "externalId"],
  },
  "contacts.business": {
    person: NAMED,
    business: ["businessName", "phone", "website"],
    address: POSTAL,
    other: ["externalId"],
  },
  "contacts.person": { person: [...NAMED, "phone", "website"], address: POSTAL, other: ["externalId"] },
};

/** What a column of such a list can become, in groups. */
export function fieldGroups(kind: ListKind): { title: string; fields: { field: PlainField; label: string }[] }[] {
  return Object.entries(GROUPS[kind]).map(([group, fields]) => ({
    title: words.groups[group as keyof typeof words.groups],
    fields: fields.map((field) => ({ field, label: words.fields[field] ?? field })),
  }));
}

export function fieldLabel(field: string): string {
  return field.startsWith("metadata.") ? words.keep(field.slice("metadata.".length)) : (words.fields[field] ?? field);
}

/** What a column without a meaning here is kept along as; null for one without a name. */
export function keptAs(header: string): Field | null {
  const key = [...header.trim()].slice(0, 40).join("").trim();
  const field = `metadata.${key}`;
  return key !== "" && isField(field) ? field : null;
}

/** Without these no row can be invited. A contact's id says everything by itself. */
export function missingFields(type: ListType, fields: Iterable<string | null>): ("email" | "businessName")[] {
  const there = new Set(fields);
  if (type === "business" && there.has("contactId")) return [];
  const needed = type === "business" ? (["email", "businessName"] as const) : (["email"] as const);
  return needed.filter((field) => !there.has(field));
}

/** Nothing that is needed is missing, chosen twice or was refused. */
export function allFound(type: ListType, chosen: readonly string[], errors: Readonly<Record<string, string>>): boolean {
  const fields = chosen.filter((field) => field !== "");
  return (
    missingFields(type, fields).length === 0 &&
    new Set(fields).size === fields.length &&
    Object.keys(errors).length === 0
  );
}

export const columnName = (index: number) => `column.${index}`;
const COLUMN = /^column\.(\d{1,2})$/;

export interface ColumnsInput {
  /** By the column's index; a column that is not named is left out. */
  columns: Map<number, Field>;
  defaults: RowDefaults;
}

const Defaults = z.object({
  role: z.enum(["admin", "member"]).optional(),
  locale: LocaleInput.optional(),
  message: messageText.optional(),
  days: DaysText.optional(),
});

export const ColumnsForm = Defaults.catchall(z.unknown()).transform((form, context): ColumnsInput => {
  const { role, locale, message, days, ...rest } = form;
  const columns = new Map<number, Field>();
  const taken = new Set<string>();
  for (const [name, value] of Object.entries(rest)) {
    const [, index] = COLUMN.exec(name) ?? [];
    if (index === undefined || typeof value !== "string" || !isField(value)) continue;
    if (taken.has(value)) {
      context.addIssue({ code: "custom", path: [name], message: words.twice(fieldLabel(value)) });
    }
    taken.add(value);
    columns.set(Number(index), value);
  }
  const defaults = {
    ...(role ? { role } : {}),
    ...(locale ? { locale } : {}),
    ...(message ? { message } : {}),
    ...(days ? { expiresInDays: days } : {}),
  };
  return { columns, defaults };
});
