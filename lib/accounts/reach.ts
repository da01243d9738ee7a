import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { type Access, readEach } from "../auth/permissions";
import { accounts } from "../db/client";
import type { AccountDoc } from "../db/types";
import { AppError } from "../errors";

/** What an actor sees: the accounts it belongs to, and all below those it owns. */
export interface Reach {
  /** In the order of their ids. */
  own: Access[];
  /** Those with descendants to see. None lies below another, so that nothing is found below two. */
  roots: ObjectId[];
}

/** MongoDB reads the index once for each id and merges what it reads, up to a number of its own; so this many at a time. */
const AT_ONCE = 50;

/** @throws AppError 403 `account_suspended` where the actor belongs somewhere, and nowhere that is open */
export async function reachOf(actor: Actor): Promise<Reach> {
  if (actor.type === "system") return { own: [], roots: [] };
  const memberships =
    actor.type === "api_key" ? [{ account: actor.account, role: "owner" as const }] : actor.memberships;
  const docs = await accounts()
    .find({ _id: { $in: memberships.map(({ account }) => account) } })
    .sort({ _id: 1 })
    .toArray();
  const checked = await readEach(actor, docs);
  const own = checked.filter((one): one is Access => !(one instanceof AppError));
  const refused = checked.find((one) => one instanceof AppError);
  if (own.length === 0 && refused) throw refused;

  const owned = new Set(memberships.flatMap(({ account, role }) => (role === "owner" ? [account.toHexString()] : [])));
  const led = own.map(({ account }) => account).filter(({ _id }) => owned.has(_id.toHexString()));
  const heads = new Set(led.map(({ _id }) => _id.toHexString()));
  const roots = led.filter(({ ancestors }) => !ancestors.some((id) => heads.has(id.toHexString())));
  return { own, roots: roots.map(({ _id }) => _id) };
}

/** All below those roots that are not the actor's own, as filters of which no two find the same. */
export function belowEach({ own, roots }: Reach): Filter<AccountDoc>[] {
  const heads = new Set(roots.map((id) => id.toHexString()));
  const nested = own.filter(({ account }) => account.ancestors.some((id) => heads.has(id.toHexString())));
  const others = nested.length === 0 ? {} : { $and: [{ _id: { $nin: nested.map(({ account }) => account._id) } }] };
  return below(roots).map((filter) => ({ ...filter, ...others }));
}

/** All below some accounts, of which none lies below another. */
export function below(ids: ObjectId[]): Filter<AccountDoc>[] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, index) => {
    const $in = ids.slice(index * AT_ONCE, (index + 1) * AT_ONCE);
    return { ancestors: $in.length === 1 && $in[0] ? $in[0] : { $in } };
  });
}
