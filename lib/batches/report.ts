import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { rankOf, reaches } from "../auth/grant";
import { inviteUrl } from "../auth/invite-token";
import type { Access } from "../auth/permissions";
import { now } from "../clock";
import type { BatchDoc, ChunkRow } from "../db/batch-types";
import { invitations, queues } from "../db/client";
import { parseId } from "../db/ids";
import { claimsOf } from "../invitations/compose";
import { permissionFor, reachBatch } from "./access";
import { surplusOf } from "./cells";
import { placesFor } from "./columns";
import { ownColumns, plainCell, safeCell } from "./fields";
import { type ChunkRows, rowShower, SHOWN, type ShownRow } from "./row-view";
import type { RowStatus } from "./schema";

/** What became of a list, row by row and beside what it said: UTF-8, RFC 4180, safe to open in a spreadsheet. */

// Spreadsheets take a file without this mark for one in the machine's old alphabet.
const BYTE_ORDER_MARK = "\ufeff";
const ADDED = ["status", "code", "reason", "invitation"];
const WITH_LINK = "inviteUrl";
/** Signing is the slow part of a link; so many are made at once. */
const SIGNED_AT_ONCE = 100;

/** A list is called after its file where nobody gave it a name. */
const LIST_FILE = /\.(csv|tsv|txt|ndjson|jsonl)$/i;

export interface Report {
  /** What to call the file, without an extension. */
  title: string;
  /** Read chunk by chunk as it is taken, and no further once nobody takes any. */
  content: ReadableStream<Uint8Array>;
}

/**
 * All rows of a list, or those with one status. Of a draft it says what the check does. Links open accounts: only who may
 * invite such people is given them, and only while they work and where no mail was to carry them.
 */
export async function reportOf(actor: Actor, id: ObjectId, only?: { status?: RowStatus }): Promise<Report> {
  const { batch, access } = await reachBatch(actor, id, "read");
  const links = !batch.sendEmail && access.permissions.has(permissionFor(batch.type));
  const lines = lineWriter(batch, await beyondColumns(batch));
  const show = rowShower(batch);
  const chunks = queues()
    .find({ batch: id })
    .project<ChunkRows>(SHOWN)
    .hint("one_chunk")
    .sort({ index: 1 })
    // One lies in memory, whoever takes how slowly.
    .batchSize(1);
  const text = new TextEncoder();
  const content = new ReadableStream<Uint8Array>(
    {
      start(stream) {
        stream.enqueue(text.encode(BYTE_ORDER_MARK + lines.header([...ADDED, ...(links ? [WITH_LINK] : [])])));
      },
      async pull(stream) {
        for (;;) {
          const chunk = await chunks.next();
          if (!chunk) return stream.close();
          const rows = show(chunk).filter(({ view }) => only?.status === undefined || view.status === only.status);
          if (rows.length === 0) continue;
          const urls = links ? await linksOf(actor, access, rows) : null;
          stream.enqueue(text.encode(rows.map((row) => lines.row(row, urls)).join("")));
          return;
        }
      },
      cancel: () => chunks.close(),
    },
    // Nothing is read ahead of who takes it.
    { highWaterMark: 0 },
  );
  return { title: `${batch.name.replace(LIST_FILE, "")} report`, content };
}

type Links = ReadonlyMap<string, string>;

/** What rows have and the file has no column for. */
interface Beyond {
  /** Fields that were typed into some row of the draft. */
  fields: string[];
  /** Cells of the row with the most of them too many. */
  surplus: number;
}

async function beyondColumns({ _id, header, columns }: BatchDoc): Promise<Beyond> {
  const chunks = queues().aggregate<{ values: NonNullable<ChunkRow["values"]>[]; widest: number }>(
    [
      { $match: { batch: _id, $or: [{ "rows.values": { $exists: true } }, { "rows.extra": true }] } },
      {
        $project: {
          values: "$rows.values",
          widest: { $max: { $map: { input: "$rows.cells", in: { $size: "$$this" } } } },
        },
      },
    ],
    { hint: "one_chunk" },
  );
  const fields = new Set<string>();
  let surplus = 0;
  for await (const { values, widest } of chunks) {
    for (const typed of values) for (const field in typed) fields.add(field);
    surplus = Math.max(surplus, widest - header.length);
  }
  return { fields: [...fields].filter((field) => !columns.includes(field)).sort(), surplus };
}

/**
 * The file's own columns, those that were filled by hand, and after them what is added. Columns that an earlier report
 * added give way to the new ones. Cells that the file has no column for come last, as they have no name by which they could
 * be told from its own columns when the report is read again.
 */
function lineWriter({ header, columns }: BatchDoc, { fields, surplus }: Beyond) {
  const added = ownColumns(header);
  const kept = header.map((_, index) => index).filter((index) => !added[index]);
  const plain = added.includes(true) ? plainCell : (cell: string) => cell;
  // What was typed goes where the same name stands already: of two columns with one name, the first would be read again.
  const { filled, others } = placesFor(header, columns, fields);
  return {
    header: (names: string[]) =>
      toLine([...kept.map((index) => header[index] ?? ""), ...others, ...names, ...Array(surplus).fill("")]),
    row({ row, view }: ShownRow, urls: Links | null) {
      const cells = kept.map((index) => {
        const field = filled[index] ?? null;
        // Of two columns for one field the first is the one that is read.
        const corrected = field !== null && filled.indexOf(field) === index ? row.values?.[field] : undefined;
        return corrected ?? plain(row.cells[index] ?? "");
      });
      const typed = others.map((field) => row.values?.[field] ?? "");
      const { status, code, reason, invitation } = view;
      const link = urls ? [urls.get(invitation ?? "") ?? ""] : [];
      const beyond = surplusOf(row, header.length).map(plain);
      const last = Array.from({ length: surplus }, (_, index) => beyond[index] ?? "");
      return toLine([...cells, ...typed, status, code ?? "", reason ?? "", invitation ?? "", ...link, ...last]);
    },
  };
}

/** The links of pending invitations by their ids, made here and stored nowhere. */
async function linksOf(actor: Actor, access: Access, rows: readonly ShownRow[]): Promise<Links> {
  const ids = rows.flatMap(({ view }) => (view.invitation === null ? [] : [view.invitation]));
  const links = new Map<string, string>();
  if (ids.length === 0) return links;
  const rank = rankOf(actor, access);
  const handedOut = await invitations()
    .find(
      {
        _id: { $in: ids.flatMap((id) => parseId(id) ?? []) },
        status: "pending",
        via: "link",
        expiresAt: { $gt: now() },
      },
      { projection: { sends: 1, keyId: 1, issuedAt: 1, expiresAt: 1, via: 1, role: 1, type: 1 } },
    )
    .toArray();
  // A role that one may not give is not handed out as a link, either.
  const given = handedOut.filter(({ type, role }) => type === "business" || reaches(rank, role));
  for (let from = 0; from < given.length; from += SIGNED_AT_ONCE) {
    const signed = given
      .slice(from, from + SIGNED_AT_ONCE)
      .map(async (doc) => links.set(doc._id.toHexString(), await inviteUrl(claimsOf(doc))));
    await Promise.all(signed);
  }
  return links;
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(",")}\r\n`;
}

function toCell(value: string): string {
  const safe = safeCell(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
