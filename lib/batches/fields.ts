import { ALIASES, NAMES, PAIRED, WHOLE_NAMES } from "./aliases";
import { FIELDS, type Field, isField, type PlainField } from "./schema";

/** Which column fills which field. Shared by server and browser. */

/** People among the contacts have telephones and addresses, as businesses do. */
export type Kind = "business" | "user" | "person";

/** What only one of the two kinds of rows has. */
const OF_BUSINESSES = /^(businessName|phone|website|address.*|contactId)$/;
const OF_USERS = /^role$/;
const ANY_NAME = new Set(NAMES.map(headerKey));
const WHOLE_NAME = new Set(WHOLE_NAMES.map(headerKey));

/** A header without case, marks, spaces and punctuation: those that differ in nothing else are one. */
export function headerKey(header: string): string {
  return header
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

interface Meaning {
  field: PlainField;
  /** 0 for the field's own name, more for weaker ones. */
  rank: number;
}

/** By the header's key. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  FIELDS.flatMap((field) => [field, ...ALIASES[field]].map((name, rank) => [headerKey(name), { field, rank }] as const))
    // Of two that share a key the field's own name counts.
    .sort(([, a], [, b]) => b.rank - a.rank),
);
const PAIRS = PAIRED.map(({ called, beside, field }) => ({
  called: called.map(headerKey),
  beside: beside.map(headerKey),
  field,
}));

/**
 * For each column the field that it fills; each field by one column at most, the one whose header says it best.
 * @param given field → header, as somebody said; goes before everything that is found here
 */
export function matchColumns(
  header: readonly string[],
  type: Kind,
  given: Readonly<Record<string, string>> = {},
): (Field | null)[] {
  const columns: (Field | null)[] = header.map(() => null);
  for (const [field, named] of Object.entries(given)) {
    const exact = header.indexOf(named);
    const place = exact >= 0 ? exact : header.findIndex((one) => headerKey(one) === headerKey(named));
    if (place >= 0 && isField(field)) columns[place] = field;
  }
  const best = new Map<Field, { place: number; rank: number }>();
  const own = ownColumns(header);
  const keys = header.map(headerKey);
  for (const [place, name] of header.entries()) {
    if (columns[place] !== null || own[place]) continue;
    const found = meaningOf(name, keys);
    if (!found || columns.includes(found.field) || !has(type, found.field)) continue;
    const rival = best.get(found.field);
    if (!rival || found.rank < rival.rank) best.set(found.field, { place, rank: found.rank });
  }
  // A language there is a word such as "German"; Mailchimp's region is where an address on the network seems to be.
  if (isAddressBook(header)) best.delete("locale");
  if (keys.includes("leid") && keys.includes("euid")) best.delete("address.region");
  settleAddress(best, columns);
  for (const [field, { place }] of best) columns[place] = field;
  const free = (place: number) => columns[place] === null && !own[place];
  if (type === "business" && !columns.includes("businessName") && !columns.includes("contactId")) {
    const place = keys.findIndex((key, index) => free(index) && ANY_NAME.has(key));
    if (place >= 0) columns[place] = "businessName";
  }
  // Where a whole name parts into first and last differs from name to name, so it is not parted.
  if (!columns.includes("firstName") && !columns.includes("lastName")) {
    const place = keys.findIndex(
      (key, index) => free(index) && (WHOLE_NAME.has(key) || (type !== "business" && ANY_NAME.has(key))),
    );
    if (place >= 0) columns[place] = "firstName";
  }
  return columns;
}

function has(type: Kind, field: Field): boolean {
  return !(type === "user" ? OF_BUSINESSES : OF_USERS).test(field);
}

function meaningOf(name: string, keys: readonly string[]): { field: Field; rank: number } | null {
  const pair = /^\s*metadata\s*[._:]\s*(\S.*?)\s*$/isu.exec(name)?.[1];
  const metadata = `metadata.${pair}`;
  if (pair !== undefined) return isField(metadata) ? { field: metadata, rank: 0 } : null;
  const key = headerKey(name);
  // Salesforce's "Contact ID" is its own; Foyer's stands for the address, which the file then has no column for.
  if (key === "contactid" && /\s/.test(name.trim()) && keys.some((one) => MEANINGS.get(one)?.field === "email")) {
    return { field: "externalId", rank: 1 };
  }
  const beside = PAIRS.find(({ called, beside }) => called.includes(key) && beside.some((one) => keys.includes(one)));
  return beside ? { field: beside.field, rank: 1 } : (MEANINGS.get(key) ?? null);
}

/** Beside a city an "Address" is the street; beside a street it says nothing new. */
function settleAddress(best: Map<Field, { place: number; rank: number }>, columns: (Field | null)[]): void {
  const has = (field: Field) => best.has(field) || columns.includes(field);
  const whole = best.get("address");
  if (!whole || !(has("address.city") || has("address.postalCode") || has("address.line1"))) return;
  best.delete("address");
  if (!has("address.line1")) best.set("address.line1", whole);
}

/**
 * Whether the header is Outlook's or Google's own: far wider than any list that a person makes, and nearly empty. `ISDN` and
 * `Telex` are called so in all of Outlook's languages, and Google's exports are English in all of them.
 */
export function isAddressBook(header: readonly string[]): boolean {
  const keys = new Set(header.map(headerKey));
  return (keys.has("isdn") && keys.has("telex")) || keys.has("ttytddphone") || keys.has("email1value");
}

/** The first of several values that Google writes into one cell. */
export function firstValue(cell: string): string {
  return cell.split(" ::: ", 1)[0] ?? cell;
}

/** What the report of a list adds, in this order; the link only where no mail was asked for. */
export const REPORT_COLUMNS = ["status", "code", "reason", "invitation"] as const;
const LINK_COLUMN = "inviteurl";

/** For each column whether the report of a list added it: they are ignored where all of them stand at the end. */
export function ownColumns(header: readonly string[]): boolean[] {
  const own = header.map(() => false);
  const keys = header.map((name) => name.trim().toLowerCase());
  let end = keys.findLastIndex((key) => key !== "") + 1;
  for (;;) {
    const last = keys[end - 1] === LINK_COLUMN ? end - 1 : end;
    const start = last - REPORT_COLUMNS.length;
    if (start < 0 || REPORT_COLUMNS.some((name, index) => keys[start + index] !== name)) return own;
    own.fill(true, start, end);
    end = start;
  }
}

// How formulas begin in spreadsheets, full-width forms too (OWASP, CSV Injection).
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const MARKED = /^''*[=+\-@\t\r\n＝＋－＠]/u;

/**
 * A cell of a report as a spreadsheet opens it without taking it for a formula: with an apostrophe in front. One that has some
 * there already gets one more, so that `plainCell` gives back exactly what there was.
 */
export function safeCell(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** What `safeCell` was given. Only for files that carry our own columns: elsewhere the mark is the person's own. */
export function plainCell(cell: string): string {
  return MARKED.test(cell) ? cell.slice(1) : cell;
}
