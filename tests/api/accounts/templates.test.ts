import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WORDS } from "@/emails/words/catalogue";
import { userActor } from "@/lib/auth/session";
import { previewMail } from "@/lib/branding/preview";
import type { BrandingView, TemplateList, TemplateView, TestQueued } from "@/lib/branding/schema";
import { accounts, events, mails, suppressions, templates } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { MailKind } from "@/lib/db/types";
import { forgetEnv } from "@/lib/env";
import { deliverDue } from "@/lib/mail/outbox";
import { closeTransport } from "@/lib/mail/transports/registry";
import { EDITABLE_KINDS } from "@/lib/mail/wording";
import { del, get, post, put } from "../../support/api";
import { address, createKey, createMember, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { invited, invitedBusiness } from "../../support/invites";
import { linkIn, MailSink, type SinkMail } from "../../support/mail-sink";
import { picture } from "../../support/pictures";

let sink: MailSink;

function settings(over: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(over)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  forgetEnv();
}

beforeAll(async () => {
  sink = await MailSink.open();
  settings({ MAIL_TRANSPORT: "smtp", SMTP_URL: sink.url, MAIL_FROM: "Foyer <foyer@acme.example>" });
});

afterAll(async () => {
  await closeTransport();
  await sink.close();
});

/** The mail as it arrived. */
async function arrived(email: string): Promise<SinkMail> {
  await deliverDue("tests");
  return sink.lastTo(email);
}

const at = ({ id }: Pick<Tenant, "id">, kind = "", rest = "") =>
  `/v1/accounts/${id}/templates${kind && `/${kind}`}${rest}`;
const word = (tenant: Tenant, kind: string, body: unknown, headers: Record<string, string> = {}) =>
  put<TemplateView>(at(tenant, kind), body, { as: tenant.key, headers });
const read = (tenant: Tenant, kind: string, locale = "en") =>
  get<TemplateView>(at(tenant, kind, `?locale=${locale}`), { as: tenant.key });

async function family(): Promise<{ top: Tenant; middle: Tenant; low: Tenant }> {
  const top = await createTenant({ name: "Acme" });
  const middle = await createSubAccount(top, { name: "Acme North" });
  return { top, middle, low: await createSubAccount(middle, { name: "Lima Bakery" }) };
}

describe("GET /v1/accounts/:id/templates", () => {
  it("lists what can be worded, and whose words each has", async () => {
    const { top, middle, low } = await family();
    await word(top, "invite-user", { subject: "Come to {account}" });
    await word(middle, "invite-reminder", { introduction: "Still open." });
    await word(low, "invite-reminder", { introduction: "Open." });
    await word(low, "invite-declined", { introduction: "No." });
    await del(at(low, "invite-declined"), { as: low.key });
    const { body, status } = await get<TemplateList>(at(low), { as: low.cookie });
    expect([status, body.locale]).toEqual([200, "en"]);
    expect(body.data.map(({ kind }) => kind)).toEqual([...EDITABLE_KINDS]);
    const of = (kind: string) => body.data.find((one) => one.kind === kind);
    expect(of("invite-user")).toMatchObject({ changed: false, inherited: true, version: 0 });
    expect(of("invite-reminder")).toMatchObject({ changed: true, inherited: true, version: 1 });
    expect(of("invite-declined")).toMatchObject({ changed: false, inherited: false, version: 2 });
    const other = await get<TemplateList>(at(low, "", "?locale=de"), { as: low.key });
    expect(other.body.data.some(({ changed, inherited }) => changed || inherited)).toBe(false);
  });

  it("is for who may word them", async () => {
    const tenant = await createTenant();
    const { cookie } = await createMember(tenant, "admin");
    expect((await get(at(tenant), { as: cookie })).code).toBe("forbidden");
    expect((await get(at(tenant, "invite-user"), { as: await createKey(tenant, ["events:read"]) })).code).toBe(
      "forbidden",
    );
  });
});

describe("GET /v1/accounts/:id/templates/:kind", () => {
  it("says what goes out, what Foyer says, and which variables there are", async () => {
    const tenant = await createTenant();
    const { body, headers } = await read(tenant, "invite-user");
    const usual = WORDS.en.letters["invite-user"];
    expect(headers.get("etag")).toBe('"0"');
    expect(body).toMatchObject({
      kind: "invite-user",
      locale: "en",
      reader: "invitee",
      subject: null,
      introduction: null,
      version: 0,
      history: [],
      usual: { subject: usual.subject, introduction: usual.body.join("\n\n") },
      effective: { subject: { value: usual.subject, from: "default", account: null } },
    });
    expect(body.variables.map(({ name }) => name)).toEqual(["inviter", "account", "email", "ends", "brand"]);
  });

  it("is in the account's language where none is named", async () => {
    const tenant = await createTenant({ profile: { locale: "pt-BR" } });
    const { body } = await get<TemplateView>(at(tenant, "invite-user"), { as: tenant.key });
    expect([body.locale, body.usual.subject]).toEqual(["pt", WORDS.pt.letters["invite-user"].subject]);
    expect((await word(tenant, "invite-user", { subject: "Venha" })).body.locale).toBe("pt");
    expect(await templates().countDocuments({ account: tenant.account._id, locale: "pt" })).toBe(1);
  });

  it.each([
    "password-reset",
    "password-changed",
    "address-confirm",
    "address-consent",
    "address-changed",
    "nothing",
    "__proto__",
    "toString",
  ])("404 for %s, which nobody words", async (kind) => {
    const tenant = await createTenant();
    for (const answer of [
      await read(tenant, kind),
      await word(tenant, kind, { subject: "Yours" }),
      await del(at(tenant, kind), { as: tenant.key }),
      await post(at(tenant, kind, "/test"), {}, { as: tenant.key }),
    ]) {
      expect([answer.status, answer.code]).toEqual([404, "not_found"]);
    }
  });

  it.each(["xx", "pt-BR", "EN", ""])("400 for the language %j", async (locale) => {
    expect((await read(await createTenant(), "invite-user", locale)).code).toBe("invalid_request");
  });
});

describe("PUT and DELETE", () => {
  it("subject and introduction are inherited each by itself, three levels deep, in each language by itself", async () => {
    const { top, middle, low } = await family();
    await word(top, "invite-user", { subject: "Top: {account}", introduction: "From the top." });
    await word(middle, "invite-user", { introduction: "From the middle." });
    await word(low, "invite-user", { locale: "de", subject: "Unten: {account}" });
    const { body } = await read(low, "invite-user");
    expect(body.effective).toEqual({
      subject: { value: "Top: {account}", from: "above", account: null },
      introduction: { value: "From the middle.", from: "parent", account: middle.id },
    });
    expect(JSON.stringify(body)).not.toContain(top.id);
    const german = (await read(low, "invite-user", "de")).body.effective;
    expect(german.subject).toEqual({ value: "Unten: {account}", from: "own", account: low.id });
    expect(german.introduction).toMatchObject({ from: "default" });
    expect((await read(top, "invite-user")).body.effective.introduction.value).toBe("From the top.");
  });

  it("each change is a version, with who made it; taking back keeps them; an old one can be written again", async () => {
    const tenant = await createTenant();
    await word(tenant, "invite-user", { subject: "One" });
    await word(tenant, "invite-user", { introduction: "Two" });
    await word(tenant, "invite-user", { introduction: "Two" });
    const reset = await del<TemplateView>(at(tenant, "invite-user"), { as: tenant.cookie });
    expect([reset.status, reset.headers.get("etag")]).toEqual([200, '"3"']);
    expect(reset.body).toMatchObject({
      subject: null,
      introduction: null,
      effective: { subject: { from: "default" } },
    });
    expect(reset.body.history.map(({ version, subject, introduction }) => [version, subject, introduction])).toEqual([
      [2, "One", "Two"],
      [1, "One", null],
    ]);
    expect(reset.body.history[0]?.by).toMatchObject({ type: "api_key", name: "tests" });
    expect((await del<TemplateView>(at(tenant, "invite-user"), { as: tenant.key })).body.version).toBe(3);
    const [old] = reset.body.history;
    const back = await word(tenant, "invite-user", { subject: old?.subject, introduction: old?.introduction });
    expect(back.body).toMatchObject({ subject: "One", introduction: "Two", version: 4 });
    const found = await events()
      .find({ account: tenant.account._id, type: /^template/ })
      .sort({ _id: 1 })
      .toArray();
    expect(found.map(({ type }) => type).sort()).toEqual([
      "template.reset",
      "template.updated",
      "template.updated",
      "template.updated",
    ]);
    expect(found[0]?.detail).toEqual({ kind: "invite-user", locale: "en" });
  });

  it("keeps twenty earlier versions", async () => {
    const tenant = await createTenant();
    for (let count = 1; count <= 23; count += 1) await word(tenant, "invite-user", { subject: `Version ${count}` });
    const { history, version } = (await read(tenant, "invite-user")).body;
    expect([version, history.length, history[0]?.subject, history.at(-1)?.subject]).toEqual([
      23,
      20,
      "Version 22",
      "Version 3",
    ]);
  });

  it("422 wording_invalid names each part and everything that is wrong with it", async () => {
    const tenant = await createTenant();
    const body = { subject: "Hi {foo}\nBcc: eve", introduction: "See https://evil.example and {link" };
    const answer = await put(at(tenant, "invite-user"), body, { as: tenant.key });
    expect([answer.status, answer.code]).toEqual([422, "wording_invalid"]);
    expect(answer.body.errors.map(({ path, code }) => [path, code])).toEqual([
      ["subject", "invalid_characters"],
      ["subject", "unknown_variable"],
      ["introduction", "unbalanced_brace"],
      ["introduction", "link"],
    ]);
    expect(await templates().countDocuments({ account: tenant.account._id })).toBe(0);
  });

  it.each([
    {},
    { locale: "en" },
    { locale: "pt-BR", subject: "x" },
    { subject: 1 },
    { subject: ["x"] },
    { introduction: "x".repeat(5001) },
    { subject: "x", history: [] },
  ])("400 for %j", async (body) => {
    const tenant = await createTenant();
    expect((await put(at(tenant, "invite-user"), body, { as: tenant.key })).code).toBe("invalid_request");
  });

  it("of ten at once on the same version one wins, from the very first on", async () => {
    const tenant = await createTenant();
    for (const version of [0, 1]) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          word(tenant, "invite-user", { subject: `V${version} ${index}` }, { "if-match": `"${version}"` }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    }
    expect(await templates().countDocuments({ account: tenant.account._id })).toBe(1);
  });

  it("an account above words it; a stranger finds nothing; a suspended one stays as it is", async () => {
    const { top, low } = await family();
    expect((await put(at(low, "invite-user"), { subject: "Ours" }, { as: top.key })).status).toBe(200);
    const stranger = await createTenant();
    expect((await put(at(low, "invite-user"), { subject: "Theirs" }, { as: stranger.key })).code).toBe("not_found");
    await accounts().updateOne({ _id: low.account._id }, { $set: { status: "suspended" } });
    expect((await get(at(low, "invite-user"), { as: top.key })).status).toBe(200);
    for (const answer of [
      await put(at(low, "invite-user"), { subject: "Late" }, { as: top.key }),
      await del(at(low, "invite-user"), { as: top.key }),
      await post(at(low, "invite-user", "/test"), {}, { as: top.key }),
    ]) {
      expect([answer.status, answer.code]).toEqual([409, "account_not_active"]);
    }
  });
});

describe("mail wears it", () => {
  it("name, reply-to, footer, support address, logo, subject and introduction, inherited and its own", async () => {
    const { top, low } = await family();
    const logo = await put<BrandingView>(`/v1/accounts/${top.id}/branding/logo`, await picture(), {
      as: top.key,
      headers: { "content-type": "image/png" },
    });
    await put(
      `/v1/accounts/${top.id}/branding`,
      { name: "Acme & Söhne", colour: "#7a1f5c", replyTo: "reply@acme.example", footer: "Acme <b>GmbH</b>, Lissabon" },
      { as: top.key },
    );
    await put(`/v1/accounts/${low.id}/branding`, { supportAddress: "help@lima.example" }, { as: low.key });
    await word(top, "invite-user", { introduction: "Welcome to {account}.\n\nUntil {ends} it waits for {email}." });
    await word(low, "invite-user", { subject: "{inviter} & {brand} call" });
    const email = address("ana");
    await invited(low, { email });
    const mail = await arrived(email);

    expect(mail.from).toEqual({ name: "Acme & Söhne", address: "foyer@acme.example" });
    expect(mail.replyTo).toBe("reply@acme.example");
    expect(mail.subject).toBe("Lima Bakery & Acme & Söhne call");
    for (const text of [mail.html, mail.text]) {
      expect(text).toContain("Welcome to Lima Bakery.");
      expect(text).toMatch(/Until \d+ \w+ \d{4} at \d\d:\d\d UTC it waits for/);
      expect(text).toContain("help@lima.example");
      expect(text).not.toContain("It takes about a minute. ");
      expect(text).not.toMatch(/\{[a-zA-Z]+\}/);
    }
    expect(mail.text).toContain("Acme <b>GmbH</b>, Lissabon");
    expect(mail.html).toContain("Acme &lt;b&gt;GmbH&lt;/b&gt;, Lissabon");
    expect(mail.html).toContain(`src="${logo.body.logo?.url}"`);
  });

  it("each reader in their own language: worded in one, usual in the others", async () => {
    const tenant = await createTenant({ name: "Acme", profile: { locale: "de" } });
    await word(tenant, "invite-user", { locale: "de", subject: "Komm zu {account}", introduction: "Schön." });
    await word(tenant, "invite-user", { locale: "ar", introduction: "أهلا بك في {account}." });
    const [german, austrian, arab, french] = [address("de"), address("at"), address("ar"), address("fr")];
    await invited(tenant, { email: german });
    await invited(tenant, { email: austrian, locale: "de-AT" });
    await invited(tenant, { email: arab, locale: "ar" });
    await invited(tenant, { email: french, locale: "fr" });
    expect((await arrived(german)).subject).toBe("Komm zu Acme");
    expect((await arrived(austrian)).text).toContain("Schön.");
    const inArabic = await arrived(arab);
    expect(inArabic.text).toContain("أهلا بك في Acme.");
    expect(inArabic.subject).not.toContain("Komm");
    expect((await arrived(french)).text).not.toContain("Schön.");
  });

  it("values are text: braces, markup and what looks like a link in a name stay what they are", async () => {
    const tenant = await createTenant({ name: "{inviter} <b>{link}</b>" });
    await word(tenant, "invite-user", {
      subject: "To {account}",
      introduction: "Hello from {account}, <i>really</i> & so.",
    });
    const email = address("ana");
    await invited(tenant, { email });
    const mail = await arrived(email);
    expect(mail.subject).toBe("To {inviter} <b>{link}</b>");
    expect(mail.text).toContain("Hello from {inviter} <b>{link}</b>, <i>really</i> & so.");
    expect(mail.html).toContain("Hello from {inviter} &lt;b&gt;{link}&lt;/b&gt;, &lt;i&gt;really&lt;/i&gt; &amp; so.");
    expect(mail.html).not.toContain("<i>really</i>");
  });

  it("what was stored before a rule was opens nothing: other variables stay as they were typed", async () => {
    const tenant = await createTenant();
    await word(tenant, "invite-user", { introduction: "x" });
    await templates().updateOne(
      { account: tenant.account._id },
      { $set: { introduction: "Go to {link} {secondLink} {token}" } },
    );
    const email = address("ana");
    await invited(tenant, { email });
    expect((await arrived(email)).text).toContain("Go to {link} {secondLink} {token}");
  });

  it("a business invitation and a long name: the subject still fits", async () => {
    const tenant = await createTenant({ name: "Acme" });
    await word(tenant, "invite-business", { subject: "{inviter} ({parent}) opens {account} for you" });
    const email = address("ana");
    await invitedBusiness(tenant, { email, business: { name: "A very long name of a business that nobody can say" } });
    const { subject } = await arrived(email);
    expect(subject.length).toBeLessThanOrEqual(60);
    expect(subject).toMatch(/^Acme \(Acme\) opens A very .*… for you$/);
  });
});

describe("POST /v1/accounts/:id/templates/:kind/test", () => {
  it("mails the caller a sample, marked as a test, and nobody else", async () => {
    const tenant = await createTenant({ name: "Acme" });
    await word(tenant, "invite-user", { subject: "Come to {account}", introduction: "Hi from {inviter}." });
    const answer = await post<TestQueued>(at(tenant, "invite-user", "/test"), {}, { as: tenant.cookie });
    expect([answer.status, answer.body]).toEqual([
      202,
      { status: "queued", message: `A test is on its way to ${tenant.owner.email}.`, to: tenant.owner.email },
    ]);
    const mail = await arrived(tenant.owner.email);
    expect(mail.envelope.to).toEqual([tenant.owner.email]);
    expect(mail.subject).toBe("Test: Come to Acme");
    expect(mail.text).toContain("Hi from Rui Costa.");
    expect(new URL(linkIn(mail.html) ?? "").href).toBe("http://localhost:3000/");
    expect(mail.html).not.toMatch(/token=/);
    expect(mail.headers.has("list-unsubscribe")).toBe(false);
  });

  it("tries words that are not kept, in any language; null is as inherited", async () => {
    const { top, middle } = await family();
    await word(top, "invite-reminder", { locale: "de", introduction: "Von oben." });
    await word(middle, "invite-reminder", { locale: "de", subject: "Eigen", introduction: "Aus der Mitte." });
    const draft = { locale: "de", subject: "Entwurf für {account}", introduction: null };
    await post(at(middle, "invite-reminder", "/test"), draft, { as: middle.cookie });
    const mail = await arrived(middle.owner.email);
    expect(mail.subject).toMatch(/Entwurf für Acme North$/);
    expect(mail.text).toContain("Von oben.");
    expect((await read(middle, "invite-reminder", "de")).body).toMatchObject({ subject: "Eigen", version: 1 });
    await post(at(middle, "invite-reminder", "/test"), { locale: "de", subject: null }, { as: middle.cookie });
    const usual = await arrived(middle.owner.email);
    expect(usual.subject).not.toMatch(/Eigen|Entwurf/);
    expect(usual.text).toContain("Aus der Mitte.");
  });

  it("a key mails the owner of its own account, also for one below", async () => {
    const { top, low } = await family();
    const { body } = await post<TestQueued>(at(low, "batch-finished", "/test"), {}, { as: top.key });
    expect(body.to).toBe(top.owner.email);
    expect((await arrived(top.owner.email)).subject).toMatch(/^Test: /);
  });

  it("each letter that can be worded can be tried in each language", async () => {
    for (const kind of EDITABLE_KINDS) {
      const tenant = await createTenant();
      for (const locale of ["en", "ar", "ja"]) {
        expect((await post(at(tenant, kind, "/test"), { locale }, { as: tenant.cookie })).status).toBe(202);
      }
      await deliverDue("tests");
      expect(await mails().countDocuments({ account: tenant.account._id, status: "sent" })).toBe(3);
    }
  });

  it("422 for words that cannot be used, and while mail to the caller is stopped", async () => {
    const tenant = await createTenant();
    const bad = await post(at(tenant, "invite-user", "/test"), { introduction: "evil.example" }, { as: tenant.key });
    expect([bad.status, bad.code, bad.body.errors[0]?.path]).toEqual([422, "wording_invalid", "introduction"]);
    const { email, emailKey } = tenant.owner;
    const account = tenant.account._id;
    const stop = { _id: newId(), account, email, emailKey, reason: "bounce" as const, detail: null, invitation: null };
    await suppressions().insertOne({ ...stop, createdAt: new Date() });
    const stopped = await post(at(tenant, "invite-user", "/test"), {}, { as: tenant.key });
    expect([stopped.status, stopped.code]).toEqual([422, "mail_suppressed"]);
    expect(await mails().countDocuments({ account })).toBe(0);
  });

  it("ten in ten minutes to one mailbox, whichever key asks", async () => {
    const tenant = await createTenant();
    const keys = [tenant.key, await createKey(tenant, ["branding:update"])];
    const statuses = [];
    for (let count = 0; count < 11; count += 1) {
      statuses.push((await post(at(tenant, "invite-user", "/test"), {}, { as: keys[count % 2] ?? "" })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 202), 429]);
    expect(await mails().countDocuments({ account: tenant.account._id })).toBe(10);
  });
});

describe("previewMail", () => {
  const KINDS = Object.keys(WORDS.en.letters) as MailKind[];

  it.each(KINDS)("shows %s with people who do not exist, and writes nothing", async (kind) => {
    const tenant = await createTenant({ name: "Acme" });
    const actor = userActor(tenant.owner, null);
    for (const locale of ["en", "ar"] as const) {
      const { subject, html, text } = await previewMail(actor, tenant.account._id, { kind, locale });
      expect(subject).not.toMatch(/^$|^Test/);
      for (const shown of [subject, text]) expect(shown).not.toMatch(/\{[a-zA-Z]+\}|undefined|null/);
      expect(html).toContain(`lang="${locale}"`);
    }
    expect(await mails().countDocuments({ account: tenant.account._id })).toBe(0);
  });

  it("with a draft of words and looks over what is kept", async () => {
    const { top, middle } = await family();
    await put(`/v1/accounts/${top.id}/branding`, { name: "Acme Group", footer: "Top footer" }, { as: top.key });
    await put(`/v1/accounts/${middle.id}/branding`, { name: "North", footer: "Own footer" }, { as: middle.key });
    const actor = userActor(middle.owner, null);
    const draft = { subject: "Draft {account}", branding: { name: null, footer: "Draft footer" } };
    const shown = await previewMail(actor, middle.account._id, { kind: "invite-user", locale: "en", draft });
    expect(shown.subject).toBe("Draft Acme North");
    expect(shown.text).toContain("Draft footer");
    expect(shown.text).toContain("Acme Group");
    expect(shown.text).not.toContain("Own footer");
  });

  it("while it is being typed it need not be right yet", async () => {
    const tenant = await createTenant();
    const draft = { subject: "Join {acc", introduction: "<script>alert(1)</script> {link} www.x" };
    const { subject, html } = await previewMail(userActor(tenant.owner, null), tenant.account._id, {
      kind: "invite-user",
      draft,
    });
    expect(subject).toBe("Join {acc");
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("{link}");
  });

  it("is for who may word it", async () => {
    const tenant = await createTenant();
    const { user } = await createMember(tenant, "admin");
    const stranger = await createTenant();
    const input = { kind: "invite-user" as const };
    await expect(previewMail(userActor(user, null), tenant.account._id, input)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(previewMail(userActor(stranger.owner, null), tenant.account._id, input)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
