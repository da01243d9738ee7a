import type { z } from "zod";
import type { ChunkRow } from "../db/batch-types";
import type { Address } from "../db/types";
import { type EmailAddress, NO_ADDRESS, parseEmail } from "../email";
import { AddressInput, WebsiteInput } from "../invitations/schema";
import { nameKeyOf, nameText, shortText } from "../text";
import { isTooWide } from "./cells";
import type { Planned } from "./plan";
import type { Field } from "./schema";

/** The rules of a list's fields, each with the code that a row breaks it under. */

/** Thrown by what reads a row, and caught by it: the first rule that the row breaks. */
export class Refused {
  constructor(
    readonly code: string,
    readonly reason: string,
  ) {}
}

type Text = z.ZodType<string, string>;

/** Checks texts of one field. The same one again, as roles and messages are, is not checked again. */
export function checker(schema: Text, code: string, called: string, remembered = 0): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const parsed = schema.safeParse(text);
    if (!parsed.success) {
      throw new Refused(code, `${called}: ${parsed.error.issues[0]?.message ?? "Is not valid."}`);
    }
    if (known.size < remembered) known.set(text, parsed.data);
    return parsed.data;
  };
}

/** So many texts of a field are known to be right without being looked at again. */
export const REMEMBERED = 1000;
const PARTS = ["line1", "line2", "city", "region", "postalCode", "country"] as const;
const MOST_PAIRS = 20;
const LONGEST_VALUE = 500;

/**
 * Cells beyond the last column are read under no name: what they mean is not guessed. Once somebody said by hand what such a
 * row's values are, it is judged by them.
 */
export function assertWidth(row: ChunkRow): void {
  if (!isTooWide(row)) return;
  throw new Refused(
    "invalid_columns",
    "There are more cells in this row than columns. Put a cell that holds the separator into quotation marks.",
  );
}

export function addressOf(text: string): EmailAddress {
  if (text === "") throw new Refused("invalid_email", "There is no e-mail address in this row.");
  const address = parseEmail(text);
  if (!address) throw new Refused("invalid_email", NO_ADDRESS);
  return address;
}

/** The business that a row names, with what is known of it. */
export function businessReader(
  nameCode = "invalid_business_name",
): (cell: (field: Field) => string) => NonNullable<Planned["business"]> {
  const check = {
    name: checker(nameText, nameCode, "The name"),
    phone: checker(shortText(40), "invalid_phone", "The phone number"),
    website: checker(WebsiteInput, "invalid_website", "The website"),
  };
  return (cell) => {
    const typed = cell("businessName");
    if (typed === "") throw new Refused(nameCode, "There is no name in this row.");
    const name = check.name(typed);
    const phone = cell("phone") && check.phone(cell("phone"));
    const website = cell("website") && check.website(cell("website"));
    const address = postalOf(cell);
    return {
      name,
      nameKey: nameKeyOf(name),
      ...(phone ? { phone } : {}),
      ...(website ? { website } : {}),
      ...(address ? { address } : {}),
    };
  };
}

/** In one text, or in parts; where a file has both, the text is the first line. */
function postalOf(cell: (field: Field) => string): Address | string | undefined {
  const whole = cell("address");
  const parts: Address = {};
  for (const part of PARTS) {
    const text = cell(`address.${part}`);
    if (text !== "") parts[part] = text;
  }
  const hasParts = Object.keys(parts).length > 0;
  if (!hasParts && whole === "") return undefined;
  const typed = hasParts ? { ...parts, ...(whole && !parts.line1 ? { line1: whole } : {}) } : whole;
  const parsed = AddressInput.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw new Refused("invalid_address", "The address is too long, or holds characters that cannot be shown.");
}

export function metadataOf(cells: ReadonlyMap<Field, string>): Record<string, string> | undefined {
  const pairs: [string, string][] = [];
  for (const [field, text] of cells) {
    if (text === "" || !field.startsWith("metadata.")) continue;
    const key = field.slice("metadata.".length);
    if (text.length > LONGEST_VALUE) {
      throw new Refused("invalid_metadata", `${key}: at most ${LONGEST_VALUE} characters.`);
    }
    pairs.push([key, text]);
  }
  if (pairs.length > MOST_PAIRS) throw new Refused("invalid_metadata", `At most ${MOST_PAIRS} pairs of metadata.`);
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}
