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
  const lines = lineWriter(batch, await editedFields(batch));
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

/** Fields that no column fills, and that were typed into some row of the draft all the same. */
async function editedFields({ _id, columns }: BatchDoc): Promise<string[]> {
  const edited = queues()
    .find({ batch: _id, "rows.values": { $exists: true } })
    .project<{ rows: Pick<ChunkRow, "values">[] }>({ "rows.values": 1 })
    .hint("one_chunk");
  const fields = new Set<string>();
  for await (const { rows } of edited) for (const { values } of rows) for (const field in values) fields.add(field);
  return [...fields].filter((field) => !columns.includes(field)).sort();
}

/**
 * The file's own columns, those that were filled by hand, and after them what is added. Columns that an earlier report
 * added give way to the new ones.
 */
function lineWriter({ header, columns }: BatchDoc, byHand: readonly string[]) {
  const added = ownColumns(header);
  const kept = header.map((_, index) => index).filter((index) => !added[index]);
  const plain = added.includes(true) ? plainCell : (cell: string) => cell;
  return {
    header: (names: string[]) => toLine([...kept.map((index) => header[index] ?? ""), ...byHand, ...names]),
    row({ row, view }: ShownRow, urls: Links | null) {
      const cells = kept.map((index) => {
        const field = columns[index] ?? null;
        // Of two columns for one field the first is the one that is read.
        const corrected = field !== null && columns.indexOf(field) === index ? row.values?.[field] : undefined;
        return corrected ?? plain(row.cells[index] ?? "");
      });
      const typed = byHand.map((field) => row.values?.[field] ?? "");
      const { status, code, reason, invitation } = view;
      const link = urls ? [urls.get(invitation ?? "") ?? ""] : [];
      return toLine([...cells, ...typed, status, code ?? "", reason ?? "", invitation ?? "", ...link]);
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
