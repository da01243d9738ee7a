import type { UserActor } from "../auth/actor";
import { rankOf, reaches } from "../auth/grant";
import { type Access, type Permission, ROLE_PERMISSIONS } from "../auth/permissions";
import type { ListedUser } from "../users/schema";

/** What somebody may do to one of the people on the page; what they may not is not shown. */
export interface PersonWays {
  /** The other role, where it may be given. */
  role: "admin" | "member" | null;
  disable: boolean;
  enable: boolean;
  remove: boolean;
  offer: boolean;
  /** Somebody invited is changed through their invitation. */
  invitation: string | null;
}

const NONE: PersonWays = {
  role: null,
  disable: false,
  enable: false,
  remove: false,
  offer: false,
  invitation: null,
};

export function waysFor(actor: UserActor, access: Access, user: ListedUser): PersonWays {
  const { permissions, status } = access;
  if (user.invitation) return { ...NONE, invitation: permissions.has("invitations:read") ? user.invitation.id : null };
  if (status !== "active" || user.role === "owner") return NONE;
  const rank = rankOf(actor, access);
  const self = actor.id.toHexString() === user.id;
  const active = user.status === "active";
  const touch = permissions.has("members:manage") && reaches(rank, user.role);
  const other = user.role === "admin" ? "member" : "admin";
  return {
    role: touch && active && reaches(rank, other) ? other : null,
    // Nobody shuts themselves out by a slip; leaving asks first.
    disable: touch && active && !self,
    enable: touch && !active,
    remove: touch,
    offer: active && mayOffer(access),
    invitation: null,
  };
}

export function mayOffer({ permissions }: Pick<Access, "permissions">): boolean {
  return ROLE_PERMISSIONS.owner.every((one) => permissions.has(one));
}

/** What a role adds to the one below it. */
export function additionsOf(role: "owner" | "admin"): Permission[] {
  return role === "admin"
    ? [...ROLE_PERMISSIONS.admin]
    : ROLE_PERMISSIONS.owner.filter((one) => !ROLE_PERMISSIONS.admin.includes(one));
}
