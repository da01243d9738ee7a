import type { ObjectId } from "mongodb";
import { type Actor, actorRef } from "../auth/actor";
import { assertActive, authorize } from "../auth/permissions";
import { now } from "../clock";
import { accounts, templates, transact } from "../db/client";
import { newId } from "../db/ids";
import { AppError, type FieldError, notFound } from "../errors";
import { recordEvent } from "../events/record";
import { assertVersion } from "../http/versions";
import { checkWording, type EditableKind, isEditable, type WordingPart } from "../mail/wording";
import { CANNOT } from "./change";
import type { ChangeTemplateInput, TemplateList, TemplateLocale, TemplateView } from "./schema";
import { localeOf, viewTemplate, viewTemplates } from "./template-view";

/** So many earlier versions are kept. */
const MOST_HISTORY = 20;

/** The letters that the account can put in its own words; in its own language where none is named. */
export async function listTemplates(actor: Actor, id: ObjectId, locale?: TemplateLocale): Promise<TemplateList> {
  const { account } = await authorize(actor, id, "branding:update");
  const language = localeOf(account, locale);
  return { locale: language, data: await viewTemplates(account, language) };
}

/** @throws AppError 404 also for a letter that always says what Foyer says */
export async function readTemplate(
  actor: Actor,
  id: ObjectId,
  kind: string,
  locale?: TemplateLocale,
): Promise<TemplateView> {
  const { account } = await authorize(actor, id, "branding:update");
  return viewTemplate(account, requireEditable(kind), localeOf(account, locale));
}

/**
 * Puts a letter in the account's own words; null takes a part back, so that it is inherited again.
 * @param expected the versions that the change is good for; null where any is
 * @throws AppError 409 `account_not_active`, 412 `version_mismatch`, 422 `wording_invalid`
 */
export async function changeTemplate(
  actor: Actor,
  id: ObjectId,
  kind: string,
  { locale, ...wanted }: ChangeTemplateInput,
  { expected = null }: { expected?: number[] | null } = {},
): Promise<TemplateView> {
  assertActive(await authorize(actor, id, "branding:update"), CANNOT);
  const editable = requireEditable(kind);
  assertWording(editable, wanted);
  return write(actor, id, editable, locale, expected, wanted);
}

/** Takes both parts back. What stood there stays in the history. */
export async function resetTemplate(
  actor: Actor,
  id: ObjectId,
  kind: string,
  { locale, expected = null }: { locale?: TemplateLocale | undefined; expected?: number[] | null } = {},
): Promise<TemplateView> {
  assertActive(await authorize(actor, id, "branding:update"), CANNOT);
  return write(actor, id, requireEditable(kind), locale, expected, { subject: null, introduction: null });
}

export interface Wanted {
  subject?: string | null | undefined;
  introduction?: string | null | undefined;
}

async function write(
  actor: Actor,
  id: ObjectId,
  kind: EditableKind,
  named: TemplateLocale | undefined,
  expected: number[] | null,
  { subject, introduction }: Wanted,
): Promise<TemplateView> {
  return transact(async (session) => {
    const account = await accounts().findOne({ _id: id }, { session });
    if (!account) throw notFound();
    assertActive({ account, status: account.status }, CANNOT);
    const locale = localeOf(account, named);
    const found = await templates().findOne({ account: id, kind, locale }, { session });
    const before = { subject: found?.subject ?? null, introduction: found?.introduction ?? null };
    assertVersion(expected, found?.version ?? 0, "This letter", {
      subject: before.subject ?? "",
      introduction: before.introduction ?? "",
    });
    const after = {
      subject: subject === undefined ? before.subject : subject,
      introduction: introduction === undefined ? before.introduction : introduction,
    };
    const same = after.subject === before.subject && after.introduction === before.introduction;
    if (same) return viewTemplate(account, kind, locale, session);

    const earlier = found ? [{ ...before, version: found.version, by: found.by, at: found.updatedAt }] : [];
    const history = [...earlier, ...(found?.history ?? [])].slice(0, MOST_HISTORY);
    // The version was read in this transaction, so a second writer conflicts; the unique index does it for the first two.
    await templates().updateOne(
      { _id: found?._id ?? newId(), account: id, kind, locale, version: found?.version ?? 0 },
      { $set: { ...after, history, by: actorRef(actor), updatedAt: now() }, $inc: { version: 1 } },
      { upsert: !found, session },
    );
    const reset = after.subject === null && after.introduction === null;
    const type = reset ? "template.reset" : "template.updated";
    await recordEvent(session, actor, type, account, { type: "account", id }, { kind, locale });
    return viewTemplate(account, kind, locale, session);
  });
}

export function requireEditable(kind: string): EditableKind {
  if (!isEditable(kind)) throw notFound();
  return kind;
}

/** @throws AppError 422 `wording_invalid` with everything that is wrong, part by part */
export function assertWording(kind: EditableKind, { subject, introduction }: Wanted): void {
  const problems = (part: WordingPart, text: string | null | undefined): FieldError[] =>
    typeof text === "string" ? checkWording(kind, text, part).map((problem) => ({ path: part, ...problem })) : [];
  const errors = [...problems("subject", subject), ...problems("introduction", introduction)];
  const [first] = errors;
  if (!first) return;
  const detail =
    errors.length === 1 ? `${first.path}: ${first.message}` : errors.map(({ message }) => message).join(" ");
  throw new AppError("wording_invalid", detail, { errors });
}
