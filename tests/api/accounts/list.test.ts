import { describe, expect, it } from "vitest";
import type { AccountView } from "@/lib/accounts/schema";
import { accounts } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { del, get, post } from "../../support/api";
import { createMember, createPerson, createSubAccount, createTenant } from "../../support/factories";
import { accept, invited, invitedBusiness, tokenTo } from "../../support/invites";

interface Page {
  data: AccountView[];
  nextCursor: string | null;
}
const list = async (as: string, search = "") => (await get<Page>(`/v1/accounts${search}`, { as })).body;
const names = async (as: string, search = "") => (await list(as, search)).data.map(({ name }) => name);

describe("GET /v1/accounts", () => {
  it("own first, then descendants, for the owner and for a key", async () => {
    const acme = await createTenant({ name: "Acme" });
    const middle = await createSubAccount(acme, { name: "Middle" });
    await createSubAccount(middle, { name: "Leaf" });
    await createTenant({ name: "Somebody else" });
    for (const as of [acme.key, acme.cookie]) expect(await names(as)).toEqual(["Acme", "Middle", "Leaf"]);
    expect(await names(middle.key)).toEqual(["Middle", "Leaf"]);
  });

  it("admins and members see their own account alone", async () => {
    const acme = await createTenant({ name: "Acme" });
    await createSubAccount(acme);
    for (const role of ["admin", "member"] as const)
      expect(await names((await createMember(acme, role)).cookie)).toEqual(["Acme"]);
  });

  it("an own account below another own one is listed once, first", async () => {
    const acme = await createTenant({ name: "Acme" });
    await createSubAccount(acme, { name: "First" });
    const below = await createSubAccount(acme, { name: "Below" });
    const both = await createPerson({
      memberships: [
        { account: acme.account._id, role: "owner", status: "active" },
        { account: below.account._id, role: "member", status: "active" },
      ],
    });
    expect(await names(both.cookie)).toEqual(["Acme", "Below", "First"]);
  });

  it("invited and disabled memberships show nothing", async () => {
    const acme = await createTenant();
    const person = await createPerson({
      memberships: [{ account: acme.account._id, role: "admin", status: "disabled" }],
    });
    await invited(await createTenant(), { email: person.user.email });
    expect(await names(person.cookie)).toEqual([]);
  });

  it("pages of any size join to the whole, without gaps or doubles", async () => {
    const acme = await createTenant({ name: "Acme" });
    for (let index = 0; index < 7; index++) await createSubAccount(acme, { name: `Sub ${index}` });
    const whole = await names(acme.key);
    expect(whole).toHaveLength(8);
    for (const limit of [1, 2, 3, 8, 100]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await list(acme.key, `?limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`);
        expect(page.data.length).toBeLessThanOrEqual(limit);
        seen.push(...page.data.map(({ name }) => name));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole);
    }
  });

  it("q is a prefix of the name, and no pattern", async () => {
    const acme = await createTenant({ name: "Acme" });
    for (const name of ["Lima Bakery", "LIMA Café", "A lima", "lim.*", "Zoë 🌱 Garden"])
      await createSubAccount(acme, { name });
    expect(await names(acme.key, "?q=lima")).toEqual(["Lima Bakery", "LIMA Café"]);
    expect(await names(acme.key, "?q=lim.*")).toEqual(["lim.*"]);
    expect(await names(acme.key, `?q=${encodeURIComponent("zoë ")}`)).toEqual(["Zoë 🌱 Garden"]);
  });

  it("status filters by what is answered, suspension from above included", async () => {
    const acme = await createTenant({ name: "Acme" });
    const held = await createSubAccount(acme, { name: "Held" });
    await createSubAccount(held, { name: "Below held" });
    await createSubAccount(acme, { name: "Free" });
    await invitedBusiness(acme, { business: { name: "Waiting" } });
    await post(`/v1/accounts/${held.id}/suspend`, undefined, { as: acme.key });
    expect(await names(acme.key, "?status=suspended")).toEqual(["Below held", "Held"]);
    expect(await names(acme.key, "?status=active")).toEqual(["Acme", "Free"]);
    expect(await names(acme.key, "?status=invited")).toEqual(["Waiting"]);
  });

  it.each([
    "?limit=0",
    "?limit=101",
    "?limit=x",
    "?limit=1.5",
    "?cursor=nonsense",
    "?colour=red",
    "?limit=1&limit=2",
    "?status=open",
  ])("400 for %s", async (search) => {
    const { status, code } = await get(`/v1/accounts${search}`, { as: (await createTenant()).key });
    expect([status, code]).toEqual([400, "invalid_request"]);
  });

  it("401 signed out", async () => {
    const { status, code } = await get("/v1/accounts");
    expect([status, code]).toEqual([401, "unauthenticated"]);
  });
});

describe("GET /v1/accounts/:id", () => {
  it("the account as the contract shapes it, for owner, admin and member", async () => {
    const acme = await createTenant({ name: "Acme" });
    const settings = { redirectOrigins: [], reminderDays: 2, notices: true };
    for (const [as, shown] of [
      [acme.key, settings],
      [acme.cookie, settings],
      [(await createMember(acme, "admin")).cookie, null],
      [(await createMember(acme, "member")).cookie, null],
    ] as const) {
      const { status, body, headers } = await get(`/v1/accounts/${acme.id}`, { as });
      expect([status, headers.get("etag")]).toEqual([200, '"1"']);
      expect(body).toEqual({
        id: acme.id,
        name: "Acme",
        status: "active",
        parent: null,
        owner: {
          id: acme.owner._id.toHexString(),
          email: acme.owner.email,
          firstName: "Rui",
          lastName: "Costa",
          status: "active",
        },
        contact: null,
        version: 1,
        createdAt: acme.account.createdAt.toISOString(),
        updatedAt: acme.account.updatedAt.toISOString(),
        settings: shown,
      });
    }
  });

  it("owner: while invited the invitee as the invitation names them, while lapsed null, then the owner", async () => {
    const acme = await createTenant();
    const known = await createPerson();
    const { account } = await invitedBusiness(acme, { email: known.user.email, firstName: "Ana" });
    const read = async () => (await get<AccountView>(`/v1/accounts/${account.id}`, { as: acme.key })).body;
    expect((await read()).owner).toEqual({
      id: expect.any(String),
      email: known.user.email,
      firstName: "Ana",
      lastName: "",
      status: "invited",
    });
    await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: acme.key });
    expect(await read()).toMatchObject({ status: "lapsed", owner: null });
    await post(`/v1/accounts/${account.id}/invite`, {}, { as: acme.key });
    expect(await read()).toMatchObject({ status: "invited", owner: { status: "invited" } });
    await accept(await tokenTo(known.user.email), {}, known.cookie);
    expect(await read()).toMatchObject({ status: "active", owner: { firstName: "Rui", status: "active" } });
  });

  it("nothing of the document beyond the view leaves", async () => {
    const acme = await createTenant();
    const { account } = await invitedBusiness(acme);
    await accounts().updateMany({}, { $set: { secretNote: "hidden" } } as never);
    const { text } = await get(`/v1/accounts/${account.id}`, { as: acme.key });
    for (const word of ["hidden", "nameKey", 'invite"', "token", "ancestors"]) expect(text).not.toContain(word);
  });

  it("another tenant's id answers byte for byte as a missing and a malformed one, but for the request's id", async () => {
    const acme = await createTenant();
    const other = await createTenant();
    const theirs = await invited(other);
    const strip = (text: string) => text.replace(/"requestId":"[0-9a-f-]{36}"/, "");
    for (const [address, method, body] of [
      ["/v1/accounts/:id", "GET"],
      ["/v1/accounts/:id/invitations", "GET"],
      ["/v1/accounts/:id/invite", "POST", {}],
      ["/v1/accounts/:id/invite", "POST", { email: "a@b.co" }],
      ["/v1/accounts/:id/cancel-invite", "DELETE"],
      ["/v1/accounts/:id/cancel-invite?email=a@b.co", "DELETE"],
      ["/v1/accounts/:id/suspend", "POST"],
      ["/v1/accounts/:id/unsuspend", "POST"],
    ] as const) {
      const answers = [];
      for (const id of [other.id, newId().toHexString(), "nonsense", "%F0%9F%8C%B1"]) {
        const path = address.replace(":id", id);
        const options = { as: acme.key };
        const answer =
          method === "GET"
            ? await get(path, options)
            : method === "POST"
              ? await post(path, body, options)
              : await del(path, options);
        expect([address, answer.status, answer.code]).toEqual([address, 404, "not_found"]);
        answers.push({ text: strip(answer.text), type: answer.headers.get("content-type") });
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    }
    const byInvitation = [];
    for (const id of [theirs.invitation.id, newId().toHexString(), "nonsense"]) {
      byInvitation.push(strip((await get(`/v1/invitations/${id}`, { as: acme.key })).text));
      byInvitation.push(
        strip((await post(`/v1/accounts/${acme.id}/invite`, { invitationId: id }, { as: acme.key })).text),
      );
      byInvitation.push(
        strip((await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${id}`, { as: acme.key })).text),
      );
      byInvitation.push(
        strip(
          (await post("/v1/accounts/invite", { type: "user", email: "a@b.co", accountId: id }, { as: acme.key })).text,
        ),
      );
    }
    expect(new Set(byInvitation).size).toBe(1);
  });
});
