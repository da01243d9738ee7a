import type { BatchDoc } from "../db/batch-types";
import { AppError } from "../errors";
import { headerKey, type Kind, matchColumns, ownColumns } from "./fields";
import type { PlainField } from "./schema";

/** Which column fills which field, and whether what a list cannot do without is there. */

type Columns = BatchDoc["columns"];
/** Field → header; null for no column at all. */
type Mapping = Readonly<Record<string, string | null>>;

const CALLED: Partial<Record<PlainField, string>> = {
  email: "the e-mail address",
  businessName: "the name of the business",
};

/**
 * As the caller says, else as files with these headers were read last, else by what the headers are called.
 * @throws AppError 422 `column_missing` where the mapping names a header that is not in the file
 */
export function readColumns(
  header: readonly string[],
  type: Kind,
  mapping: Mapping | undefined,
  remembered: Columns | null,
): Columns {
  if (!mapping) return remembered ?? matchColumns(header, type);
  const given = Object.entries(mapping).flatMap(([field, named]): [string, string][] =>
    named === null ? [] : [[field, header[placeOf(header, field, named)] ?? ""]],
  );
  const columns = matchColumns(header, type, Object.fromEntries(given));
  return columns.map((field) => (field !== null && mapping[field] === null ? null : field));
}

/** A draft's columns with some of them read otherwise; the others stay. @throws AppError 422 `column_missing` */
export function changeColumns({ header, columns }: Pick<BatchDoc, "header" | "columns">, mapping: Mapping): Columns {
  const changed = columns.map((field) => (field !== null && Object.hasOwn(mapping, field) ? null : field));
  for (const [field, named] of Object.entries(mapping)) {
    if (named !== null) changed[placeOf(header, field, named)] = field;
  }
  return changed;
}

/**
 * Where values go that were typed for fields no column fills: into the column of that name where one is read as nothing, else
 * (`others`) into one of their own.
 */
export function placesFor(
  header: readonly string[],
  columns: Columns,
  fields: readonly string[],
): { filled: Columns; others: string[] } {
  const filled = [...columns];
  const own = ownColumns(header);
  const others = fields.filter((field) => {
    const place = header.findIndex(
      (name, index) => filled[index] === null && !own[index] && headerKey(name) === headerKey(field),
    );
    if (place >= 0) filled[place] = field;
    return place < 0;
  });
  return { filled, others };
}

/** Which column is meant: the one that is called exactly so, else one that differs in case, spaces and punctuation. */
function placeOf(header: readonly string[], field: string, named: string): number {
  const exact = header.indexOf(named);
  const place = exact === -1 ? header.map(headerKey).indexOf(headerKey(named)) : exact;
  if (place !== -1) return place;
  throw new AppError(
    "column_missing",
    `There is no column ${JSON.stringify(named)} for ${field} in this file. ${found(header)}`,
    { extra: { missing: [field], header: shown(header) } },
  );
}

/** The fields that no column fills and no row can do without. */
export function missingFields(columns: Columns, type: BatchDoc["type"]): PlainField[] {
  if (type === "user") return columns.includes("email") ? [] : ["email"];
  if (columns.includes("contactId")) return [];
  return (["email", "businessName"] as const).filter((field) => !columns.includes(field));
}

/** @throws AppError 422 `column_missing` */
export function assertColumns(header: readonly string[], columns: Columns, type: BatchDoc["type"]): void {
  assertFields(header, missingFields(columns, type));
}

/** The same for contacts: a business needs a name; a person a name or an address. @throws AppError 422 `column_missing` */
export function assertContactColumns(header: readonly string[], columns: Columns, type: "business" | "person"): void {
  const any: PlainField[] = type === "business" ? ["businessName"] : ["firstName", "lastName", "email"];
  assertFields(
    header,
    any.some((field) => columns.includes(field)) ? [] : [type === "business" ? "businessName" : "email"],
  );
}

function assertFields(header: readonly string[], missing: readonly PlainField[]): void {
  if (missing.length === 0) return;
  const what = missing.map((field) => CALLED[field] ?? field).join(" or for ");
  throw new AppError(
    "column_missing",
    `No column for ${what} was recognised. ${found(header)} Say which one it is with a mapping.`,
    { extra: { missing, header: shown(header) } },
  );
}

function found(header: readonly string[]): string {
  const names = shown(header).map((name) => JSON.stringify(name));
  return names.length === 1 ? `Its only column is ${names[0]}.` : `Its columns are ${names.join(", ")}.`;
}

function shown(header: readonly string[]): string[] {
  return header.map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name));
}
