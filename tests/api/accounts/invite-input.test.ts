import { describe, expect, it } from "vitest";
import { newId } from "@/lib/db/ids";
import type { Invited } from "@/lib/invitations/schema";
import { post } from "../../support/api";
import { address, createKey, createPerson, createSubAccount, createTenant } from "../../support/factories";
import { invite, inviteBusiness } from "../../support/invites";

const _ID = /^[0-9a-f]{24}$/;

describe("POST /v1/accounts/invite", () => {
  describe("400 for what is not well formed, 422 for what breaks a rule", () => {
    it.each([
      ["no type", { type: undefined }],
      ["a type that is none", { type: "person" }],
      ["no address", { email: undefined }],
      ["an address that is no text", { email: ["a@b.co"] }],
      ["an address that is an object", { email: { $gt: "" } }],
      ["an unknown key", { colour: "red" }],
      ["the role of owner", { role: "owner" }],
      ["a role that is none", { role: "boss" }],
      ["a message of 1,001 characters", { message: "x".repeat(1001) }],
      ["a name of 61 characters", { firstName: "x".repeat(61) }],
      ["a name with a line break", { firstName: "Ana\nLima" }],
      ["a name that turns round what follows", { firstName: "\u202egpj.exe" }],
      ["21 pairs of metadata", { metadata: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, "v"])) }],
      ["metadata that is no text", { metadata: { a: 1 } }],
      ["0 days", { expiresInDays: 0 }],
      ["91 days", { expiresInDays: 91 }],
      ["half a day", { expiresInDays: 0.5 }],
      ["days as text", { expiresInDays: "7" }],
      ["sendEmail as text", { sendEmail: "false" }],
      ["a language that is not spoken here", { locale: "xx" }],
      ["a business beside a user", { business: { name: "Lima" } }],
    ])("400 for %s", async (_, fields) => {
      const { status, code, headers } = await invite(await createTenant(), fields);
      expect([status, code]).toEqual([400, "invalid_request"]);
      expect(headers.get("content-type")).toBe("application/problem+json");
    });

    it.each([
      ["neither contactId nor business", { business: undefined }],
      ["both contactId and business", { contactId: newId().toHexString(), email: undefined }],
      ["contactId and an address", { contactId: newId().toHexString(), business: undefined }],
      ["a business without a name", { business: { phone: "1" } }],
      ["a business without an address", { email: undefined }],
      ["a role", { role: "admin" }],
      ["a name of 61 characters", { business: { name: "x".repeat(61) } }],
    ])("400 for a business with %s", async (_, fields) => {
      const { status, code } = await inviteBusiness(await createTenant(), fields);
      expect([status, code]).toEqual([400, "invalid_request"]);
    });

    it.each([
      "no-at",
      "a@b",
      '"a b"@x.co',
      "a@[127.0.0.1]",
      "Ana <ana@x.co>",
      "a@x.co,b@x.co",
      "a b@x.co",
      `${"x".repeat(65)}@x.co`,
    ])("422 invalid_email for %s, naming the field", async (email) => {
      const { status, code, body } = await invite(await createTenant(), { email });
      expect([status, code]).toEqual([422, "invalid_email"]);
      expect(body).toMatchObject({ errors: [{ path: "email", code: "invalid_email" }] });
    });

    it("every field that is wrong is named at once", async () => {
      const { body } = await invite(await createTenant(), { email: 5, role: "boss", extra: 1 });
      const { errors } = body as unknown as { errors: { path: string; code: string }[] };
      expect(errors.map(({ path }) => path).sort()).toEqual(["email", "extra", "role"]);
    });
  });

  describe("who may", () => {
    it("403 role_too_high for a key that does not hold all of an admin's permissions", async () => {
      const acme = await createTenant();
      const key = await createKey(acme, ["invitations:create"]);
      expect((await invite({ key }, { role: "member" })).status).toBe(201);
      const { status, code } = await invite({ key }, { role: "admin" });
      expect([status, code]).toEqual([403, "role_too_high"]);
      const full = await createKey(acme, [
        "invitations:read",
        "invitations:create",
        "invitations:cancel",
        "members:manage",
        "contacts:manage",
        "events:read",
      ]);
      expect((await invite({ key: full }, { role: "admin" })).status).toBe(201);
    });

    it("business needs accounts:create instead of invitations:create", async () => {
      const acme = await createTenant();
      const business = await createKey(acme, ["accounts:create"]);
      const user = await createKey(acme, ["invitations:create"]);
      expect((await inviteBusiness({ key: business })).status).toBe(201);
      expect((await invite({ key: user })).status).toBe(201);
      expect([(await inviteBusiness({ key: user })).code, (await invite({ key: business })).code]).toEqual([
        "forbidden",
        "forbidden",
      ]);
    });

    it("somebody of several accounts means the one they own, unless they say which", async () => {
      const acme = await createTenant({ name: "Acme" });
      const own = await createTenant({ name: "Own" });
      const { cookie } = await createPerson({
        memberships: [
          { account: acme.account._id, role: "member", status: "active" },
          { account: own.account._id, role: "owner", status: "active" },
        ],
      });
      const send = (fields: object) =>
        post<Invited>("/v1/accounts/invite", { type: "user", email: address(), ...fields }, { as: cookie });
      expect((await send({})).body.account.name).toBe("Own");
      expect((await send({ accountId: acme.id })).code).toBe("forbidden");
    });

    it("404 for an account that is not the caller's, below or above it", async () => {
      const acme = await createTenant();
      const sub = await createSubAccount(acme);
      const other = await createTenant();
      for (const accountId of [acme.id, other.id, newId().toHexString(), "nonsense"]) {
        const { status, code } = await invite(sub, { accountId });
        expect([status, code]).toEqual([404, "not_found"]);
      }
    });
  });
});
