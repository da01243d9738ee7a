import sharp from "sharp";
import { describe, expect, it } from "vitest";
import * as logoRoute from "@/app/a/[accountId]/settings/branding/logo/route";
import * as brandingPreview from "@/app/a/[accountId]/settings/branding/preview/route";
import * as mailPreview from "@/app/a/[accountId]/settings/mails/[kind]/preview/route";
import { userActor } from "@/lib/auth/session";
import { changeBranding } from "@/lib/branding/change";
import { readLogo } from "@/lib/branding/logo";
import { LOGO_BYTES, TEMPLATE_LOCALES } from "@/lib/branding/schema";
import { changeTemplate, readTemplate } from "@/lib/branding/template";
import { readBrandingPage } from "@/lib/console/branding";
import { BrandingForm, brandingTexts } from "@/lib/console/branding-form";
import type { BrandingPreview } from "@/lib/console/branding-preview";
import { readInheritedWords, readMails } from "@/lib/console/mails";
import { accounts, brandings, mails } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { brandOf } from "@/lib/mail/brand";
import { EDITABLE_KINDS } from "@/lib/mail/wording";
import { createMember, createSubAccount, createTenant, type Tenant } from "../support/factories";
import { type ProblemBody, request } from "../support/request";

/** The settings of branding and mails, as far as pages do more than the API. */

const APP = "http://localhost:3000";
const ownerOf = ({ owner }: Tenant) => userActor(owner, null);
const picture = (colour: string) =>
  sharp({ create: { width: 200, height: 50, channels: 3, background: colour } })
    .png()
    .toBuffer();

const DRAFT = { name: "", colour: "", replyTo: "", supportAddress: "", footer: "" };

describe("the logo's form", () => {
  function formOf(file: Uint8Array | null, intent = "upload"): FormData {
    const form = new FormData();
    form.set("intent", intent);
    // As a browser sends a field of files that was left empty.
    form.set("file", file ? new File([new Uint8Array(file)], "logo.png") : new File([], ""));
    return form;
  }

  const send = (id: string, cookie: string | undefined, form: FormData, headers: Record<string, string> = {}) =>
    request<ProblemBody & { said?: string }>(logoRoute.POST, "POST", `/a/${id}/settings/branding/logo`, {
      ...(cookie ? { cookie } : {}),
      body: form,
      params: { accountId: id },
      headers: { accept: "application/json", ...headers },
    });
  const plain = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  const page = (id: string) => `${APP}/a/${id}/settings/branding`;

  it("without a script leads back to its page, which says that the picture is worn", async () => {
    const acme = await createTenant();
    const answer = await send(acme.id, acme.cookie, formOf(await picture("#aa3300")), plain);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${page(acme.id)}?logo=saved`]);
    const { logo } = await brandOf(acme.account._id);
    expect(logo).toMatchObject({ width: 200, height: 50 });
    expect(await readLogo(logo?.sha256 ?? "")).not.toBeNull();
  });

  it("with a script is told what came of it", async () => {
    const acme = await createTenant();
    const answer = await send(acme.id, acme.cookie, formOf(await picture("#aa3300")));
    expect([answer.status, answer.body]).toEqual([200, { said: "saved" }]);
  });

  it("without a file asks for one, and changes nothing", async () => {
    const acme = await createTenant();
    const answer = await send(acme.id, acme.cookie, formOf(null), plain);
    expect(answer.headers.get("location")).toBe(`${page(acme.id)}?logo=missing`);
    expect(await brandings().findOne({ account: acme.account._id })).toBeNull();
  });

  it.each([
    ["no picture", () => Buffer.from("not a picture"), 422, "image_invalid"],
    ["a picture over 1 MB", () => Buffer.alloc(LOGO_BYTES + 20_000, 1), 413, "payload_too_large"],
  ])("refuses %s, and keeps the logo that is there", async (_, file, status, code) => {
    const acme = await createTenant();
    await send(acme.id, acme.cookie, formOf(await picture("#aa3300")));
    const before = await brandOf(acme.account._id);
    const scripted = await send(acme.id, acme.cookie, formOf(file()));
    expect([scripted.status, scripted.body.code]).toEqual([status, code]);
    const answer = await send(acme.id, acme.cookie, formOf(file()), plain);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${page(acme.id)}?logo=${code}`]);
    expect(await brandOf(acme.account._id)).toEqual(before);
  });

  it("removed, the logo above shows again", async () => {
    const acme = await createTenant({ name: "Acme" });
    const bakery = await createSubAccount(acme);
    await send(acme.id, acme.cookie, formOf(await picture("#aa3300")));
    await send(bakery.id, bakery.cookie, formOf(await picture("#0033aa")));
    const own = await readBrandingPage(ownerOf(bakery), bakery.account._id);
    expect([own.view.logo === null, own.logoFrom]).toEqual([false, "Acme"]);
    const answer = await send(bakery.id, bakery.cookie, formOf(null, "remove"), plain);
    expect(answer.headers.get("location")).toBe(`${page(bakery.id)}?logo=removed`);
    const after = await readBrandingPage(ownerOf(bakery), bakery.account._id);
    expect(after.view.logo).toBeNull();
    expect(after.brand.logo).toEqual((await brandOf(acme.account._id)).logo);
  });

  it("of somebody signed out leads to signing in, and back", async () => {
    const acme = await createTenant();
    const answer = await send(acme.id, undefined, formOf(await picture("#aa3300")), plain);
    const back = encodeURIComponent(`/a/${acme.id}/settings/branding`);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${APP}/login?callbackUrl=${back}`]);
    expect((await send(acme.id, undefined, formOf(null))).status).toBe(401);
  });

  it("is for whoever owns the account, and not from other sites", async () => {
    const acme = await createTenant();
    const { cookie } = await createMember(acme, "admin");
    const answer = await send(acme.id, cookie, formOf(await picture("#aa3300")), plain);
    expect(answer.headers.get("location")).toBe(`${page(acme.id)}?logo=forbidden`);
    const site = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await send(acme.id, acme.cookie, formOf(null, "remove"), site)).body.code).toBe("cross_site");
    expect(await brandings().findOne({ account: acme.account._id })).toBeNull();
  });

  it("of another tenant answers as one that nobody has", async () => {
    const [acme, other] = [await createTenant(), await createTenant()];
    const missing = newId().toHexString();
    const [foreign, none] = [
      await send(other.id, acme.cookie, formOf(await picture("#aa3300"))),
      await send(missing, acme.cookie, formOf(await picture("#aa3300"))),
    ];
    expect([foreign.status, foreign.body.code]).toEqual([404, "not_found"]);
    expect({ ...foreign.body, requestId: "" }).toEqual({ ...none.body, requestId: "" });
    const plainly = await send(other.id, acme.cookie, formOf(null, "remove"), plain);
    expect(plainly.headers.get("location")).toBe(page(other.id));
    expect(await brandings().findOne({ account: other.account._id })).toBeNull();
  });

  it("of a suspended account changes nothing", async () => {
    const acme = await createTenant();
    const bakery = await createSubAccount(acme);
    await accounts().updateOne({ _id: bakery.account._id }, { $set: { status: "suspended" } });
    const answer = await send(bakery.id, acme.cookie, formOf(await picture("#aa3300")), plain);
    expect(answer.headers.get("location")).toBe(`${page(bakery.id)}?logo=account_not_active`);
    expect(await brandings().findOne({ account: bakery.account._id })).toBeNull();
  });
});

describe("the form of branding", () => {
  it("says of each part whose it is: the parent by its name, one further up without", async () => {
    const acme = await createTenant({ name: "Acme" });
    const bakery = await createSubAccount(acme, { name: "Blue Bakery" });
    const porto = await createSubAccount(bakery, { name: "Porto" });
    await changeBranding(ownerOf(acme), acme.account._id, { colour: "#112233" }, { expected: null });
    await changeBranding(ownerOf(bakery), bakery.account._id, { footer: "Bread" }, { expected: null });
    await changeBranding(ownerOf(porto), porto.account._id, { footer: "Mine", colour: "#445566" }, { expected: null });

    const { view, inherited } = await readBrandingPage(ownerOf(porto), porto.account._id);
    expect(brandingTexts(view)).toEqual({ ...DRAFT, footer: "Mine", colour: "#445566" });
    expect(inherited).toEqual({
      name: { value: null, from: null },
      colour: { value: "#112233", from: "an account further up" },
      replyTo: { value: null, from: null },
      supportAddress: { value: null, from: null },
      footer: { value: "Bread", from: "Blue Bakery" },
    });
  });

  it("emptied is inherited again; late, it is told what stands there, by the names of its fields", async () => {
    const acme = await createTenant();
    const save = (fields: Record<string, string>) => {
      const { version, change } = BrandingForm.parse(fields);
      return changeBranding(ownerOf(acme), acme.account._id, change, { expected: [version] });
    };
    const first = await save({ version: "0", name: "Acme", colour: "2F5D8A", footer: "Here\r\nand there" });
    expect(brandingTexts(first)).toEqual({ ...DRAFT, name: "Acme", colour: "#2f5d8a", footer: "Here\nand there" });
    const second = await save({ version: String(first.version), ...brandingTexts(first), colour: " " });
    expect(second.colour).toBeNull();
    await expect(save({ version: String(first.version), name: "Late" })).rejects.toMatchObject({
      code: "version_mismatch",
      extra: { version: second.version, current: brandingTexts(second) },
    });
  });

  it("needs `branding:update` even to be read", async () => {
    const acme = await createTenant();
    const { user } = await createMember(acme, "admin");
    const read = readBrandingPage(userActor(user, null), acme.account._id);
    await expect(read).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the preview of branding", () => {
  const ask = (id: string, cookie: string, draft: unknown) =>
    request<BrandingPreview & ProblemBody>(brandingPreview.POST, "POST", `/a/${id}/settings/branding/preview`, {
      cookie,
      body: draft,
      params: { accountId: id },
    });

  it("shows what is typed in place of what is kept, and what is emptied as inherited; nothing is written", async () => {
    const acme = await createTenant({ name: "Acme" });
    const bakery = await createSubAccount(acme, { name: "Blue Bakery" });
    await changeBranding(ownerOf(acme), acme.account._id, { name: "Acme & Co", colour: "#123456" }, { expected: null });
    await changeBranding(
      ownerOf(bakery),
      bakery.account._id,
      { name: "Bakery", colour: "#654321" },
      { expected: null },
    );
    const { status, body } = await ask(bakery.id, acme.cookie, {
      ...DRAFT,
      footer: "Typed <b>just now</b>",
      replyTo: "ola@bakery.example",
    });
    expect(status).toBe(200);
    // The name at the head is the branding's; what is opened is opened at the account, in the mail as on the page.
    expect(body.html).toContain("Rui Costa invited you to open Blue Bakery at Blue Bakery");
    expect(body.letter).toEqual({
      inviter: "Rui Costa",
      account: "Blue Bakery",
      name: "Acme & Co",
      colour: "#123456",
      logo: null,
    });
    expect(body.from).toMatch(/^Acme & Co </);
    expect(body.replyTo).toBe("ola@bakery.example");
    expect(body.html).toContain("Typed &lt;b&gt;just now&lt;/b&gt;");
    expect((await brandOf(bakery.account._id)).footer).toBeNull();
    expect(await mails().countDocuments({ account: bakery.account._id })).toBe(0);
  });

  it("shows half a colour as the one that is kept", async () => {
    const acme = await createTenant();
    await changeBranding(ownerOf(acme), acme.account._id, { colour: "#123456" }, { expected: null });
    const { status, body } = await ask(acme.id, acme.cookie, { ...DRAFT, colour: "#12", footer: "Typed" });
    expect([status, body.letter.colour]).toEqual([200, "#123456"]);
    expect(body.html).toContain("Typed");
  });

  it("is no stranger's to see, nor of who may not change it", async () => {
    const [acme, other] = [await createTenant(), await createTenant()];
    expect((await ask(acme.id, acme.cookie, { ...DRAFT, logo: "x" })).status).toBe(400);
    expect((await ask(acme.id, other.cookie, DRAFT)).status).toBe(404);
    expect((await ask(acme.id, (await createMember(acme, "admin")).cookie, DRAFT)).status).toBe(403);
  });
});

describe("the wording of mails", () => {
  const ask = (id: string, cookie: string, kind: string, draft: unknown) =>
    request<{ subject: string; html: string; text: string } & ProblemBody>(mailPreview.POST, "POST", `/a/${id}/x`, {
      cookie,
      body: draft,
      params: { accountId: id, kind },
    });

  it("is previewed while it is typed, in each language; nothing is kept", async () => {
    const acme = await createTenant({ name: "Acme" });
    for (const locale of TEMPLATE_LOCALES) {
      const typed = { locale, subject: "Typed for {account}", introduction: "One\n\nTwo for {account}" };
      const { status, body } = await ask(acme.id, acme.cookie, "invite-user", typed);
      expect([status, body.subject]).toEqual([200, "Typed for Acme"]);
      expect(body.text).toContain("Two for Acme");
      expect(body.html).toContain(`lang="${locale}"`);
    }
    expect(await readTemplate(ownerOf(acme), acme.account._id, "invite-user", "en")).toMatchObject({ version: 0 });
  });

  it("emptied says the usual words, also where some are kept", async () => {
    const acme = await createTenant({ name: "Acme" });
    await changeTemplate(ownerOf(acme), acme.account._id, "invite-user", { locale: "en", subject: "Kept" });
    const kept = await ask(acme.id, acme.cookie, "invite-user", { locale: "en", subject: "Kept", introduction: "" });
    expect(kept.body.subject).toBe("Kept");
    const emptied = await ask(acme.id, acme.cookie, "invite-user", { locale: "en", subject: "", introduction: "" });
    expect(emptied.body.subject).toBe("Rui Costa invited you to Acme");
  });

  it("is no stranger's to see, and a letter about passwords is nobody's to word", async () => {
    const [acme, other] = [await createTenant(), await createTenant()];
    const draft = { locale: "en", subject: "", introduction: "" };
    expect((await ask(acme.id, other.cookie, "invite-user", draft)).status).toBe(404);
    expect((await ask(acme.id, (await createMember(acme, "admin")).cookie, "invite-user", draft)).status).toBe(403);
    expect((await ask(acme.id, acme.cookie, "password-reset", draft)).status).toBe(404);
    expect((await ask(acme.id, acme.cookie, "invite-user", { ...draft, locale: "tlh" })).status).toBe(400);
  });

  it("is listed by who reads it, with the languages it was changed in, each kind once", async () => {
    const acme = await createTenant();
    const bakery = await createSubAccount(acme);
    await changeTemplate(ownerOf(acme), acme.account._id, "invite-user", { locale: "ja", subject: "ようこそ" });
    await changeTemplate(ownerOf(bakery), bakery.account._id, "invite-user", { locale: "es", subject: "Hola" });
    await changeTemplate(ownerOf(bakery), bakery.account._id, "invite-accepted", { locale: "en", subject: "In" });
    await changeTemplate(ownerOf(bakery), bakery.account._id, "invite-accepted", { locale: "en", subject: null });
    const groups = await readMails(ownerOf(bakery), bakery.account._id);
    const listed = groups.flatMap((group) => group.mails);
    expect(listed.map(({ kind }) => kind).sort()).toEqual([...EDITABLE_KINDS].sort());
    expect(listed.find(({ kind }) => kind === "invite-user")).toMatchObject({ own: ["es"], inherited: ["ja"] });
    expect(listed.find(({ kind }) => kind === "invite-accepted")).toMatchObject({ own: [], inherited: [] });
  });

  it("says whose words stand there while there are none of one's own", async () => {
    const acme = await createTenant({ name: "Acme" });
    const bakery = await createSubAccount(acme);
    await changeTemplate(ownerOf(acme), acme.account._id, "invite-user", { locale: "en", subject: "From Acme" });
    const words = await readInheritedWords(ownerOf(bakery), bakery.account._id, "invite-user", "en");
    expect(words.subject).toEqual({ value: "From Acme", from: "Acme" });
    expect(words.introduction.from).toBeNull();
    expect(words.introduction.value).toContain("{account}");
  });
});
