import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { AppError } from "../errors";
import { requireId } from "../require-id";

/** The account that a call means where it names none: a key's own, the one that a person owns, else the first they joined. */
export function ownAccount(actor: Actor): ObjectId {
  if (actor.type === "api_key") return actor.account;
  const memberships = actor.type === "user" ? actor.memberships : [];
  const own = memberships.find(({ role }) => role === "owner") ?? memberships[0];
  if (own) return own.account;
  throw new AppError("forbidden", "You belong to no account. Say which one is meant.");
}

/** The account that a call names, or else the caller's own. @throws AppError 404 `not_found` for what is no id */
export function accountMeant(actor: Actor, named: string | undefined): ObjectId {
  return named === undefined ? ownAccount(actor) : requireId(named);
}
