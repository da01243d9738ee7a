import { describe, expect, it } from "vitest";
import type { UserActor } from "@/lib/auth/actor";
import { type Access, PERMISSIONS, ROLE_PERMISSIONS } from "@/lib/auth/permissions";
import { additionsOf, waysFor } from "@/lib/console/people";
import { newId } from "@/lib/db/ids";
import type { AccountDoc, Role } from "@/lib/db/types";
import type { ListedUser } from "@/lib/users/schema";

/** What somebody may not do to a person is not offered to them. */

const account = { _id: newId() } as AccountDoc;

function viewer(role: Role, status: Access["status"] = "active") {
  const access: Access = { account, status, role, permissions: new Set(ROLE_PERMISSIONS[role]) };
  const actor: UserActor = {
    type: "user",
    id: newId(),
    email: "rui@example.com",
    emailKey: "rui@example.com",
    name: "Rui",
    memberships: [{ account: account._id, role }],
    ip: null,
  };
  return { access, actor };
}

function person(fields: Partial<ListedUser>): ListedUser {
  return {
    id: newId().toHexString(),
    email: "ana@example.com",
    firstName: "Ana",
    lastName: "",
    status: "active",
    role: "member",
    account: account._id.toHexString(),
    joinedAt: null,
    invitation: null,
    ...fields,
  };
}

function offered(role: Role, fields: Partial<ListedUser>, status?: Access["status"]): string[] {
  const { actor, access } = viewer(role, status);
  return Object.entries(waysFor(actor, access, person(fields)))
    .filter(([, way]) => way)
    .map(([name, way]) => (typeof way === "string" ? `${name} ${way}` : name));
}

describe("what can be done with a person", () => {
  it("an owner changes everybody but the owner, and offers the ownership to who is active", () => {
    expect(offered("owner", {})).toEqual(["role admin", "disable", "remove", "offer"]);
    expect(offered("owner", { role: "admin" })).toEqual(["role member", "disable", "remove", "offer"]);
    expect(offered("owner", { status: "disabled" })).toEqual(["enable", "remove"]);
    expect(offered("owner", { role: "owner" })).toEqual([]);
  });

  it("an admin changes admins and members, and offers nothing; a member changes nobody", () => {
    expect(offered("admin", {})).toEqual(["role admin", "disable", "remove"]);
    expect(offered("admin", { role: "admin" })).toEqual(["role member", "disable", "remove"]);
    expect(offered("admin", { role: "owner" })).toEqual([]);
    for (const role of ["owner", "admin", "member"] as const) expect(offered("member", { role })).toEqual([]);
  });

  it("nobody disables themselves", () => {
    const { actor, access } = viewer("admin");
    const ways = waysFor(actor, access, person({ id: actor.id.toHexString(), role: "admin" }));
    expect([ways.role, ways.disable, ways.remove]).toEqual(["member", false, true]);
  });

  it("somebody invited is changed through the invitation alone", () => {
    const at = new Date().toISOString();
    const invitation = { id: "64b8f0c2a1d3e4f5a6b7c8d9", createdAt: at, expiresAt: at };
    expect(offered("owner", { status: "invited", invitation })).toEqual([`invitation ${invitation.id}`]);
  });

  it("nothing where the account is suspended", () => {
    expect(offered("owner", {}, "suspended")).toEqual([]);
  });

  it("the words on the screen tell every permission of a role once", () => {
    expect(additionsOf("admin")).toEqual(ROLE_PERMISSIONS.admin);
    expect([...additionsOf("admin"), ...additionsOf("owner")].sort()).toEqual([...PERMISSIONS].sort());
    expect(ROLE_PERMISSIONS.member).toEqual([]);
  });
});
