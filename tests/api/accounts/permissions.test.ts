import { describe, expect, it } from "vitest";
import { get, post } from "../../support/api";
import { address, createTenant } from "../../support/factories";

/** Who calls at all; what each caller may is in tests/api/permission-matrix.test.ts. */
describe("credentials", () => {
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
      const body = { type: "user", email: address() };
      const { status, code } = await post("/v1/accounts/invite", body, { as: acme.cookie, headers });
      expect([status, code]).toEqual([403, "cross_site"]);
    }
  });
});
