import { isDeepStrictEqual } from "node:util";
import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { reaches } from "../auth/grant";
import { reachBatch } from "../batches/access";
import { mostRoleOf } from "../batches/admit";
import { assertDraft, changeDraft, checkDraft } from "../batches/draft";
import { AppError } from "../errors";
import { consoleWords } from "../i18n/console/words";
import { type ColumnsInput, missingFields } from "./bulk-columns";

const words = consoleWords().bulk.columns;

/** Reads a draft's columns exactly as the form says, and checks all rows anew. @throws AppError where one that is needed is not among them */
export async function mapColumns(actor: UserActor, id: ObjectId, { columns, defaults }: ColumnsInput): Promise<void> {
  const { batch, access } = await reachBatch(actor, id, "change");
  const chosen = batch.header.map((_, index) => columns.get(index) ?? null);
  const missing = missingFields(batch.type, chosen);
  if (missing.length > 0) {
    throw new AppError("column_missing", missing.map((field) => words.missing[field]).join(" "));
  }
  const { redirectUrl } = batch.defaults;
  // What no form asks for stays.
  const change = { columns: chosen, defaults: { ...defaults, ...(redirectUrl ? { redirectUrl } : {}) } };
  const now = { columns: batch.columns, defaults: batch.defaults };
  // What a weaker key's list says may be taken on as it is by who may grant more.
  const same = isDeepStrictEqual(change, now) && reaches(batch.mostRole, mostRoleOf(actor, access));
  if (batch.status === "draft" && batch.checked && same) return;
  await changeDraft(actor, id, change);
}

/** Has a draft judged that nobody has judged as it is now. @throws AppError as changeDraft does */
export async function recheckDraft(actor: UserActor, id: ObjectId): Promise<void> {
  const { batch, access } = await reachBatch(actor, id, "change");
  assertDraft(batch);
  await checkDraft(id, access.account);
}
