import { describe, expect, it } from "vitest";
import { inScheme } from "@/components/console/mail-view";
import { STYLE } from "@/emails/palette";
import { BrandingForm, isSameTexts, readDrawn } from "@/lib/console/branding-form";
import { MAIL_GROUPS } from "@/lib/console/mails";
import { TemplateForm } from "@/lib/console/template-form";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { EDITABLE_KINDS } from "@/lib/mail/wording";

/** The forms of branding and wording as a browser sends them, and what becomes of them. */

type Schema = Parameters<typeof formAction>[0];

function send(schema: Schema, fields: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return formAction(schema, async (input) => ({ data: input }))({ ok: false, errors: {}, values: {} }, data);
}

describe("the form of branding", () => {
  const NOTHING = { name: null, colour: null, replyTo: null, supportAddress: null, footer: null };

  it("knows what it was drawn with, and takes nothing else for it", async () => {
    const texts = { name: "Acme", colour: "", replyTo: "", supportAddress: "", footer: "" };
    const { data } = await send(BrandingForm, { version: "2", drawn: JSON.stringify(texts) });
    expect(data).toEqual({ version: 2, drawn: texts, change: NOTHING });
    expect(isSameTexts(texts, { ...texts })).toBe(true);
    expect(isSameTexts(texts, { ...texts, footer: "New" })).toBe(false);
    for (const drawn of ["{", "[]", '{"name":1}', '{"name":"Acme"}']) expect(readDrawn(drawn)).toBeNull();
    expect(isSameTexts(null, texts)).toBe(false);
  });

  it("takes what is empty, and spaces alone, for inherited", async () => {
    const { data } = await send(BrandingForm, { version: "2", name: "", colour: " ", footer: " \r\n " });
    expect(data).toEqual({ version: 2, drawn: null, change: NOTHING });
  });

  it.each([
    ["#2F5D8A", "#2f5d8a"],
    ["2f5d8a", "#2f5d8a"],
    [" #2f5d8a ", "#2f5d8a"],
  ])("reads the colour %j", async (colour, read) => {
    expect((await send(BrandingForm, { version: "0", colour })).data).toMatchObject({ change: { colour: read } });
  });

  it.each(["#2f5d8", "red", "url(x)", "#2f5d8a;}"])(
    "refuses the colour %j by its field, and keeps it",
    async (colour) => {
      const state = await send(BrandingForm, { version: "0", colour });
      expect(Object.keys(state.errors)).toEqual(["colour"]);
      expect(state.values.colour).toBe(colour);
    },
  );

  it("names every field that is wrong in one round", async () => {
    const typed = { colour: "red", replyTo: "ana", supportAddress: "ana@localhost" };
    const { errors, values } = await send(BrandingForm, { version: "0", ...typed });
    expect(Object.keys(errors).sort()).toEqual(["colour", "replyTo", "supportAddress"]);
    expect(values).toMatchObject(typed);
  });

  it("names what is too long by its field", async () => {
    const { errors } = await send(BrandingForm, { version: "0", name: "n".repeat(200), footer: "f".repeat(501) });
    expect(Object.keys(errors).sort()).toEqual(["footer", "name"]);
  });
});

describe("the form of a mail's words", () => {
  it("knows what its button is for, and takes empty words for inherited ones", async () => {
    const saved = await send(TemplateForm, { version: "1", intent: "save", subject: "Hi", introduction: "" });
    expect(saved.data).toEqual({ version: 1, intent: "save", subject: "Hi", introduction: null });
    const taken = await send(TemplateForm, { version: "4", intent: "take", take: "2" });
    expect(taken.data).toMatchObject({ intent: "take", take: 2 });
    expect((await send(TemplateForm, { version: "4", intent: "drop" })).ok).toBe(false);
  });

  it("reads a browser's line ends", async () => {
    const { data } = await send(TemplateForm, { version: "0", introduction: "One\r\n\r\nTwo" });
    expect(data).toMatchObject({ introduction: "One\n\nTwo" });
  });
});

describe("the list of mails", () => {
  it("has each kind that can be worded once, and a name for each", () => {
    const listed = Object.values(MAIL_GROUPS).flat();
    expect([...listed].sort()).toEqual([...EDITABLE_KINDS].sort());
    const { kinds, groups } = consoleWords().mails;
    expect(Object.keys(kinds).sort()).toEqual([...EDITABLE_KINDS].sort());
    expect(Object.keys(groups)).toEqual(Object.keys(MAIL_GROUPS));
  });
});

describe("a mail's preview", () => {
  const html = `<head><meta name="color-scheme" content="light dark"/><style>${STYLE}</style></head>`;

  it("in the dark has the dark rules hold, by day has them not, whatever the reader's own system says", () => {
    const [light, dark] = [inScheme(html, "light"), inScheme(html, "dark")];
    for (const one of [light, dark]) expect(one).not.toMatch(/prefers-color-scheme|light dark/);
    expect(dark).toContain("@media all {");
    expect(light).toContain("@media not all {");
    expect(dark).toContain(`content="dark"`);
    expect(light).toContain("color-scheme: light;");
  });
});
