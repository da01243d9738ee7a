import { describe, expect, it } from "vitest";
import { PERMISSIONS, type Permission } from "@/lib/auth/permissions";
import { del, get, post } from "../../support/api";
import { createKey, createMember, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { invited, invitedBusiness } from "../../support/invites";

/** What each route needs (contract §5.3). `read`: any membership, any key. */
interface Case {
  title: string;
  needs: Permission | "read";
  /** The statuses that say: it was allowed. */
  status: number;
  run: (as: string, at: Tenant, above: Tenant) => Promise<{ status: number; code: string | undefined }>;
}

const CASES: Case[] = [
  { title: "GET account", needs: "read", status: 200, run: (as, at) => get(`/v1/accounts/${at.id}`, { as }) },
  {
    title: "GET invitations",
    needs: "invitations:read",
    status: 200,
    run: (as, at) => get(`/v1/accounts/${at.id}/invitations`, { as }),
  },
  {
    title: "GET invitation",
    needs: "invitations:read",
    status: 200,
    run: async (as, at) => get(`/v1/invitations/${(await invited(at)).invitation.id}`, { as }),
  },
  {
    title: "invite a colleague",
    needs: "invitations:create",
    status: 201,
    run: (as, at) => post("/v1/accounts/invite", { type: "user", email: unique(), accountId: at.id }, { as }),
  },
  {
    title: "invite a colleague by :id/invite",
    needs: "invitations:create",
    status: 201,
    run: (as, at) => post(`/v1/accounts/${at.id}/invite`, { email: unique() }, { as }),
  },
  {
    title: "invite a business",
    needs: "accounts:create",
    status: 201,
    run: (as, at) =>
      post(
        "/v1/accounts/invite",
        { type: "business", business: { name: "B" }, email: unique(), accountId: at.id },
        { as },
      ),
  },
  {
    title: "send a colleague's again",
    needs: "invitations:create",
    status: 200,
    run: async (as, at) => {
      const { invitation } = await invited(at);
      return post(`/v1/accounts/${at.id}/invite`, { invitationId: invitation.id }, { as });
    },
  },
  {
    title: "send a business's again",
    needs: "accounts:create",
    status: 200,
    run: async (as, at) => {
      const { invitation } = await invitedBusiness(at, { email: unique() });
      return post(`/v1/accounts/${at.id}/invite`, { invitationId: invitation.id }, { as });
    },
  },
  {
    title: "withdraw a colleague's",
    needs: "invitations:cancel",
    status: 200,
    run: async (as, at) => {
      const { invitation } = await invited(at);
      return del(`/v1/accounts/${at.id}/cancel-invite?invitationId=${invitation.id}`, { as });
    },
  },
  {
    title: "withdraw a business's",
    needs: "accounts:create",
    status: 200,
    run: async (as, at) => {
      const { invitation } = await invitedBusiness(at, { email: unique() });
      return del(`/v1/accounts/${at.id}/cancel-invite?invitationId=${invitation.id}`, { as });
    },
  },
  {
    title: "add a contact",
    needs: "contacts:manage",
    status: 201,
    run: (as, at) => post("/v1/contacts", { type: "business", name: unique(), accountId: at.id }, { as }),
  },
];

const HOLD: Record<"owner" | "admin" | "member", (needs: Permission | "read") => boolean> = {
  owner: () => true,
  admin: (needs) =>
    ["read", "invitations:read", "contacts:manage", "invitations:create", "invitations:cancel"].includes(needs),
  member: (needs) => needs === "read",
};

let counter = 0;
function unique(): string {
  counter += 1;
  return `matrix-${counter}@example.com`;
}

describe("permissions", () => {
  describe.each(["owner", "admin", "member"] as const)("%s in the account itself", (role) => {
    it.each(CASES)("$title", async ({ needs, status, run }) => {
      const acme = await createTenant();
      const { cookie } = await createMember(acme, role);
      const answer = await run(cookie, acme, acme);
      expect([answer.status, answer.code]).toEqual(HOLD[role](needs) ? [status, undefined] : [403, "forbidden"]);
    });
  });

  describe("an account above", () => {
    it.each(CASES)("$title: the owner may below, admin and member do not see it", async ({ status, run }) => {
      const acme = await createTenant();
      const below = await createSubAccount(await createSubAccount(acme));
      expect((await run(acme.cookie, below, acme)).status).toBe(status);
      for (const role of ["admin", "member"] as const) {
        const answer = await run((await createMember(acme, role)).cookie, below, acme);
        expect([answer.status, answer.code]).toEqual([404, "not_found"]);
      }
    });
  });

  describe("a key", () => {
    it.each(CASES.filter(({ needs }) => needs !== "read"))(
      "$title: holds exactly what it was given, there and below",
      async ({ needs, status, run }) => {
        const acme = await createTenant();
        const below = await createSubAccount(acme);
        const one = await createKey(acme, [needs as Permission]);
        const rest = await createKey(
          acme,
          PERMISSIONS.filter((name) => name !== needs),
        );
        for (const at of [acme, below]) {
          expect((await run(one, at, acme)).status).toBe(status);
          const answer = await run(rest, at, acme);
          expect([answer.status, answer.code]).toEqual([403, "forbidden"]);
        }
        const stranger = await createTenant();
        expect((await run(stranger.key, acme, acme)).code).toBe("not_found");
      },
    );
  });

  it("401 unauthenticated signed out, with an unknown key and with a broken session", async () => {
    const acme = await createTenant();
    for (const as of [undefined, `fyr_${"0".repeat(24)}_${"x".repeat(43)}`, "next-auth.session-token=nonsense"]) {
      const { status, code, headers } = await get(`/v1/accounts/${acme.id}`, as === undefined ? {} : { as });
      expect([status, code]).toEqual([401, "unauthenticated"]);
      expect(headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  it("403 cross_site for a change by cookie from elsewhere", async () => {
    const acme = await createTenant();
    for (const headers of [
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { origin: "null", "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[]) {
      const body = { type: "user", email: unique() };
      const { status, code } = await post("/v1/accounts/invite", body, { as: acme.cookie, headers });
      expect([status, code]).toEqual([403, "cross_site"]);
    }
  });
});
