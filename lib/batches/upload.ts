import type { ClientSession, ObjectId, Timestamp } from "mongodb";
import type { Actor } from "../auth/actor";
import { actorRef } from "../auth/actor";
import type { Access } from "../auth/permissions";
import { now } from "../clock";
import type { BatchDoc } from "../db/batch-types";
import { batches, mongo, queues, transact } from "../db/client";
import { newIdAt } from "../db/ids";
import { wakeLists } from "../engine/wake";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { rootOf } from "../mail/queue";
import { shortText } from "../text";
import { admit, admitDefaults, mostRoleOf } from "./admit";
import { addOutcomes, checkRows, deadDomains, domainOf, noOutcomes } from "./check";
import { chunkOf, dropChunks, inChunks, keysOf, markDuplicates } from "./chunks";
import { assertColumns, readColumns } from "./columns";
import { warnOfDomains } from "./domain-warnings";
import { dryRun } from "./dry-run";
import { noFigures } from "./figures";
import { type List, openList } from "./file/read";
import type { Upload } from "./file/spool";
import { nothingTaken } from "./judge";
import { type ListQuery, LONGEST_NAME } from "./options";
import type { Plan } from "./plan";
import { rememberColumns, rememberedColumns } from "./remember";
import { assertRoom } from "./room";
import { rowReader } from "./row";
import type { BatchView, Checked } from "./schema";
import { toBatchView } from "./view";

/** A list as it came, and what is to become of it. */
export interface ListInput extends Omit<ListQuery, "type"> {
  type?: BatchDoc["type"];
  /** A file, or ids of contacts. */
  source: Pick<Upload, "path" | "format" | "filename"> | { contactIds: readonly string[] };
}

export type Taken = { status: "queued" | "draft"; message: string; batch: BatchView };

/**
 * Takes a list: queues it (`queued`), keeps it to be reviewed (`draft`), or only says what would happen (`checked`) and
 * writes nothing. What is answered is durable. A list that is refused leaves nothing.
 * @throws AppError 403, 404, 409 as for an invitation by itself; 422 with the line for a file that cannot be read; 429
 */
export async function takeList(actor: Actor, input: ListInput): Promise<Taken | Checked> {
  const { source, draft = false } = input;
  const type = input.type ?? "user";
  if (draft && input.dryRun) {
    throw new AppError("invalid_request", "Ask for a draft or for a dry run, not for both.", {
      errors: [{ path: "dryRun", code: "invalid_value", message: "A draft is checked already." }],
    });
  }
  const access = await admit(actor, { type, accountId: input.accountId });
  const defaults = admitDefaults(actor, access, type, input.defaults ?? {});
  const scope = access.account;
  if (!draft && !input.dryRun) await assertRoom(scope._id, 1);

  const list = "contactIds" in source ? ofContacts(source.contactIds) : await openList(source);
  const remembered = input.mapping ? null : await rememberedColumns({ account: scope._id, type, header: list.header });
  const columns = readColumns(list.header, type, input.mapping, remembered);
  if (!draft) assertColumns(list.header, columns, type);
  const plan: Plan = {
    scope,
    type,
    header: list.header,
    columns,
    defaults,
    sendEmail: input.sendEmail ?? true,
    resend: input.resend ?? false,
    mostRole: mostRoleOf(actor, access),
  };
  if (input.dryRun) return dryRun(plan, list);
  const fallback = "filename" in source ? source.filename : null;
  return keep(actor, access, plan, list, { name: nameOf(input.name, fallback, type), source: sourceOf(source), draft });
}

/** Ids as a list of one column; `line` counts them from 1. */
function ofContacts(ids: readonly string[]): List {
  return {
    header: ["contactId"],
    async *records() {
      for (let at = 0; at < ids.length; at += 500) {
        yield ids.slice(at, at + 500).map((id, index) => ({ line: at + index + 1, cells: [id] }));
      }
    },
  };
}

function sourceOf(source: ListInput["source"]): BatchDoc["source"] {
  return "contactIds" in source ? "contacts" : source.format;
}

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** As the caller calls it, else as its file is called, else by its day. */
function nameOf(given: string | undefined, filename: string | null, type: BatchDoc["type"]): string {
  if (given) return given;
  const stem = (filename ?? "").replace(/\.(csv|tsv|txt|ndjson|jsonl)$/i, "").slice(0, LONGEST_NAME);
  const fits = shortText(LONGEST_NAME).safeParse(stem);
  if (fits.success && fits.data !== "") return fits.data;
  return `${type === "user" ? "People" : "Businesses"}, ${day.format(now())}`;
}

interface Kind {
  name: string;
  source: BatchDoc["source"];
  draft: boolean;
}

/** Writes chunks while the list is read, and then, in one transaction, the batch that makes them count. */
export async function keep(actor: Actor, access: Access, plan: Plan, list: List, kind: Kind): Promise<Taken> {
  const at = now();
  const id = newIdAt(at);
  try {
    const sums = await mongo().withSession((session) => writeChunks(session, id, plan, list, kind.draft));
    const { scope, type, header, columns, defaults, sendEmail, resend, mostRole } = plan;
    const batch: BatchDoc = {
      _id: id,
      name: kind.name,
      type,
      account: scope._id,
      tenant: rootOf(scope),
      source: kind.source,
      status: kind.draft ? "draft" : "queued",
      header: [...header],
      columns,
      sendEmail,
      resend,
      defaults,
      mostRole,
      rows: sums.rows,
      chunks: sums.chunks,
      tally: {},
      ...(sums.checked ? { checked: sums.checked } : {}),
      createdBy: actorRef(actor),
      ip: actor.ip,
      version: 1,
      createdAt: at,
      startedAt: kind.draft ? null : at,
      rowsFinishedAt: null,
      finishedAt: null,
      updatedAt: at,
    };
    const answer = await transact(async (session) => {
      await assertAllThere(session, batch);
      if (!kind.draft) await assertRoom(scope._id, batch.rows, session);
      await batches().insertOne(batch, { session });
      const subject = { type: "batch", id } as const;
      const detail = { rows: String(batch.rows) };
      await recordEvent(session, actor, "batch.created", access.account, subject, detail);
      if (!kind.draft) await recordEvent(session, actor, "batch.started", access.account, subject, detail);
      return takenAs(batch);
    }, sums.writtenAt);
    if (!kind.draft) {
      wakeLists(id);
      if (kind.source !== "contacts") await rememberColumns(batch);
    }
    return answer;
  } catch (error) {
    await dropChunks(id);
    throw error;
  }
}

function takenAs(batch: BatchDoc): Taken {
  const one = batch.rows === 1;
  const rows = one ? "One row" : `${batch.rows.toLocaleString("en")} rows`;
  const view = toBatchView(batch, noFigures());
  if (batch.status === "draft") {
    const message = `${rows} ${one ? "was" : "were"} read. Review the list, then start it.`;
    return { status: "draft", message, batch: view };
  }
  const message = `${rows} ${one ? "is" : "are"} queued and will be worked through, whatever happens.`;
  return { status: "queued", message, batch: view };
}

/** The chunks were not waited for until they were on disk; a database that fell over meanwhile may have lost some. */
async function assertAllThere(session: ClientSession, { _id, chunks }: BatchDoc): Promise<void> {
  const found = await queues().countDocuments({ batch: _id }, { session, hint: "one_chunk" });
  if (found < chunks)
    throw new AppError("unavailable", "The list could not be kept. Send it again.", { retryAfter: 5 });
}

interface Sums {
  rows: number;
  chunks: number;
  checked: BatchDoc["checked"] | null;
  /** The database's time of the last chunk: whoever counts them has to see it. */
  writtenAt: Timestamp | undefined;
}

/** One chunk is written while the next one is read. A draft's rows are judged, too. */
async function writeChunks(
  session: ClientSession,
  batch: ObjectId,
  plan: Plan,
  list: List,
  draft: boolean,
): Promise<Sums> {
  const read = rowReader(plan);
  const seen = new Map<string, number>();
  const taken = nothingTaken();
  const checked = noOutcomes();
  const domains = new Set<string>();
  const sums = { rows: 0, chunks: 0 };
  let writing: Promise<unknown> = Promise.resolve();
  try {
    for await (const rows of inChunks(list.records())) {
      const readings = rows.map(read);
      markDuplicates(rows, readings, seen);
      await writing;
      const index = sums.chunks;
      sums.chunks += 1;
      sums.rows += rows.length;
      writing = (async () => {
        const checks = draft ? await checkRows(plan, rows, readings, taken) : null;
        if (checks) {
          addOutcomes(checked, checks);
          for (const { email, outcome } of checks) if (outcome === "invite") domains.add(domainOf(email));
        }
        const keys = checks ? { checks, keys: keysOf(rows, readings) } : null;
        await queues().insertOne(chunkOf(batch, index, rows, keys), { session, writeConcern: { w: 1 } });
      })();
      // Awaited above and below; a failure meanwhile is theirs to tell.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
  if (sums.rows === 0) throw new AppError("file_empty", "There is no row below the header, so nobody to invite.");
  if (draft) await warnOfDomains(batch, await deadDomains(domains));
  return { ...sums, checked: draft ? checked : null, writtenAt: session.operationTime };
}
