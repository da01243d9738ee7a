import type { Filter, ObjectId } from "mongodb";
import { accountMeant } from "../accounts/own";
import type { Actor } from "../auth/actor";
import { type Access, authorize } from "../auth/permissions";
import { inChunks } from "../batches/chunks";
import { assertContactColumns, readColumns } from "../batches/columns";
import { openList } from "../batches/file/read";
import type { Upload } from "../batches/file/spool";
import { columnsOf } from "../batches/get";
import type { ImportQuery } from "../batches/options";
import { SHOWN_OF_EACH } from "../batches/schema";
import type { ChunkRow } from "../db/batch-types";
import { contacts, isDuplicateOf, transact } from "../db/client";
import type { ContactDoc } from "../db/types";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { assertNotSuspended } from "./access";
import { type ContactReading, contactReader } from "./import-row";
import type { ContactsImported } from "./schema";

export interface ImportInput extends ImportQuery {
  source: Pick<Upload, "path" | "format">;
}

type Row = ContactsImported["rows"][number];

/** Plain inserts: more of them fit one transaction than of invitations. */
const AT_ONCE = 2000;
const ATTEMPTS = 4;
const LOOKED_AT = 100;

/**
 * Adds everybody in a list to an account's contacts, some thousands in a transaction. One of the same type, address and name
 * is there only once: the others are skipped, so that the same list again adds nothing. A list that cannot be read to its
 * end adds nothing either.
 */
export async function importContacts(actor: Actor, input: ImportInput): Promise<ContactsImported> {
  const accountId = accountMeant(actor, input.accountId);
  const access = await authorize(actor, accountId, "contacts:manage");
  assertNotSuspended(access);
  const type = input.type ?? "business";
  const list = await openList(input.source);
  const columns = readColumns(list.header, type, input.mapping, null);
  assertContactColumns(list.header, columns, type);
  const read = contactReader({ account: access.account, type, header: list.header, columns });

  const first: ChunkRow[] = [];
  let total = 0;
  for await (const rows of inChunks(list.records(), AT_ONCE)) {
    if (first.length < LOOKED_AT) first.push(...rows.slice(0, LOOKED_AT));
    total += rows.length;
  }
  if (total === 0) throw new AppError("file_empty", "There is no row below the header, so nothing to add.");

  const outcome = new Outcome();
  const seen = new Map<string, number>();
  for await (const rows of inChunks(list.records(), AT_ONCE)) {
    const readings = rows.map(read);
    const made = new Map<ContactReading, Row>();
    const wanted: Wanted[] = [];
    for (const reading of readings) {
      const row = refusedRow(reading, seen);
      if (row) made.set(reading, row);
      else if ("contact" in reading) wanted.push({ reading, contact: reading.contact });
    }
    const stored = input.dryRun ? await judge(accountId, type, wanted) : await store(actor, access, type, wanted);
    for (const reading of readings) outcome.add(made.get(reading) ?? stored.get(reading));
  }
  const answer: ContactsImported = {
    status: input.dryRun ? "checked" : "imported",
    message: sentence(outcome.counts.created, input.dryRun ?? false, access.account.name),
    counts: { total, ...outcome.counts },
    columns: columnsOf({ header: list.header, columns }, first),
    rows: outcome.shown,
  };
  return input.dryRun ? answer : transact(async () => answer);
}

interface Wanted {
  reading: ContactReading;
  contact: ContactDoc;
}

/** Counts every row, and keeps the first of each status. */
class Outcome {
  readonly counts = { created: 0, skipped: 0, failed: 0 };
  readonly shown: Row[] = [];

  add(row: Row | undefined): void {
    if (!row) throw new Error("Every row comes to something");
    if (this.counts[row.status] < SHOWN_OF_EACH) this.shown.push(row);
    this.counts[row.status] += 1;
  }
}

function refusedRow(reading: ContactReading, seen: Map<string, number>): Row | null {
  const { line, name, email } = reading;
  const about = { line, name, email, contact: null };
  if ("refused" in reading) return { ...about, status: "failed", ...reading.refused };
  const key = keyOf(reading.contact);
  const before = seen.get(key);
  if (before !== undefined) {
    const reason = `Line ${before} of the same list says the same, and counts.`;
    return { ...about, status: "skipped", code: "duplicate_in_file", reason };
  }
  seen.set(key, line);
  return null;
}

function keyOf({ emailKey, nameKey }: Pick<ContactDoc, "emailKey" | "nameKey">): string {
  return `${emailKey ?? ""}\0${nameKey}`;
}

/** What would become of rows now: those that are there already are left as they are. */
async function judge(
  account: ObjectId,
  type: ContactDoc["type"],
  wanted: readonly Wanted[],
): Promise<Map<ContactReading, Row>> {
  const standing = await findStanding(account, type, wanted);
  return new Map(wanted.map((one) => [one.reading, rowOf(one, standing.get(keyOf(one.contact)), false)]));
}

async function findStanding(
  account: ObjectId,
  type: ContactDoc["type"],
  wanted: readonly Wanted[],
): Promise<Map<string, ObjectId>> {
  if (wanted.length === 0) return new Map();
  const filter: Filter<ContactDoc> = {
    account,
    type,
    emailKey: { $in: [...new Set(wanted.map(({ contact }) => contact.emailKey))] },
    nameKey: { $in: [...new Set(wanted.map(({ contact }) => contact.nameKey))] },
  };
  const found = await contacts()
    .find(filter, { projection: { emailKey: 1, nameKey: 1 }, hint: "one_contact" })
    .toArray();
  return new Map(found.map((contact) => [keyOf(contact), contact._id]));
}

function rowOf({ reading, contact }: Wanted, standing: ObjectId | undefined, written: boolean): Row {
  const { line, name, email } = reading;
  if (standing) {
    const reason = `${contact.name} is among the contacts already.`;
    const there = standing.toHexString();
    return { line, name, email, status: "skipped", code: "contact_exists", reason, contact: there };
  }
  const id = written ? contact._id.toHexString() : null;
  return { line, name, email, status: "created", code: null, reason: null, contact: id };
}

/** Writes what is not there yet. The unique index arbitrates: where another was faster, it is looked at again. */
async function store(
  actor: Actor,
  { account }: Access,
  type: ContactDoc["type"],
  wanted: readonly Wanted[],
): Promise<Map<ContactReading, Row>> {
  for (let attempt = 1; ; attempt++) {
    const standing = await findStanding(account._id, type, wanted);
    const fresh = wanted.filter(({ contact }) => !standing.has(keyOf(contact)));
    try {
      if (fresh.length > 0) {
        await transact(async (session) => {
          const docs = fresh.map(({ contact }) => contact);
          await contacts().insertMany(docs, { session });
          const subject = { type: "account", id: account._id } as const;
          const detail = { count: String(docs.length) };
          await recordEvent(session, actor, "contacts.imported", account, subject, detail);
        });
      }
      return new Map(wanted.map((one) => [one.reading, rowOf(one, standing.get(keyOf(one.contact)), true)]));
    } catch (error) {
      if (attempt === ATTEMPTS || !isDuplicateOf(error, "one_contact")) throw error;
    }
  }
}

function sentence(created: number, dryRun: boolean, owner: string): string {
  const what = created === 1 ? "One contact" : `${created.toLocaleString("en")} contacts`;
  if (dryRun) return `${what} would be added to ${owner}.`;
  return `${what} ${created === 1 ? "was" : "were"} added to ${owner}.`;
}
