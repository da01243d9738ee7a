import { describe, expect, it } from "vitest";
import { type Actor, SYSTEM } from "@/lib/auth/actor";
import { assertMayGrant } from "@/lib/auth/grant";
import { assertActive, authorizeOn, PERMISSIONS, type Permission, ROLE_PERMISSIONS } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/ids";
import type { AccountDoc, Role } from "@/lib/db/types";

/** The table of contract §5.3, word by word. */
const TABLE: [Permission[], Record<Role, boolean>][] = [
  [
    [
      "invitations:read",
      "contacts:manage",
      "events:read",
      "invitations:create",
      "invitations:cancel",
      "members:manage",
    ],
    { owner: true, admin: true, member: false },
  ],
  [
    ["accounts:create", "owner:update", "accounts:suspend", "branding:update", "api_keys:manage", "webhooks:manage"],
    { owner: true, admin: false, member: false },
  ],
];

const root: AccountDoc = {
  _id: newId(),
  name: "Acme",
  nameKey: "acme",
  parent: null,
  ancestors: [],
  owner: null,
  contact: null,
  status: "active",
  branding: null,
  settings: { redirectOrigins: [], reminderDays: 2, notices: true },
  profile: {},
  version: 1,
  createdAt: new Date(),
  updatedAt: new Date(),
};

function person(...memberships: { account: AccountDoc; role: Role }[]): Actor {
  return {
    type: "user",
    id: newId(),
    email: "a@b.co",
    emailKey: "a@b.co",
    name: "Ana",
    memberships: memberships.map(({ account, role }) => ({ account: account._id, role })),
    ip: null,
  };
}

function key(account: AccountDoc, permissions: Permission[]): Actor {
  return { type: "api_key", id: newId(), name: "key", account: account._id, permissions, ip: null };
}

describe("roles", () => {
  it("hold what the contract's table says", () => {
    for (const [names, holds] of TABLE) {
      for (const name of names) {
        for (const role of ["owner", "admin", "member"] as const) {
          expect([role, name, ROLE_PERMISSIONS[role].includes(name)]).toEqual([role, name, holds[role]]);
        }
      }
    }
    expect([...PERMISSIONS].sort()).toEqual(TABLE.flatMap(([names]) => names).sort());
  });

  it("who does not reach an account finds nothing there", async () => {
    const other = { ...root, _id: newId() };
    for (const actor of [person(), person({ account: other, role: "owner" }), key(other, [...PERMISSIONS])]) {
      await expect(authorizeOn(actor, root, "read")).rejects.toMatchObject({ code: "not_found", status: 404 });
    }
  });

  it("who reaches it without the permission is told which one is lacking", async () => {
    await expect(
      authorizeOn(person({ account: root, role: "member" }), root, "invitations:read"),
    ).rejects.toMatchObject({
      code: "forbidden",
      extra: { permission: "invitations:read" },
    });
    await expect(authorizeOn(key(root, []), root, "read")).resolves.toMatchObject({ role: null });
  });

  it("a suspended account answers its own people 403 account_suspended", async () => {
    const suspended: AccountDoc = { ...root, status: "suspended" };
    await expect(authorizeOn(person({ account: root, role: "owner" }), suspended, "read")).rejects.toMatchObject({
      code: "account_suspended",
      status: 403,
    });
  });
});

describe("granting", () => {
  const may = async (actor: Actor, role: Role) => {
    const access = await authorizeOn(actor, root, "read");
    try {
      assertMayGrant(actor, access, role);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: "role_too_high", status: 403 });
      return false;
    }
  };

  it("people grant up to their own role, never owner", async () => {
    for (const [own, granted] of [
      ["owner", ["admin", "member"]],
      ["admin", ["admin", "member"]],
      ["member", ["member"]],
    ] as const) {
      for (const role of ["owner", "admin", "member"] as const) {
        const actor = person({ account: root, role: own });
        expect([own, role, await may(actor, role)]).toEqual([own, role, (granted as readonly Role[]).includes(role)]);
      }
    }
  });

  it("a key grants admin only with all of an admin's permissions", async () => {
    const admin = [...ROLE_PERMISSIONS.admin];
    expect(await may(key(root, admin), "admin")).toBe(true);
    for (const left of admin)
      expect([
        left,
        await may(
          key(
            root,
            admin.filter((name) => name !== left),
          ),
          "admin",
        ),
      ]).toEqual([left, false]);
    expect(await may(key(root, ["invitations:create"]), "member")).toBe(true);
  });
});

describe("an account that is not active", () => {
  it.each(["invited", "lapsed", "suspended"] as const)(
    "%s takes no invitations, and the sentence says why",
    async (status) => {
      const access = await authorizeOn(SYSTEM, root, "read");
      expect(() => assertActive({ account: root, status })).toThrow(
        expect.objectContaining({
          code: "account_not_active",
          status: 409,
          message: expect.stringMatching(/^Acme cannot .*\.$/),
        }),
      );
      expect(() => assertActive(access)).not.toThrow();
    },
  );
});
