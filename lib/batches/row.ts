import { reaches } from "../auth/grant";
import type { BatchDoc, ChunkRow, RowWarning } from "../db/batch-types";
import { parseId } from "../db/ids";
import type { AccountDoc } from "../db/types";
import { likelyEmail } from "../email-typos";
import { env } from "../env";
import { LocaleInput } from "../invitations/schema";
import { messageText, optionalNameText, shortText } from "../text";
import { cellsReader } from "./cells";
import type { Plan, Planned, Reading } from "./plan";
import { addressOf, assertWidth, businessReader, checker, metadataOf, REMEMBERED, Refused } from "./row-fields";
import type { Field } from "./schema";

/** How a row of a list becomes an invitation: field by field under the same schemas as one that is made by itself. */

export function planOf(batch: BatchDoc, scope: AccountDoc): Plan {
  const { type, header, columns, defaults, sendEmail, resend, mostRole } = batch;
  return { scope, type, header, columns, defaults, sendEmail, resend, mostRole };
}

/** What makes two rows of a list the same; the first of them wins. */
export function identityOf({ emailKey, business, contactId }: Planned): string {
  if (contactId) return `\0${contactId.toHexString()}`;
  return business ? `${emailKey}\0${business.nameKey}` : emailKey;
}

export const UNKNOWN_CONTACT = "There is no contact with this id among the account's contacts.";

/** Reads rows one by one; what can be made ready once is made when the reader is. Nothing here asks the database. */
export function rowReader(plan: Plan): (row: ChunkRow) => Reading {
  const { scope, type, defaults } = plan;
  const readCells = cellsReader(plan);
  const business = businessReader();
  const typo = typoFinder();
  const check = {
    firstName: checker(optionalNameText, "invalid_first_name", "The first name", REMEMBERED),
    lastName: checker(optionalNameText, "invalid_last_name", "The last name", REMEMBERED),
    locale: checker(LocaleInput, "invalid_locale", "The language", REMEMBERED),
    message: checker(messageText, "invalid_message", "The message", 20),
    externalId: checker(shortText(200), "invalid_external_id", "The id"),
  };
  const locale = defaults.locale ?? scope.profile.locale ?? "en";
  const days = defaults.expiresInDays ?? env().inviteTtlDays;

  const read = (row: ChunkRow, cells: ReadonlyMap<Field, string>): Planned => {
    const cell = (field: Field) => cells.get(field) ?? "";
    const contact = type === "business" ? cell("contactId") : "";
    const contactId = contact === "" ? null : parseId(contact);
    if (contact !== "" && !contactId) throw new Refused("invalid_contact", UNKNOWN_CONTACT);
    const address = contactId ? { email: "", emailKey: "" } : addressOf(cell("email"));
    const message = cell("message") === "" ? defaults.message : check.message(cell("message"));
    const externalId = cell("externalId") === "" ? undefined : check.externalId(cell("externalId"));
    const pairs = metadataOf(cells);
    return {
      line: row.line,
      ...address,
      firstName: check.firstName(cell("firstName")),
      lastName: check.lastName(cell("lastName")),
      role: type === "business" ? "owner" : roleOf(cell("role"), plan),
      locale: cell("locale") === "" ? locale : check.locale(cell("locale").replaceAll("_", "-")),
      days,
      ...(message ? { message } : {}),
      ...(externalId ? { externalId } : {}),
      ...(pairs ? { metadata: pairs } : {}),
      ...(defaults.redirectUrl ? { redirectUrl: defaults.redirectUrl } : {}),
      ...(contactId ? { contactId } : type === "business" ? { business: business(cell) } : {}),
    };
  };

  return (row) => {
    const { line } = row;
    const cells = readCells(row);
    const email = cells.get("email") ?? "";
    try {
      assertWidth(row);
      const planned = read(row, cells);
      return { line, email: planned.email, planned, warnings: typo(planned) };
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      const { code, reason } = thrown;
      return { line, email: email.slice(0, 254), refused: { code, reason } };
    }
  };
}

/** As which role a row's cell is read. */
export function roleMeant(text: string, { role = "member" }: Plan["defaults"]): string {
  return text === "" ? role : text.toLowerCase();
}

function roleOf(text: string, { defaults, mostRole }: Plan): Planned["role"] {
  const role = roleMeant(text, defaults);
  if (role !== "admin" && role !== "member") {
    throw new Refused("invalid_role", `The role is admin or member, not ${text.slice(0, 60)}.`);
  }
  if (reaches(mostRole, role)) return role;
  throw new Refused(
    "role_too_high",
    `The role ${role} is more than whoever this list runs for may give. Choose a lower one.`,
  );
}

/** Suggests only. Looked up once a domain: lists have few. */
function typoFinder(): (planned: Planned) => RowWarning[] {
  const meant = new Map<string, string | null>();
  return ({ email }) => {
    const at = email.lastIndexOf("@");
    if (at < 0) return [];
    const domain = email.slice(at + 1);
    let found = meant.get(domain);
    if (found === undefined) {
      const whole = likelyEmail(`a@${domain}`);
      found = whole === null ? null : whole.slice(2);
      if (meant.size < REMEMBERED * 10) meant.set(domain, found);
    }
    if (found === null) return [];
    const suggestion = `${email.slice(0, at)}@${found}`;
    return [{ code: "likely_typo", message: `Did you mean ${suggestion}?`, suggestion }];
  };
}
