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

type Roles = ReadonlyMap<string, Role>;

/** A person's role in each of their own accounts. */
function rolesOf(actor: Actor): Roles {
  const memberships = actor.type === "user" ? actor.memberships : [];
  return new Map(memberships.map(({ account, role }) => [account.toHexString(), role]));
}

/** The actor's own accounts that lead to this one: the account itself, or an owner's (or key's) account above it. */
function pathsTo(actor: Actor, account: AccountDoc, roles: Roles): Path[] {
  if (actor.type === "system") return [{ through: account._id, role: "owner", permissions: PERMISSIONS }];
  const chain = [...account.ancestors, account._id];
  if (actor.type === "api_key") {
    const reaches = chain.some((link) => link.equals(actor.account));
    return reaches ? [{ through: actor.account, role: null, permissions: actor.permissions }] : [];
  }
  return chain.flatMap((through) => {
    const role = roles.get(through.toHexString());
    const leads = role !== undefined && (role === "owner" || through.equals(account._id));
    return leads ? [{ through, role, permissions: ROLE_PERMISSIONS[role] }] : [];
  });
}

/** Of the accounts and all above them, those that are suspended themselves: one look-up, however many accounts. */
async function suspendedIn(docs: readonly AccountDoc[]): Promise<Set<string>> {
  const suspended = new Set(docs.filter(({ status }) => status === "suspended").map(({ _id }) => _id.toHexString()));
  const known = new Set(docs.map(({ _id }) => _id.toHexString()));
  const above = new Map(docs.flatMap(({ ancestors }) => ancestors).map((id) => [id.toHexString(), id]));
  const $in = [...above].flatMap(([hex, id]) => (known.has(hex) ? [] : [id]));
  if ($in.length === 0) return suspended;
  const found = await accounts()
    .find({ _id: { $in }, status: "suspended" }, { projection: { _id: 1 } })
    .toArray();
  for (const { _id } of found) suspended.add(_id.toHexString());
  return suspended;
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
  const paths = pathsTo(actor, account, rolesOf(actor));
  if (paths.length === 0) throw notFound();
  const access = accessBy(paths, account, await suspendedIn([account]), permission);
  if (access instanceof AppError) throw access;
  noteGrant({ account: account._id, permission });
  return access;
}

/** What each of some accounts already loaded is to the actor, or its refusal: one look-up for all of them. */
export async function readEach(actor: Actor, docs: readonly AccountDoc[]): Promise<(Access | AppError)[]> {
  const roles = rolesOf(actor);
  const suspended = await suspendedIn(docs);
  return docs.map((account) => {
    const paths = pathsTo(actor, account, roles);
    return paths.length === 0 ? notFound() : accessBy(paths, account, suspended, "read");
  });
}

function accessBy(
  paths: Path[],
  account: AccountDoc,
  suspended: ReadonlySet<string>,
  permission: Permission | "read",
): Access | AppError {
  const chain = [...account.ancestors, account._id];
  const held = chain.findIndex((link) => suspended.has(link.toHexString()));
  const position = (id: ObjectId) => chain.findIndex((link) => link.equals(id));
  // A caller is held up by a suspension at or above the account it comes through, not by one further down.
  const open = held === -1 ? paths : paths.filter(({ through }) => position(through) < held);
  if (open.length === 0) {
    return new AppError(
      "account_suspended",
      "This account is suspended. Whoever runs the account above it can lift the suspension.",
    );
  }

  const permissions = new Set(open.flatMap((path) => path.permissions));
  if (permission !== "read" && !permissions.has(permission)) return lacking(permission);
  const rank: Role[] = ["owner", "admin", "member"];
  const role = rank.find((candidate) => open.some((path) => path.role === candidate)) ?? null;
  return { account, status: held === -1 ? account.status : "suspended", permissions, role };
}

export function lacking(permission: Permission): AppError {
  return new AppError("forbidden", `This needs the permission ${permission}, which you do not hold in this account.`, {
    extra: { permission },
  });
}

/**
 * 409 unless the account is active: nobody is invited into one that is not, and nothing in it is changed.
 * @param cannot what is refused, as it ends the sentence "Acme cannot …"
 */
export function assertActive(access: Pick<Access, "account" | "status">, cannot = "take invitations"): void {
  if (access.status === "active") return;
  const why: Record<Exclude<AccountStatus, "active">, string> = {
    invited: "its owner has not accepted yet",
    lapsed: "its owner's invitation ended without being accepted",
    suspended: "it is suspended",
  };
  throw new AppError("account_not_active", `${access.account.name} cannot ${cannot} now: ${why[access.status]}.`);
}
