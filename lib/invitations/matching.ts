import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { type Access, authorize, authorizeOn, lacking } from "../auth/permissions";
import { batches, invitations } from "../db/client";
import { firstIdAt, parseId } from "../db/ids";
import type { InvitationDoc } from "../db/types";
import { AppError } from "../errors";
import { log } from "../log";
import { afterCursor, prefixRange, toPage } from "../paging";
import { nameKeyOf } from "../text";
import { NEEDS } from "./find";
import { filtersOf, type InvitationFilters, KEYS } from "./list";
import { MAIL_LIMIT_SPENT } from "./mail-limit";
import { MOST_AT_ONCE } from "./schema";

/**
 * Sets of an account's invitations, sent again or withdrawn together. A call handles some hundreds, in the order of their
 * ids, and says where the next one goes on: what it does is one transaction, so that a repeat under its Idempotency-Key has
 * no effect of its own, and no set is too long.
 */

export interface Selection extends Omit<InvitationFilters, "limit"> {
  /** Just these, in place of filters. */
  invitationIds?: readonly string[];
}

type Type = InvitationDoc["type"];

/**
 * What the set is about, and which types of invitations in it are the caller's to touch.
 * @throws AppError 403 where none is, or where the set names one that is not
 */
export async function authorizeSet(
  actor: Actor,
  accountId: ObjectId,
  { type, role }: Selection,
  purpose: keyof typeof NEEDS,
): Promise<{ access: Access; types: Type[] }> {
  const { account, permissions } = await authorize(actor, accountId, "read");
  const named = type ?? (role === "owner" ? "business" : role ? "user" : undefined);
  const wanted: Type[] = named ? [named] : ["user", "business"];
  const types = wanted.filter((one) => permissions.has(NEEDS[purpose][one]));
  if (types.length === 0) throw lacking(NEEDS[purpose][named ?? "user"]);
  const granted: Access[] = [];
  for (const one of types) granted.push(await authorizeOn(actor, account, NEEDS[purpose][one]));
  return { access: granted[0] as Access, types };
}

export interface Matches {
  ids: ObjectId[];
  nextCursor: string | null;
}

/** The next of the set, in the order of their ids. */
export async function findMatches(accountId: ObjectId, selection: Selection, types: readonly Type[]): Promise<Matches> {
  const { invitationIds, cursor } = selection;
  const after = afterCursor(cursor);
  if (invitationIds) {
    const ids = new Map(invitationIds.map((id) => [id.toLowerCase(), parseId(id)]));
    const found = await invitations()
      .find(
        { _id: { $in: [...ids.values()].flatMap((id) => id ?? []) }, scope: accountId, status: { $ne: "preparing" } },
        { projection: { _id: 1 } },
      )
      .sort({ _id: 1 })
      .toArray();
    return { ids: found.map(({ _id }) => _id), nextCursor: null };
  }
  const filters = filtersOf(accountId, types.length === 1 ? { ...selection, type: types[0] } : selection);
  if (!filters) return { ids: [], nextCursor: null };
  const prefix = nameKeyOf(selection.q ?? "");
  const from = after ?? (await firstIdOf(selection.batch));
  const found = await invitations()
    .find(
      {
        ...filters.made,
        ...(prefix === "" ? {} : { $or: KEYS.map((key): Filter<InvitationDoc> => ({ [key]: prefixRange(prefix) })) }),
        ...(from ? { _id: after ? { $gt: after } : { $gte: from } } : {}),
      },
      { projection: { _id: 1 }, ...(prefix === "" ? { hint: filters.hint } : {}) },
    )
    .sort({ _id: 1 })
    .limit(MOST_AT_ONCE + 1)
    .toArray();
  const { docs, nextCursor } = toPage(found, MOST_AT_ONCE);
  return { ids: docs.map(({ _id }) => _id), nextCursor };
}

/** A list's invitations are not older than its start: those before it need not be read. */
async function firstIdOf(batch: string | undefined): Promise<ObjectId | null> {
  const id = batch === undefined ? null : parseId(batch);
  const found = id && (await batches().findOne({ _id: id }, { projection: { startedAt: 1 } }));
  return found?.startedAt ? firstIdAt(found.startedAt) : null;
}

/** Why some of a set are left as they are, for all of them at once; another refusal says it of the first one met. */
const WHY: Record<string, string> = {
  forbidden: "These need a permission that you do not hold here.",
  role_too_high: "Their role allows more than you do yourself.",
  invitation_accepted: "These have been accepted.",
  invitation_declined: "These had been declined.",
  invitation_cancelled: "These had been withdrawn.",
  invitation_expired: "These had expired.",
  invitation_pending: "These were invited again already.",
  mail_waiting: "The first mail to these has yet to leave, with the others of their list.",
  resend_too_soon: "These were sent again less than a minute ago.",
  resend_limit: "These have been sent again as often as one can be. Withdraw them and invite anew, or ask another way.",
  mail_suppressed: "Mail to these addresses is stopped. Correct the address, or insist on each by itself.",
  rate_limited: MAIL_LIMIT_SPENT,
};

/** What became of each of a set, counted. */
export class Tally {
  private done = 0;
  private failed = 0;
  private readonly refusals = new Map<string, { message: string; count: number }>();

  constructor(private readonly matches: Matches) {}

  add(count: number): void {
    this.done += count;
  }

  refuse(code: string, message?: string): void {
    const known = this.refusals.get(code);
    if (known) known.count += 1;
    else this.refusals.set(code, { message: WHY[code] ?? message ?? code, count: 1 });
  }

  /** What one of them met with; a fault of ours is logged and does not stop the rest. */
  meet(error: unknown, invitation: ObjectId): void {
    if (error instanceof AppError && error.status < 500) this.refuse(error.code, error.message);
    else {
      this.failed += 1;
      log.error("One of a set of invitations could not be handled", { invitation, error });
    }
  }

  /** A copy to go on with, for a transaction that may run more than once. */
  copy(): Tally {
    const copy = new Tally(this.matches);
    copy.done = this.done;
    copy.failed = this.failed;
    for (const [code, refusal] of this.refusals) copy.refusals.set(code, { ...refusal });
    return copy;
  }

  /** @param verb as it follows "were": "sent again" */
  answer(verb: string) {
    const reasons = [...this.refusals].map(([code, { count, message }]) => ({ code, count, message }));
    const skipped = reasons.reduce((sum, { count }) => sum + count, 0);
    const { nextCursor, ids } = this.matches;
    const counts = { matched: ids.length, done: this.done, skipped, failed: this.failed };
    return { message: this.sentence(verb, skipped), counts, reasons, nextCursor };
  }

  private sentence(verb: string, skipped: number): string {
    const { nextCursor, ids } = this.matches;
    if (ids.length === 0) return "No invitation matches.";
    const of = (count: number) => (count === 1 ? "1 invitation was" : `${count} invitations were`);
    const left = skipped + this.failed;
    return [
      `${of(this.done)} ${verb}.`,
      left > 0 ? `${left} ${left === 1 ? "was" : "were"} left as ${left === 1 ? "it was" : "they were"}.` : null,
      nextCursor ? "There are more: call again with the cursor." : null,
    ]
      .filter((part) => part !== null)
      .join(" ");
  }
}
