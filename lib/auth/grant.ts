import type { Role } from "../db/types";
import { AppError } from "../errors";
import type { Actor } from "./actor";
import { type Access, ROLE_PERMISSIONS } from "./permissions";

/** Nobody grants what they do not hold, nor touches who holds more. */

const RANK: Record<Role, number> = { member: 0, admin: 1, owner: 2 };

/** Whether a role can do all that another can. */
export function reaches(role: Role, other: Role): boolean {
  return RANK[role] >= RANK[other];
}

/** The role that can do less. */
export function lowerOf(role: Role, other: Role): Role {
  return reaches(role, other) ? other : role;
}

/** As which role somebody counts here: a person by their role, a key by all of whose permissions it holds. */
export function rankOf(actor: Actor, access: Pick<Access, "role" | "permissions">): Role {
  if (actor.type !== "api_key") return access.role ?? "member";
  const roles: Role[] = ["owner", "admin"];
  return roles.find((role) => ROLE_PERMISSIONS[role].every((one) => access.permissions.has(one))) ?? "member";
}

/** A role for somebody else: up to one's own, and never the owner's, which only a transfer gives. */
export function assertMayGrant(actor: Actor, access: Pick<Access, "role" | "permissions">, role: Role): void {
  if (role !== "owner" && reaches(rankOf(actor, access), role)) return;
  throw new AppError("role_too_high", `The role ${role} allows more than you do yourself. Choose a lower one.`);
}
