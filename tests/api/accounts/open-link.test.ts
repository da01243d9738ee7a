import { ObjectId } from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { accounts, database } from "@/lib/db/client";
import { call, del, get, post } from "../../support/api";
import { createPerson, createTenant } from "../../support/factories";
import { accept, invited, invitedBusiness, linkTo, tokenTo, userDoc } from "../../support/invites";

const JSON_ONLY = { headers: { accept: "application/json" } };
const DAY = 24 * 3_600_000;

const open = (token: string) => get(`/v1/accounts/accept-invite?token=${token}`);
const check = (token: string) => get<Record<string, unknown>>(`/v1/accounts/accept-invite?token=${token}`, JSON_ONLY);

/** A token in each state in which it opens nothing, and the code that an API caller is given. */
const SPENT: Record<string, { code: string; make: () => Promise<string> }> = {
  expired: {
    code: "invite_expired",
    make: async () => {
      const { invitation } = await invited(await createTenant(), { expiresInDays: 1 });
      const token = await tokenTo(invitation.email);
      setClock(DAY);
      return token;
    },
  },
  accepted: {
    code: "invite_accepted",
    make: async () => {
      const { invitation } = await invited(await createTenant());
      const token = await tokenTo(invitation.email);
      await accept(token);
      return token;
    },
  },
  declined: {
    code: "invite_declined",
    make: async () => {
      const { invitation } = await invited(await createTenant());
      const token = await tokenTo(invitation.email);
      await post("/v1/accounts/decline-invite", { token });
      return token;
    },
  },
  cancelled: {
    code: "invite_cancelled",
    make: async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      const token = await tokenTo(invitation.email);
      await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${invitation.id}`, { as: acme.key });
      return token;
    },
  },
  replaced: {
    code: "invite_replaced",
    make: async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      const token = await tokenTo(invitation.email);
      await post(`/v1/accounts/${acme.id}/invite`, { invitationId: invitation.id }, { as: acme.key });
      return token;
    },
  },
  suspended: {
    code: "account_suspended",
    make: async () => {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      const token = await tokenTo(invitation.email);
      await accounts().updateOne({ _id: acme.account._id }, { $set: { status: "suspended" } });
      return token;
    },
  },
};

describe("GET /v1/accounts/accept-invite", () => {
  afterEach(() => setClock(0));

  it("303 to the landing page, with the token in an HttpOnly cookie for that page alone", async () => {
    const { invitation } = await invited(await createTenant());
    const token = await tokenTo(invitation.email);
    const { status, headers, text } = await open(token);
    expect(status).toBe(303);
    expect(text).toBe("");
    expect(headers.get("location")).toBe(`http://localhost:3000/accept-invite/${invitation.id}`);
    expect(headers.get("set-cookie")).toMatch(
      new RegExp(`^foyer_invite=${token}; Path=/accept-invite/${invitation.id}; .*HttpOnly; SameSite=Lax`),
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("the link of the mail is that address, and nothing but APP_URL decides its host", async () => {
    const { invitation } = await invited(await createTenant());
    const link = await linkTo(invitation.email);
    expect(link.startsWith("http://localhost:3000/v1/accounts/accept-invite?token=")).toBe(true);
    const { headers } = await get(new URL(link).pathname + new URL(link).search, {
      headers: { host: "evil.example", "x-forwarded-host": "evil.example" },
    });
    expect(headers.get("location")).toBe(`http://localhost:3000/accept-invite/${invitation.id}`);
  });

  it("changes nothing, whoever opens it and however often, by GET and by HEAD", async () => {
    const { invitation } = await invitedBusiness(await createTenant());
    const token = await tokenTo(invitation.email);
    const before = await everything();
    for (let round = 0; round < 5; round++) {
      expect((await open(token)).status).toBe(303);
      expect((await check(token)).status).toBe(200);
      expect((await call("HEAD", `/v1/accounts/accept-invite?token=${token}`)).status).toBe(303);
    }
    expect(await everything()).toEqual(before);
    expect((await accept(token)).status).toBe(200);
  });

  it("HEAD answers as GET does, without a body", async () => {
    const { invitation } = await invited(await createTenant());
    const token = await tokenTo(invitation.email);
    const { status, headers, text } = await call(
      "HEAD",
      `/v1/accounts/accept-invite?token=${token}`,
      undefined,
      JSON_ONLY,
    );
    expect([status, text, headers.get("content-type")]).toEqual([200, "", "application/json"]);
  });

  it("200 with Accept: application/json tells what stands behind the link", async () => {
    const acme = await createTenant({ name: "Acme" });
    const { invitation } = await invitedBusiness(acme, { firstName: "Ana" });
    const { status, body } = await check(await tokenTo(invitation.email));
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "valid",
      next: "signup",
      invitation: {
        id: invitation.id,
        type: "business",
        email: invitation.email,
        accountName: "Lima Bakery",
        inviterName: "Acme",
        role: "owner",
        expiresAt: invitation.expiresAt,
      },
    });
  });

  it("a person who invites is named, and next is login for who has one", async () => {
    const acme = await createTenant();
    const known = await createPerson();
    const { body } = await post<{ invitation: { email: string } }>(
      "/v1/accounts/invite",
      { type: "user", email: known.user.email },
      { as: acme.cookie },
    );
    const answer = await check(await tokenTo(body.invitation.email));
    expect(answer.body).toMatchObject({ next: "login", invitation: { inviterName: "Rui Costa", type: "user" } });
  });

  it("a browser that takes html and JSON is sent on", async () => {
    const { invitation } = await invited(await createTenant());
    const token = await tokenTo(invitation.email);
    const { status } = await get(`/v1/accounts/accept-invite?token=${token}`, {
      headers: { accept: "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8" },
    });
    expect(status).toBe(303);
  });

  it.each(Object.entries(SPENT))(
    "%s: 303 to its page with a way on, JSON: the problem of POST",
    async (reason, { code, make }) => {
      const token = await make();
      const { status, headers } = await open(token);
      expect([status, headers.get("location")]).toEqual([303, `http://localhost:3000/invite-problem?reason=${reason}`]);
      expect(headers.get("set-cookie")).toMatch(/; Path=\/invite-problem; .*HttpOnly/);
      const asJson = await check(token);
      const posted = await accept(token);
      expect(asJson.code).toBe(code);
      expect([asJson.status, asJson.code]).toEqual([posted.status, posted.code]);
    },
  );

  it.each([
    ["missing", ""],
    ["empty", "?token="],
    ["repeated", "?token=a&token=a"],
    ["tampered", "?token=eyJhbGciOiJub25lIn0.e30."],
    ["unknown", `?token=${new ObjectId().toHexString()}`],
    ["long", `?token=${"x".repeat(3000)}`],
  ])("a %s token counts as unknown", async (_, search) => {
    const { status, headers } = await get(`/v1/accounts/accept-invite${search}`);
    expect([status, headers.get("location")]).toEqual([303, "http://localhost:3000/invite-problem?reason=invalid"]);
    expect(headers.get("set-cookie")).toBeNull();
    const json = await get(`/v1/accounts/accept-invite${search}`, JSON_ONLY);
    expect([json.status, json.code]).toEqual([401, "invite_invalid"]);
  });

  it("a repeated token counts as unknown even where each of the two is good", async () => {
    const { invitation } = await invited(await createTenant());
    const token = await tokenTo(invitation.email);
    const { code } = await get(`/v1/accounts/accept-invite?token=${token}&token=${token}`, JSON_ONLY);
    expect(code).toBe("invite_invalid");
    expect((await userDoc(invitation.email)).status).toBe("invited");
  });
});

/** Everything there is, limits apart. */
async function everything(): Promise<unknown> {
  const collections = await database().collections();
  const kept = collections.filter(({ collectionName }) => collectionName !== "rate_limits");
  return Object.fromEntries(
    await Promise.all(
      kept.map(async (one) => [one.collectionName, await one.find().sort({ _id: 1 }).toArray()] as const),
    ),
  );
}
