import type { ObjectId } from "mongodb";
import { accounts } from "../db/client";
import type { AccountDoc, AccountStatus, Role } from "../db/types";
import { AppError, notFound } from "../errors";
import { noteGrant } from "../http/context";
import type { Actor } from "./actor";
import { PERMISSIONS } from "./schema";

export { PERMISSIONS };

export type Permission = (typeof PERMISSIONS)[number];

const ADMIN: readonly Permission[] = [
  "invitations:read",
  "invitations:create",
  "invitations:cancel",
  "members:manage",
  "contacts:manage",
  "events:read",
];

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  admin: ADMIN,
  member: [],
};

/** A way by which somebody reaches an account: through which account of theirs, and with what. */
interface Path {
  through: ObjectId;
  role: Role | null;
  permissions: readonly Permission[];
}

export interface Access {
  account: AccountDoc;
  /** With a suspension anywhere above counted in. */
  status: AccountStatus;
  permissions: ReadonlySet<Permission>;
  /** The actor's role where it is a person; a key has none. */
  role: Role | null;
}

/** The actor's own accounts that lead to this one: the account itself, or an owner's (or key's) account above it. */
function pathsTo(actor: Actor, account: AccountDoc): Path[] {
  if (actor.type === "system") return [{ through: account._id, role: "owner", permissions: PERMISSIONS }];
  const above = (id: ObjectId) => account.ancestors.some((ancestor) => ancestor.equals(id));
  if (actor.type === "api_key") {
    const reaches = actor.account.equals(account._id) || above(actor.account);
    return reaches ? [{ through: actor.account, role: null, permissions: actor.permissions }] : [];
  }
  return actor.memberships
    .filter(({ account: own, role }) => own.equals(account._id) || (role === "owner" && above(own)))
    .map(({ account: own, role }) => ({ through: own, role, permissions: ROLE_PERMISSIONS[role] }));
}

/** The account and all above it that are suspended themselves. */
async function suspendedIn(account: AccountDoc): Promise<ObjectId[]> {
  const own = account.status === "suspended" ? [account._id] : [];
  if (account.ancestors.length === 0) return own;
  const above = await accounts()
    .find({ _id: { $in: account.ancestors }, status: "suspended" }, { projection: { _id: 1 } })
    .toArray();
  return [...above.map(({ _id }) => _id), ...own];
}

/**
 * Loads an account for an actor, or refuses: 404 where the actor cannot see it, 403 `account_suspended` where the actor's
 * own account is suspended (itself or by one above), 403 `forbidden` where the permission is lacking.
 */
export async function authorize(actor: Actor, accountId: ObjectId, permission: Permission | "read"): Promise<Access> {
  const account = await accounts().findOne({ _id: accountId });
  if (!account) throw notFound();
  return authorizeOn(actor, account, permission);
}

/** The same for an account already loaded. */
export async function authorizeOn(actor: Actor, account: AccountDoc, permission: Permission | "read"): Promise<Access> {
  const paths = pathsTo(actor, account);
  if (paths.length === 0) throw notFound();

  const suspended = await suspendedIn(account);
  const chain = [...account.ancestors, account._id];
  const position = (id: ObjectId) => chain.findIndex((link) => link.equals(id));
  // A caller is held up by a suspension at or above the account it comes through, not by one further down.
  const open = paths.filter(({ through }) => !suspended.some((id) => position(id) <= position(through)));
  if (open.length === 0) {
    throw new AppError(
      "account_suspended",
      "This account is suspended. Whoever runs the account above it can lift the suspension.",
    );
  }

  const permissions = new Set(open.flatMap((path) => path.permissions));
  if (permission !== "read" && !permissions.has(permission)) throw lacking(permission);
  const rank: Role[] = ["owner", "admin", "member"];
  const role = rank.find((candidate) => open.some((path) => path.role === candidate)) ?? null;
  noteGrant({ account: account._id, permission });
  return { account, status: suspended.length > 0 ? "suspended" : account.status, permissions, role };
}

export function lacking(permission: Permission): AppError {
  return new AppError("forbidden", `This needs the permission ${permission}, which you do not hold in this account.`, {
    extra: { permission },
  });
}

/** 409 unless the account is active: nobody is invited into one that is not. */
export function assertActive(access: Pick<Access, "account" | "status">): void {
  if (access.status === "active") return;
  const why: Record<Exclude<AccountStatus, "active">, string> = {
    invited: "its owner has not accepted yet",
    lapsed: "its owner's invitation ended without being accepted",
    suspended: "it is suspended",
  };
  throw new AppError(
    "account_not_active",
    `${access.account.name} cannot take invitations now: ${why[access.status]}.`,
  );
}
