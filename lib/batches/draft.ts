import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { reaches } from "../auth/grant";
import { now } from "../clock";
import type { BatchDoc } from "../db/batch-types";
import { batches, transact } from "../db/client";
import type { AccountDoc, Role } from "../db/types";
import { AppError, notFound } from "../errors";
import { reachBatch } from "./access";
import { admitDefaults, assertMayRun, mostRoleOf } from "./admit";
import { deadDomains, domainOf } from "./check";
import { changeColumns } from "./columns";
import { editRows, storeEdits } from "./edit-rows";
import { viewDetail } from "./get";
import type { DraftChange } from "./options";
import { recheck } from "./recheck";
import { planOf } from "./row";
import { type BatchDetail, FINISHED } from "./schema";

/** @throws AppError 409 `batch_started` or `batch_finished` */
export function assertDraft({ name, status }: Pick<BatchDoc, "name" | "status">): void {
  if (status === "draft") return;
  if ((FINISHED as readonly string[]).includes(status)) {
    throw new AppError("batch_finished", `${name} is finished. Upload the list again to invite its people anew.`);
  }
  throw new AppError("batch_started", `${name} has started, so its rows stay as they are.`);
}

/** An edit of some rows waits no longer than this to know whether their domains take mail. */
const PATIENCE_MS = 400;

/**
 * Changes a draft and judges what the change touches anew: all rows for how they are read or run, else those that were
 * edited, and those that said the same.
 * @throws AppError 400 with `rows.N.line` for a line that is not there, 403 `role_too_high`, 409, 422 `column_missing`
 */
export async function changeDraft(
  actor: Actor,
  id: ObjectId,
  input: DraftChange & Partial<Pick<BatchDoc, "columns">>,
): Promise<BatchDetail> {
  const { batch, access } = await reachBatch(actor, id, "change");
  assertDraft(batch);
  assertMayRun(access, batch.type);
  const { mapping, columns, defaults, sendEmail, resend, rows, name } = input;
  const most = mostRoleOf(actor, access);
  const settings: Partial<BatchDoc> = {
    ...(mapping ? { columns: changeColumns(batch, mapping) } : {}),
    // A form says it of every column, so that of two with one name either can be meant.
    ...(columns ? { columns } : {}),
    ...(defaults ? { defaults: admitDefaults(actor, access, batch.type, defaults) } : {}),
    ...(sendEmail === undefined ? {} : { sendEmail }),
    ...(resend === undefined ? {} : { resend }),
    ...(answersForRoles(batch, input, most) ? { mostRole: most } : {}),
  };
  const label = name ? { name } : {};
  const scope = access.account;
  const touchesAll = Object.keys(settings).length > 0;
  const edited = touchesAll ? null : await editDraft(id, scope, rows ?? [], label, most);
  if (edited) return edited;

  await transact(async (session) => {
    const draft = await batches().findOneAndUpdate(
      { _id: id, status: "draft" },
      { $set: { ...label, ...settings, updatedAt: now() }, $unset: { checked: "" }, $inc: { version: 1 } },
      { session, returnDocument: "after" },
    );
    if (draft && rows) await storeEdits(session, id, planOf(draft, scope), rows, most);
  });
  await checkDraft(id, scope);
  return transact(async () => {
    const draft = await batches().findOne({ _id: id });
    if (!draft) throw notFound();
    assertDraft(draft);
    return viewDetail(draft);
  });
}

/**
 * Whether a draft's rows are judged by this person's rights from now on. Whoever may grant less and reads the columns
 * otherwise could make any column the role, or any row's address their own; whoever may grant more has to say where roles
 * come from.
 */
function answersForRoles(
  { mostRole }: BatchDoc,
  { mapping, columns, defaults }: DraftChange & Partial<Pick<BatchDoc, "columns">>,
  most: Role,
): boolean {
  if (reaches(mostRole, most)) return mapping !== undefined || columns !== undefined;
  return columns !== undefined || Object.hasOwn(mapping ?? {}, "role") || defaults?.role === "admin";
}

/** Judges what the edits touch. Null for a draft that has to be checked as a whole, or is none any more. */
async function editDraft(
  id: ObjectId,
  scope: AccountDoc,
  rows: NonNullable<DraftChange["rows"]>,
  label: { name?: string },
  most: Role,
): Promise<BatchDetail | null> {
  // Asked outside the transaction, which may run again.
  const dead = await deadDomains(domainsOf(rows), PATIENCE_MS);
  const edited = await transact(async (session) => {
    const draft = await batches().findOneAndUpdate(
      { _id: id, status: "draft", checked: { $exists: true } },
      { $set: { ...label, updatedAt: now() }, $inc: { version: 1 } },
      { session, returnDocument: "after" },
    );
    // Nothing was changed, so nothing is answered yet.
    if (!draft) return undefined;
    if (rows.length > 0) {
      const change = await editRows(session, draft, planOf(draft, scope), rows, dead, most);
      draft.checked = sumOf(draft.checked ?? {}, change);
      await batches().updateOne({ _id: id }, { $set: { checked: draft.checked } }, { session });
    }
    return viewDetail(draft);
  });
  return edited ?? null;
}

/** Has a draft judged that nobody has judged as it is now. */
export async function checkDraft(id: ObjectId, scope: AccountDoc): Promise<void> {
  const draft = await batches().findOne({ _id: id, status: "draft", checked: { $exists: false } });
  if (draft) await recheck(draft, scope);
}

function domainsOf(rows: NonNullable<DraftChange["rows"]>): Set<string> {
  return new Set(rows.flatMap(({ values }) => (values?.email?.includes("@") ? [domainOf(values.email.trim())] : [])));
}

function sumOf(sums: Record<string, number>, change: Record<string, number>): Record<string, number> {
  const result = { ...sums };
  for (const [outcome, by] of Object.entries(change)) {
    const count = (result[outcome] ?? 0) + by;
    if (count > 0 || outcome in sums) result[outcome] = count;
  }
  return result;
}
