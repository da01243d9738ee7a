import { beforeAll, describe, expect, it } from "vitest";
import { contrast, parseHex } from "@/lib/brand-colour";
import type { BrandingView } from "@/lib/branding/schema";
import { accounts, brandings, events } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { brandOf } from "@/lib/mail/brand";
import { keepBrandVersion, readBrandVersion } from "@/lib/mail/brand-version";
import { get, put } from "../../support/api";
import { createKey, createMember, createSubAccount, createTenant, type Tenant } from "../../support/factories";

const at = ({ id }: Pick<Tenant, "id">) => `/v1/accounts/${id}/branding`;
const brand = (tenant: Tenant, body: unknown, headers: Record<string, string> = {}) =>
  put<BrandingView>(at(tenant), body, { as: tenant.key, headers });

/** Root, sub-account and the one below that. */
async function family(): Promise<{ top: Tenant; middle: Tenant; low: Tenant }> {
  const top = await createTenant({ name: "Acme" });
  const middle = await createSubAccount(top, { name: "Acme North" });
  return { top, middle, low: await createSubAccount(middle, { name: "Lima Bakery" }) };
}

describe("GET /v1/accounts/:id/branding", () => {
  it("of an account that has none: the account's name, Foyer's door, version 0", async () => {
    const tenant = await createTenant({ name: "Acme" });
    const { status, body, headers } = await get<BrandingView>(at(tenant), { as: tenant.key });
    expect(status).toBe(200);
    expect(headers.get("etag")).toBe('"0"');
    expect(body).toMatchObject({
      account: tenant.id,
      name: null,
      colour: null,
      logo: null,
      version: 0,
      updatedAt: null,
    });
    expect(body.effective.name).toEqual({ value: "Acme", from: "default", account: null });
    expect(body.effective.colour).toMatchObject({ value: null, from: "default", light: null, dark: null });
    expect(body.effective.colour.mail).toMatch(/^#[0-9a-f]{6}$/);
  });

  it("tells a member and a key with any permission, because everybody who gets mail sees it", async () => {
    const tenant = await createTenant();
    const member = await createMember(tenant, "member");
    for (const as of [member.cookie, await createKey(tenant, ["events:read"])]) {
      expect((await get(at(tenant), { as })).status).toBe(200);
    }
  });

  it("each part comes from the nearest account that has it, three levels deep", async () => {
    const { top, middle, low } = await family();
    await brand(top, { name: "Acme", colour: "#112233", footer: "Acme, Lisbon", replyTo: "top@acme.example" });
    await brand(middle, { footer: "North, Porto", supportAddress: "help@north.example" });
    await brand(low, { colour: "#AABBCC" });

    const { body } = await get<BrandingView>(at(low), { as: low.key });
    expect(body).toMatchObject({ name: null, colour: "#aabbcc", footer: null, replyTo: null, supportAddress: null });
    expect(body.effective).toMatchObject({
      name: { value: "Acme", from: "above", account: null },
      colour: { value: "#aabbcc", from: "own", account: low.id },
      footer: { value: "North, Porto", from: "parent", account: middle.id },
      supportAddress: { value: "help@north.example", from: "parent", account: middle.id },
      replyTo: { value: "top@acme.example", from: "above", account: null },
      logo: { value: null, from: "default", account: null },
    });
    expect(JSON.stringify(body)).not.toContain(top.id);

    const worn = await brandOf(low.account._id);
    expect(worn).toMatchObject({
      name: "Acme",
      sender: "Acme",
      colour: "#aabbcc",
      footer: "North, Porto",
      replyTo: "top@acme.example",
      supportAddress: "help@north.example",
    });
  });

  it("what is taken back is inherited again", async () => {
    const { top, low } = await family();
    await brand(top, { footer: "Acme, Lisbon" });
    await brand(low, { footer: "Lima, Faro" });
    const { body } = await brand(low, { footer: null });
    expect(body.footer).toBeNull();
    expect(body.effective.footer).toMatchObject({ value: "Acme, Lisbon", from: "above" });
    expect(body.version).toBe(2);
  });

  it("nothing goes upwards or sideways", async () => {
    const { top, middle, low } = await family();
    const sibling = await createSubAccount(top, { name: "Acme South" });
    await brand(low, { name: "Lima" });
    await brand(middle, { colour: "#336699" });
    for (const tenant of [top, sibling]) {
      const { body } = await get<BrandingView>(at(tenant), { as: tenant.key });
      expect(body.effective.colour.value).toBeNull();
      expect(body.effective.name.from).toBe("default");
    }
  });
});

describe("PUT /v1/accounts/:id/branding", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await createTenant({ name: "Acme" });
  });

  it("changes what it names and leaves the rest; the account points to it", async () => {
    const own = await createTenant();
    await brand(own, { name: "  Acme Ltd ", colour: "#2F5D8A", footer: "One\r\nTwo" });
    const { status, body, headers } = await brand(own, { supportAddress: " help@acme.example " });
    expect([status, headers.get("etag")]).toEqual([200, '"2"']);
    expect(body).toMatchObject({
      name: "Acme Ltd",
      colour: "#2f5d8a",
      footer: "One\nTwo",
      supportAddress: "help@acme.example",
      version: 2,
    });
    const doc = await brandings().findOne({ account: own.account._id });
    expect((await accounts().findOne({ _id: own.account._id }))?.branding).toEqual(doc?._id);
  });

  it("says what was changed, never to what", async () => {
    const own = await createTenant();
    await brand(own, { name: "Secret name", colour: "#2f5d8a" });
    await brand(own, { name: "Secret name", colour: "#2f5d8a" });
    const found = await events().find({ account: own.account._id, type: "branding.updated" }).toArray();
    expect(found.map(({ detail }) => detail)).toEqual([{ fields: "name, colour" }]);
    expect(found[0]?.subject).toEqual({ type: "account", id: own.account._id });
  });

  it.each(["#000000", "#ffffff", "#ffff00", "#00ff00", "#808080", "#ff0000", "#7f7fff"])(
    "shows %s as it can be read, by day, in the dark and in mail",
    async (colour) => {
      const { body } = await brand(tenant, { colour });
      const { light, dark, mail, value } = body.effective.colour;
      expect(value).toBe(colour);
      expect(light?.colour).toMatch(/^oklch\(/);
      expect(dark?.on).toMatch(/^oklch\(/);
      const shown = parseHex(mail);
      expect(shown && contrast(shown, { l: 1, c: 0, h: 0 })).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each([
    [{}, ""],
    [{ colour: "red" }, "colour"],
    [{ colour: "#fff" }, "colour"],
    [{ colour: "#12345g" }, "colour"],
    [{ colour: "#112233;background:url(x)" }, "colour"],
    [{ name: "" }, "name"],
    [{ name: "x".repeat(61) }, "name"],
    [{ name: "Acme\r\nBcc: eve@evil.example" }, "name"],
    [{ name: "Acme\u202egnp" }, "name"],
    [{ name: "\u200d" }, "name"],
    [{ name: ["Acme"] }, "name"],
    [{ footer: "x".repeat(501) }, "footer"],
    [{ footer: "\u0007" }, "footer"],
    [{ footer: "" }, "footer"],
    [{ replyTo: "" }, "replyTo"],
    [{ logo: null }, "logo"],
    [{ $set: { colour: null } }, "$set"],
  ])("400 for %j", async (body, path) => {
    const answer = await put(at(tenant), body, { as: tenant.key });
    expect([answer.status, answer.code]).toEqual([400, "invalid_request"]);
    expect(answer.body.errors[0]?.path).toBe(path);
  });

  it.each(["replyTo", "supportAddress"])(
    "%s is one plain address: 422 invalid_email for anything else",
    async (field) => {
      for (const address of [
        "a@x.com,b@x.com",
        "Ana <ana@x.com>",
        "ana@localhost",
        "ana@x.com\nBcc: b@x.com",
        '"a b"@x.com',
      ]) {
        const answer = await put(at(tenant), { [field]: address }, { as: tenant.key });
        expect([answer.status, answer.code, answer.body.errors[0]?.path]).toEqual([422, "invalid_email", field]);
      }
    },
  );

  it("names all that is wrong at once, the addresses beside the rest", async () => {
    const wrong = { name: "Ac\u00adme", colour: "red", replyTo: "ana", supportAddress: "ana@localhost" };
    const answer = await put(at(tenant), wrong, { as: tenant.key });
    expect([answer.status, answer.code]).toEqual([400, "invalid_request"]);
    expect(answer.body.errors.map(({ path }) => path)).toEqual(["name", "colour", "replyTo", "supportAddress"]);
    const addresses = await put(at(tenant), { replyTo: "ana", supportAddress: "bo" }, { as: tenant.key });
    expect([addresses.status, addresses.code]).toEqual([422, "invalid_email"]);
    expect(addresses.body.errors.map(({ path, code }) => [path, code])).toEqual([
      ["replyTo", "invalid_email"],
      ["supportAddress", "invalid_email"],
    ]);
  });

  it("412 for whoever read an older one, with what stands there now", async () => {
    const own = await createTenant();
    expect((await brand(own, { name: "One" }, { "if-match": '"0"' })).status).toBe(200);
    expect((await brand(own, { name: "Two" }, { "if-match": '"1"' })).status).toBe(200);
    const late = await put<{ version: number; current: { name: string } }>(
      at(own),
      { name: "Three" },
      {
        as: own.key,
        headers: { "if-match": '"1"' },
      },
    );
    expect([late.status, late.code]).toEqual([412, "version_mismatch"]);
    expect(late.body).toMatchObject({ version: 2, current: { name: "Two" } });
  });

  it("of ten at once on the same version one wins, from the very first on", async () => {
    const own = await createTenant();
    for (const version of [0, 1]) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          brand(own, { name: `V${version} ${index}` }, { "if-match": `"${version}"` }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    }
    expect(await brandings().countDocuments({ account: own.account._id })).toBe(1);
    expect(await events().countDocuments({ account: own.account._id, type: "branding.updated" })).toBe(2);
  });

  it("ten at once without a version all succeed, and each is counted", async () => {
    const own = await createTenant();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => brand(own, { footer: `Footer ${index}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect((await brandings().findOne({ account: own.account._id }))?.version).toBe(10);
  });

  it("answers a repeat under the same key once more, and changes nothing again", async () => {
    const own = await createTenant();
    const headers = { "idempotency-key": newId().toHexString() };
    const first = await brand(own, { name: "One" }, headers);
    await brand(own, { name: "Two" });
    const again = await brand(own, { name: "One" }, headers);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.text).toBe(first.text);
    expect((await brandings().findOne({ account: own.account._id }))?.name).toBe("Two");
  });

  it("an account above reads and changes it; another tenant finds nothing there", async () => {
    const { top, low } = await family();
    expect((await put(at(low), { name: "Ours" }, { as: top.key })).status).toBe(200);
    expect((await get<BrandingView>(at(low), { as: top.cookie })).body.name).toBe("Ours");
    const stranger = await createTenant();
    const real = await put(at(low), { name: "Theirs" }, { as: stranger.key });
    const none = await put(`/v1/accounts/${newId().toHexString()}/branding`, { name: "Theirs" }, { as: stranger.key });
    expect([real.status, real.body.detail]).toEqual([404, none.body.detail]);
  });

  it("409 for one that is suspended, itself or from above, and for one that is not open yet", async () => {
    const { top, middle, low } = await family();
    await accounts().updateOne({ _id: middle.account._id }, { $set: { status: "suspended" } });
    expect((await put(at(low), { name: "X" }, { as: top.key })).code).toBe("account_not_active");
    expect((await get(at(low), { as: top.key })).status).toBe(200);
    const waiting = await createSubAccount(top, { status: "invited" });
    expect((await put(at(waiting), { name: "X" }, { as: top.key })).code).toBe("account_not_active");
  });
});

describe("brand versions", () => {
  it("the same look has the same name in whatever order it is written, another has another", async () => {
    const tenant = await createTenant();
    const worn = await brandOf(tenant.account._id);
    const id = await keepBrandVersion(worn);
    const turned = Object.fromEntries(Object.entries(worn).reverse()) as unknown as typeof worn;
    expect(await keepBrandVersion(turned)).toBe(id);
    expect(await keepBrandVersion({ ...worn, footer: "Other" })).not.toBe(id);
    expect(await readBrandVersion(id)).toEqual(worn);
    expect(await readBrandVersion("0".repeat(64))).toBeNull();
  });

  it("twenty at once keep one", async () => {
    const worn = { ...(await brandOf((await createTenant()).account._id)), footer: "Twenty" };
    const ids = await Promise.all(Array.from({ length: 20 }, () => keepBrandVersion(worn)));
    expect(new Set(ids).size).toBe(1);
  });
});
