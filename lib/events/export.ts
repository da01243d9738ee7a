import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import type { EventDoc } from "../db/types";
import { nameKeyOf } from "../text";
import { type EventSearch, findEvents } from "./find";
import { type EventNames, namesOf } from "./names";

/** What happened as a table for a spreadsheet: UTF-8, RFC 4180, safe to open. */

const BATCH = 500;

const COLUMNS = [
  "time",
  "type",
  "actor",
  "actorType",
  "actorId",
  "account",
  "accountId",
  "subjectType",
  "subjectId",
  "subject",
  "detail",
  "ip",
];

// Spreadsheets take a file without this mark for one in the machine's old alphabet.
const BYTE_ORDER_MARK = "\ufeff";

/** What a spreadsheet would run rather than show; see OWASP, CSV Injection. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export interface Export {
  fileName: string;
  /** Read batch by batch as it is taken, and no further once nobody takes any. */
  content: ReadableStream<Uint8Array>;
}

export async function exportEvents(actor: Actor, accountId: ObjectId, search: EventSearch, at: Date): Promise<Export> {
  const { account, read } = await findEvents(actor, accountId, search);
  const text = new TextEncoder();
  let after: ObjectId | null = null;
  const content = new ReadableStream<Uint8Array>(
    {
      start(stream) {
        stream.enqueue(text.encode(BYTE_ORDER_MARK + toLine(COLUMNS)));
      },
      async pull(stream) {
        const found: EventDoc[] = await read(after, BATCH);
        after = found.at(-1)?._id ?? after;
        if (found.length > 0) stream.enqueue(text.encode(await toLines(found)));
        if (found.length < BATCH) stream.close();
      },
    },
    // Nothing is read ahead of who takes it.
    { highWaterMark: 0 },
  );
  return { fileName: `activity-${plainName(account.name)}-${at.toISOString().slice(0, 10)}.csv`, content };
}

async function toLines(found: EventDoc[]): Promise<string> {
  const names = await namesOf(found);
  return found.map((event) => toLine(cellsOf(event, names))).join("");
}

function cellsOf(event: EventDoc, names: EventNames): string[] {
  const { type, actor, account, subject, detail = {}, ip, createdAt } = event;
  return [
    createdAt.toISOString(),
    type,
    actor.name,
    actor.type,
    actor.id?.toHexString() ?? "",
    names.account(event) ?? "",
    account.toHexString(),
    subject.type,
    subject.id.toHexString(),
    names.subject(event) ?? "",
    Object.entries(detail)
      .map(([name, value]) => `${name}: ${value}`)
      .join("; "),
    ip ?? "",
  ];
}

export function toLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(",")}\r\n`;
}

function toCell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** For a file's name: letters and digits that every system takes. */
function plainName(name: string): string {
  const plain = nameKeyOf(name)
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return plain || "account";
}
