import type { Binary, ObjectId } from "mongodb";
import type { ActorRef, Role } from "./types";

/** A list of people and its chunks as they lie in MongoDB. */

export type BatchStatus = "draft" | "queued" | "running" | "mailing" | "paused" | "completed" | "failed" | "cancelled";

/** What a chunk's rows came to; `queued` ones are the rest. */
export interface Tally {
  invited: number;
  skipped: number;
  failed: number;
  /** Of the skipped those that were to be invited until the list was cancelled. */
  cancelled?: number;
}

/** What counts for all rows whose own cell says nothing. */
export interface RowDefaults {
  role?: "admin" | "member";
  locale?: string;
  message?: string;
  redirectUrl?: string;
  expiresInDays?: number;
}

export interface BatchDoc {
  _id: ObjectId;
  name: string;
  type: "business" | "user";
  /** The account joined (`user`) or the inviting one (`business`). */
  account: ObjectId;
  /** The root of the account's tree: who shares the work fairly with the others. */
  tenant: ObjectId;
  source: "csv" | "ndjson" | "contacts";
  status: BatchStatus;
  /** Where a paused one goes on. */
  pausedFrom?: "queued" | "running" | "mailing";
  /** Why it paused itself; none where somebody paused it. */
  pausedBecause?: { code: "bounces" | "account_not_active"; message: string };
  /** What had been taken and had bounced when it was last resumed: only what comes after it counts. */
  bouncesBefore?: { taken: number; bounced: number };
  /** The draft that was made of its failed rows. */
  correctedIn?: ObjectId;
  /** As in the file. */
  header: string[];
  /** For each column the field it fills (see lib/batches/fields.ts), or null. */
  columns: (string | null)[];
  sendEmail: boolean;
  resend: boolean;
  defaults: RowDefaults;
  /** The highest role that may be granted by both who had its rows read as they are and who started, or last retried, it. */
  mostRole: Role;
  rows: number;
  chunks: number;
  /** By the chunk's index, written once its rows have their outcomes; writing it again changes nothing. */
  tally: Record<string, Tally>;
  /** Of a draft: how many rows the last check gave each outcome. */
  checked?: Record<string, number>;
  /** Set by a cancel until what is in no provider's hands has been taken back. */
  stopping?: boolean;
  /** Who cancelled it: what is taken back after that is their doing. */
  cancelledBy?: ActorRef & { ip: string | null };
  createdBy: ActorRef;
  ip: string | null;
  /** Grows with everything that a watcher is to see; the id of its events. */
  version: number;
  createdAt: Date;
  startedAt: Date | null;
  rowsFinishedAt: Date | null;
  /** Of a cancelled one: when nothing was left to be taken back. */
  finishedAt: Date | null;
  updatedAt: Date;
}

export interface ChunkRow {
  /** The physical line where the record starts; the header is line 1. */
  line: number;
  /** As in the file, beside the batch's `header`. */
  cells: string[];
  /** There were more cells than columns; they follow the others. */
  extra?: true;
  /** Corrected in a draft, by field. */
  values?: Record<string, string>;
  leaveOut?: true;
  /** The line that says the same; that one wins. */
  duplicateOf?: number;
}

export interface RowWarning {
  code: "likely_typo" | "no_mail_domain";
  message: string;
  /** The address as it was probably meant. */
  suggestion?: string;
}

/** What a check says of a row. */
export interface RowCheck {
  line: number;
  email: string;
  /** See OUTCOMES in lib/batches/schema.ts; `left_out` for what a draft's editor left out. */
  outcome: string;
  /** The outcome, or for `invalid` the rule's code. */
  code: string;
  reason: string | null;
  warnings?: RowWarning[];
}

/** What became of a row. */
export interface RowResult {
  line: number;
  email: string;
  status: "invited" | "skipped" | "failed";
  code: string | null;
  reason: string | null;
  invitation: ObjectId | null;
}

/** Some hundreds of rows: a chunk is its own log. All that it causes is written in one transaction with `done`. */
export interface ChunkDoc {
  _id: ObjectId;
  batch: ObjectId;
  index: number;
  rows: ChunkRow[];
  /** `draft` until the batch starts; `dropped` once that was cancelled. */
  status: "draft" | "queued" | "done" | "dropped";
  /** While leased, the end of the lease: so a claim asks for one thing only. */
  notBefore: Date;
  lease: { by: string; until: Date; fence: number } | null;
  attempts: number;
  /** The line that is being tried alone; one found here again took its process along. */
  trying?: number;
  error: string | null;
  checks: RowCheck[];
  /** Of a draft, 12 bytes a row: its line and what makes it the same as another, to find that out without its cells. */
  keys?: Binary;
  /** Of a draft: the version of the batch that it was checked for. */
  checkedFor?: number;
  results: RowResult[];
  /** How many rows have each outcome (draft) or status (run), so that a list of some skips the chunks without. */
  tally: Record<string, number>;
  createdAt: Date;
}

/** How an account's files with these headers were read last: `_id` is made of both. */
export interface ColumnMappingDoc {
  _id: string;
  account: ObjectId;
  columns: (string | null)[];
  updatedAt: Date;
}
