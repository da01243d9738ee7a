import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { type Access, authorize } from "../auth/permissions";
import { now } from "../clock";
import { accounts, transact } from "../db/client";
import type { AccountDoc, AccountStatus, Notices } from "../db/types";
import { AppError, notFound } from "../errors";
import { recordEvent } from "../events/record";
import { assertVersion } from "../http/versions";
import { noteReminderChange } from "../invitations/remind-at";
import { nameKeyOf } from "../text";
import { type AccountDetail, type ChangeAccountInput, settingsTexts } from "./schema";
import { toAccountDetail, toSettingsView } from "./view";

/**
 * Changes an account's name and settings; what is left out stays. The contact that it came from keeps its own name.
 * @param expected the versions that the change is good for; null where any is
 * @throws AppError 409 `account_not_active`, 412 `version_mismatch` with what stands there now, as a form's texts
 */
export async function changeAccount(
  actor: Actor,
  id: ObjectId,
  input: ChangeAccountInput,
  { expected }: { expected: number[] | null },
): Promise<AccountDetail> {
  const access = await authorize(actor, id, "owner:update");
  assertChangeable(access);
  return transact(async (session) => {
    // Read in the transaction: of two at once, the one that writes second starts again and meets the new version here.
    const account = await accounts().findOne({ _id: id }, { session });
    if (!account) throw notFound();
    assertChangeable({ account, status: account.status });
    const current = settingsTexts({ name: account.name, settings: toSettingsView(account) });
    assertVersion(expected, account.version, account.name, current);
    return toAccountDetail(await write(session, actor, account, input), true);
  });
}

async function write(
  session: ClientSession,
  actor: Actor,
  account: AccountDoc,
  input: ChangeAccountInput,
): Promise<AccountDoc> {
  const change = differences(account, input);
  const fields = Object.keys(change);
  if (fields.length === 0) return account;
  const { _id, version } = account;
  const changed = await accounts().findOneAndUpdate(
    { _id, version, status: "active" },
    {
      $set: {
        ...change,
        ...(change.name === undefined ? {} : { nameKey: nameKeyOf(change.name) }),
        updatedAt: now(),
      },
      $inc: { version: 1 },
    },
    { returnDocument: "after", session },
  );
  if (!changed) throw new Error("What a transaction has read, nobody else changes in it");
  if ("settings.reminderDays" in change) await noteReminderChange(session, _id);
  await recordEvent(
    session,
    actor,
    "account.updated",
    changed,
    { type: "account", id: _id },
    { fields: names(fields) },
  );
  return changed;
}

interface Change {
  name?: string;
  "settings.redirectOrigins"?: string[];
  "settings.reminderDays"?: number | null;
  "settings.notices"?: boolean | Notices;
}

/** Only what is not so already. */
function differences(
  { name, settings }: AccountDoc,
  { name: newName, settings: wanted = {} }: ChangeAccountInput,
): Change {
  const { redirectOrigins, reminderDays, notices } = wanted;
  const same = (a: string[], b: string[]) => a.length === b.length && a.every((one, index) => one === b[index]);
  return {
    ...(newName === undefined || newName === name ? {} : { name: newName }),
    ...(redirectOrigins === undefined || same(redirectOrigins, settings.redirectOrigins)
      ? {}
      : { "settings.redirectOrigins": redirectOrigins }),
    ...(reminderDays === undefined || reminderDays === settings.reminderDays
      ? {}
      : { "settings.reminderDays": reminderDays }),
    ...noticesChange(settings.notices, notices),
  };
}

/** Each kind that is named; all alike are stored as one boolean. */
function noticesChange(
  now: boolean | Notices,
  wanted: boolean | Partial<Notices> | undefined,
): Pick<Change, "settings.notices"> {
  if (wanted === undefined) return {};
  const before = eachNotice(now);
  const after = typeof wanted === "boolean" ? eachNotice(wanted) : { ...before, ...wanted };
  const kinds = Object.keys(after) as (keyof Notices)[];
  if (kinds.every((kind) => after[kind] === before[kind])) return {};
  const alike = kinds.every((kind) => after[kind] === after.accepted);
  return { "settings.notices": alike ? after.accepted : after };
}

function eachNotice(notices: boolean | Notices): Notices {
  if (typeof notices !== "boolean") return notices;
  return {
    accepted: notices,
    declined: notices,
    requested: notices,
    cancelled: notices,
    expired: notices,
    batches: notices,
  };
}

function names(fields: string[]): string {
  return fields.map((field) => field.replace("settings.", "")).join(", ");
}

const WHY_NOT: Record<Exclude<AccountStatus, "active">, string> = {
  invited: "its owner has not accepted yet",
  lapsed: "its owner's invitation ended without being accepted",
  suspended: "it is suspended",
};

function assertChangeable({ account, status }: Pick<Access, "account" | "status">): void {
  if (status === "active") return;
  throw new AppError("account_not_active", `${account.name} cannot be changed now: ${WHY_NOT[status]}.`);
}
