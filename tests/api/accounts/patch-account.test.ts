import { describe, expect, it } from "vitest";
import { type AccountDetail, NOTICES } from "@/lib/accounts/schema";
import { readAccountSettings } from "@/lib/accounts/settings";
import { userActor } from "@/lib/auth/session";
import { accounts, contacts, events } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { type CallOptions, del, get, patch, post } from "../../support/api";
import {
  createContact,
  createKey,
  createMember,
  createSubAccount,
  createTenant,
  type Tenant,
} from "../../support/factories";
import { accept, invite, invitedBusiness, tokenTo } from "../../support/invites";
import type { ProblemBody } from "../../support/request";

const change = <Body = AccountDetail>(
  { id, key }: Pick<Tenant, "id" | "key">,
  body: unknown,
  options: CallOptions = {},
) => patch<Body>(`/v1/accounts/${id}`, body, { as: key, ...options });

const ifMatch = (version: number) => ({ headers: { "if-match": `"${version}"` } });

describe("PATCH /v1/accounts/:id", () => {
  it("200 with the account, its settings and its new version; what is left out stays", async () => {
    const acme = await createTenant({ name: "Acme" });
    const first = await change(acme, {
      name: " Acme & Sons ",
      settings: { redirectOrigins: ["https://app.acme.example"] },
    });
    expect([first.status, first.headers.get("etag")]).toEqual([200, '"2"']);
    expect(first.body).toMatchObject({
      id: acme.id,
      name: "Acme & Sons",
      version: 2,
      settings: { redirectOrigins: ["https://app.acme.example"], reminderDays: 2, notices: true },
    });
    const second = await change(acme, { settings: { reminderDays: null, notices: false } });
    expect(second.body).toMatchObject({
      name: "Acme & Sons",
      version: 3,
      settings: { redirectOrigins: ["https://app.acme.example"], reminderDays: null, notices: false },
    });
    const read = await get<AccountDetail>(`/v1/accounts/${acme.id}`, { as: acme.key });
    expect([read.body, read.headers.get("etag")]).toEqual([second.body, '"3"']);
  });

  it("is found and listed by the new name, and its contact keeps the old one", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme, { name: "Lima Bakery" });
    const { account, invitation } = await invitedBusiness(acme, {
      contactId: contact.id,
      business: undefined,
      email: undefined,
    });
    await accept(await tokenTo(invitation.email));
    await change({ id: account.id, key: acme.key }, { name: "ZEBRA Bakery" });
    const { body } = await get<{ data: AccountDetail[] }>("/v1/accounts?q=zebra", { as: acme.key });
    expect(body.data.map(({ name }) => name)).toEqual(["ZEBRA Bakery"]);
    expect((await contacts().findOne({ _id: contact._id }))?.name).toBe("Lima Bakery");
  });

  it("origins are kept as browsers write them, each once, and let invitees be sent there", async () => {
    const acme = await createTenant();
    const { status, body } = await change(acme, {
      settings: {
        redirectOrigins: [
          "HTTPS://App.Acme.Example:443/",
          "https://app.acme.example",
          " https://münchen.example ",
          "http://localhost:3000",
          "http://127.0.0.1",
          "http://[::1]:8080",
        ],
      },
    });
    expect(status).toBe(200);
    expect(body.settings?.redirectOrigins).toEqual([
      "https://app.acme.example",
      "https://xn--mnchen-3ya.example",
      "http://localhost:3000",
      "http://127.0.0.1",
      "http://[::1]:8080",
    ]);
    const allowed = await invite(acme, { redirectUrl: "https://app.acme.example/welcome?from=foyer" });
    expect(allowed.status).toBe(201);
    const elsewhere = await invite(acme, { redirectUrl: "https://app.acme.example.evil.example/" });
    expect(elsewhere.code).toBe("redirect_not_allowed");
  });

  it.each([
    ["app.acme.example"],
    ["https:app.acme.example"],
    ["https:\\\\app.acme.example"],
    ["https://app.acme.example/path"],
    ["https://app.acme.example/?"],
    ["https://app.acme.example/#top"],
    ["https://user@app.acme.example"],
    ["https://user:password@app.acme.example"],
    ["https://*.acme.example"],
    ["https://app.acme.example https://other.example"],
    ["http://app.acme.example"],
    ["http://localhost.acme.example"],
    ["ftp://app.acme.example"],
    ["javascript:alert(1)"],
    ["https://"],
    [""],
    [7],
  ])("400 for the origin %j, by the path of the item", async (origin) => {
    const acme = await createTenant();
    const body = { settings: { redirectOrigins: ["https://good.example", origin] } };
    const answer = await change<ProblemBody>(acme, body);
    expect([answer.status, answer.code]).toEqual([400, "invalid_request"]);
    expect(answer.body.errors.map(({ path }) => path)).toEqual(["settings.redirectOrigins.1"]);
    expect((await accounts().findOne({ _id: acme.account._id }))?.settings.redirectOrigins).toEqual([]);
  });

  it.each([
    ["nothing", {}],
    ["empty settings", { settings: {} }],
    ["an unknown key", { colour: "red" }],
    ["an unknown setting", { settings: { colour: "red" } }],
    ["a status", { name: "Acme", status: "suspended" }],
    ["an empty name", { name: "  " }],
    ["a name of 61 characters", { name: "a".repeat(61) }],
    ["a name that turns writing round", { name: "Acme \u202eemca" }],
    ["a name that is none", { name: null }],
    ["21 origins", { settings: { redirectOrigins: Array.from({ length: 21 }, (_, n) => `https://${n}.example`) } }],
    ["origins that are a text", { settings: { redirectOrigins: "https://a.example" } }],
    ["no reminder days", { settings: { reminderDays: 0 } }],
    ["31 reminder days", { settings: { reminderDays: 31 } }],
    ["half a reminder day", { settings: { reminderDays: 1.5 } }],
    ["reminder days as a text", { settings: { reminderDays: "2" } }],
    ["notices as a text", { settings: { notices: "on" } }],
    ["a list", []],
  ])("400 for %s", async (_what, body) => {
    const acme = await createTenant();
    const { status, code } = await change(acme, body);
    expect([status, code]).toEqual([400, "invalid_request"]);
    expect((await accounts().findOne({ _id: acme.account._id }))?.version).toBe(1);
  });

  it.each([
    [{ accepted: "no" }, "settings.notices.accepted", "Must be true or false."],
    [{ accepted: true, expired: null }, "settings.notices.expired", "Must be true or false."],
    [{ unknown: true }, "settings.notices.unknown", "Is not a field that is known here."],
    [null, "settings.notices", "Must be true or false."],
    ["no", "settings.notices", "Must be true or false."],
  ])("names the notice that is wrong in %j", async (notices, path, message) => {
    const { status, body } = await change<ProblemBody>(await createTenant(), { settings: { notices } });
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ path, message })]);
  });

  it("what is so already changes nothing: same version, no event", async () => {
    const acme = await createTenant({ name: "Acme" });
    const { status, body } = await change(acme, {
      name: "Acme",
      settings: { redirectOrigins: [], reminderDays: 2, notices: true },
    });
    expect([status, body.version]).toEqual([200, 1]);
    expect(await events().countDocuments({ type: "account.updated", account: acme.account._id })).toBe(0);
  });

  it("writes one event that names the fields and no values", async () => {
    const acme = await createTenant();
    await change(acme, { name: "New", settings: { redirectOrigins: ["https://secret.example"], notices: true } });
    const [event, ...others] = await events().find({ type: "account.updated", account: acme.account._id }).toArray();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      actor: { type: "api_key", name: "tests" },
      subject: { type: "account", id: acme.account._id },
      detail: { fields: "name, redirectOrigins" },
    });
    expect(JSON.stringify(event)).not.toContain("secret.example");
  });

  it("412 version_mismatch with what stands there now, and then with the new version it goes through", async () => {
    const acme = await createTenant({ name: "Acme" });
    await change(acme, {
      name: "Theirs",
      settings: { reminderDays: null, redirectOrigins: ["https://a.example", "https://b.example"] },
    });
    const late = await change<ProblemBody & { version: number; current: unknown }>(acme, { name: "Mine" }, ifMatch(1));
    expect([late.status, late.code, late.body.version]).toEqual([412, "version_mismatch", 2]);
    expect(late.body.current).toEqual({
      name: "Theirs",
      redirectOrigins: "https://a.example\nhttps://b.example",
      reminderDays: "",
      ...Object.fromEntries(NOTICES.map((notice) => [`notices.${notice}`, "on"])),
    });
    expect((await change(acme, { name: "Mine" }, ifMatch(2))).body).toMatchObject({ name: "Mine", version: 3 });
    expect((await change(acme, { name: "Any" }, { headers: { "if-match": "*" } })).status).toBe(200);
    expect((await change(acme, { name: "Any" }, { headers: { "if-match": "3" } })).code).toBe("invalid_request");
  });

  it("of many at once for one version exactly one wins; without a version all do, one after the other", async () => {
    const acme = await createTenant();
    const names = Array.from({ length: 6 }, (_, index) => `Name ${index}`);
    const raced = await Promise.all(names.map((name) => change(acme, { name }, ifMatch(1))));
    expect(raced.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
    const free = await Promise.all(names.map((name) => change(acme, { name: `${name}!` })));
    expect(free.map(({ status }) => status)).toEqual(names.map(() => 200));
    expect((await accounts().findOne({ _id: acme.account._id }))?.version).toBe(2 + names.length);
  });

  it("a repeat with the same Idempotency-Key answers the same, ETag included, and changes once", async () => {
    const acme = await createTenant();
    const headers = { "idempotency-key": "rename-once", "if-match": '"1"' };
    const first = await change(acme, { name: "Once" }, { headers });
    const again = await change(acme, { name: "Once" }, { headers });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([200, first.text, '"2"']);
  });

  it("409 account_not_active while invited or lapsed", async () => {
    const acme = await createTenant();
    const { account } = await invitedBusiness(acme);
    const one = { id: account.id, key: acme.key };
    expect((await change(one, { name: "New" })).code).toBe("account_not_active");
    await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: acme.key });
    const { status, code } = await change(one, { name: "New" });
    expect([status, code]).toEqual([409, "account_not_active"]);
  });

  it("suspended, itself or from above: 409 for those above, 403 account_suspended for its own people", async () => {
    const root = await createTenant();
    const middle = await createSubAccount(root);
    const leaf = await createSubAccount(middle);
    await post(`/v1/accounts/${middle.id}/suspend`, undefined, { as: root.key });
    for (const { id } of [middle, leaf]) {
      expect((await change({ id, key: root.key }, { name: "New" })).code).toBe("account_not_active");
    }
    for (const one of [middle, leaf]) expect((await change(one, { name: "New" })).code).toBe("account_suspended");
  });

  it("needs owner:update; 404 from beside and from below", async () => {
    const root = await createTenant();
    const leaf = await createSubAccount(root);
    const forbidden = [
      await createKey(root, ["accounts:create", "branding:update"]),
      (await createMember(root, "admin")).cookie,
      (await createMember(root, "member")).cookie,
    ];
    for (const key of forbidden) {
      const { status, code } = await change({ id: root.id, key }, { name: "New" });
      expect([status, code]).toEqual([403, "forbidden"]);
    }
    for (const key of [leaf.key, (await createTenant()).key]) {
      expect((await change({ id: root.id, key }, { name: "New" })).code).toBe("not_found");
    }
    expect((await change({ id: newId().toHexString(), key: root.key }, { name: "New" })).code).toBe("not_found");
    expect((await change({ id: leaf.id, key: root.cookie }, { name: "From above" })).body.name).toBe("From above");
    expect((await patch(`/v1/accounts/${root.id}`, { name: "New" })).code).toBe("unauthenticated");
  });

  it("settings are shown to who may change them, and null to any other", async () => {
    const root = await createTenant();
    const leaf = await createSubAccount(root);
    const read = async (as: string) => (await get<AccountDetail>(`/v1/accounts/${leaf.id}`, { as })).body.settings;
    for (const as of [root.key, root.cookie, leaf.cookie, await createKey(root, ["owner:update"])]) {
      expect(await read(as)).toEqual({ redirectOrigins: [], reminderDays: 2, notices: true });
    }
    for (const as of [(await createMember(leaf, "admin")).cookie, await createKey(root, ["invitations:read"])]) {
      expect(await read(as)).toBeNull();
    }
  });
});

describe("the settings page's read", () => {
  it("gives the version and the settings to who may change them, and 403 to an admin", async () => {
    const acme = await createTenant({ name: "Acme" });
    expect(await readAccountSettings(userActor(acme.owner, null), acme.account._id)).toEqual({
      version: 1,
      name: "Acme",
      status: "active",
      settings: { redirectOrigins: [], reminderDays: 2, notices: true },
    });
    const admin = userActor((await createMember(acme, "admin")).user, null);
    await expect(readAccountSettings(admin, acme.account._id)).rejects.toMatchObject({ code: "forbidden" });
  });
});
