import { describe, expect, it } from "vitest";
import { MAIL_LOCALES, WORDS } from "@/emails/words/catalogue";
import { COUNTED, type Phrase, type Plural } from "@/emails/words/words";
import { unsubscribePage, unsubscribeUrl } from "@/lib/auth/unsubscribe-token";
import type { MailDoc } from "@/lib/db/types";
import type { Brand } from "@/lib/mail/brand";
import { mailSubject, renderMail } from "@/lib/mail/render";
import { BRAND, FULL_BRAND, KINDS, mailOf, PEOPLE } from "../support/mail-samples";

process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";

const hrefsIn = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.replaceAll("&amp;", "&"));
const counting = (kind: "invitations-expired" | "batch-finished", data: MailDoc["data"], over = {}) => {
  const mail = mailOf(kind, over);
  return { ...mail, data: { ...mail.data, ...data } };
};
const worded = (subject: string | null, introduction: string | null): Brand => ({
  ...BRAND,
  wording: { subject, introduction },
});

describe("a reminder", () => {
  it.each(MAIL_LOCALES)(
    "in %s can be stopped from the letter, from its text and by the mail program",
    async (locale) => {
      const doc = mailOf("invite-reminder", { locale });
      if (!doc.claims) throw new Error("The reminder has no claims");
      const { html, text, headers, link } = await renderMail(doc, BRAND);
      const page = await unsubscribePage(doc.claims, "http://localhost:3000");
      expect(headers).toEqual({
        "List-Unsubscribe": `<${await unsubscribeUrl(doc.claims, "http://localhost:3000")}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      });
      expect(hrefsIn(html).at(-1)).toBe(page);
      expect(html).toContain(WORDS[locale].stop);
      expect(text.trimEnd().endsWith(`\n${WORDS[locale].stop}\n${page}`)).toBe(true);
      // The button keeps leading to the invitation.
      expect(hrefsIn(html)[0]).toBe(link);
      expect(link).toContain("/accept-invite?token=");
    },
  );

  it("other letters cannot be unsubscribed from", async () => {
    for (const kind of KINDS.filter((one) => one !== "invite-reminder")) {
      expect((await renderMail(mailOf(kind), BRAND)).headers).toEqual({});
    }
  });
});

describe("a digest of what ended", () => {
  it("names the first ones, and says how many more there are", async () => {
    const { subject, html, text } = await renderMail(mailOf("invitations-expired"), BRAND);
    expect(subject).toBe("1,207 invitations ended unanswered");
    expect(text).toContain("- Ana Lima <ana@bakery.example>\n- bo@berg.example\n- ليلى حداد <layla@haddad.example>\n");
    expect(text).toContain("\nand 1,203 more\n");
    for (const { name, email } of PEOPLE) for (const part of [name, email]) expect(html).toContain(part);
    expect(html).toContain("and 1,203 more");
    // What the list of mails shows beside the subject.
    expect(html).toMatch(/Acme: <span[^>]*>Ana Lima, bo@\u200c?berg\.\u200c?example, ليلى حداد …<\/span>/);
  });

  it("of one, and of as many as it names, says no more than that", async () => {
    const one = await renderMail(counting("invitations-expired", { count: "1" }, { list: PEOPLE.slice(0, 1) }), BRAND);
    expect(one.subject).toBe("1 invitation ended unanswered");
    expect(one.text).toContain("Its link no longer works.");
    expect(one.text).not.toContain(" more");
    const all = await renderMail(counting("invitations-expired", { count: "4" }), BRAND);
    expect(all.text).not.toMatch(/and \d+ more/);
  });

  it("hostile names and addresses in the list stay plain text", async () => {
    const list = [
      { name: '<img src=x onerror="1">', email: '"><script>@evil.example' },
      { name: "{link} {rowEmail}", email: "$&@evil.example" },
      { name: "", email: "no@name.example" },
    ];
    const { html, text } = await renderMail(mailOf("invitations-expired", { list }), BRAND);
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain("{link} {rowEmail}");
    expect(text).toContain("- {link} {rowEmail} <$&@evil.example>\n- no@name.example\n");
  });
});

describe("numbers", () => {
  const subjectOf = async (locale: string, count: string) =>
    mailSubject(counting("invitations-expired", { count }, { locale }), BRAND);

  it("in Arabic take all six forms", async () => {
    expect(await Promise.all(["1", "2", "3", "11", "100"].map((count) => subjectOf("ar", count)))).toEqual([
      "انتهت دعوة واحدة دون رد",
      "انتهت دعوتان دون رد",
      "انتهت 3 دعوات دون رد",
      "انتهت 11 دعوة دون رد",
      "انتهت 100 دعوة دون رد",
    ]);
    const phrases = Object.values(WORDS.ar.letters).flatMap(({ subject, title }): Phrase[] => [subject, title]);
    for (const phrase of [...phrases, WORDS.ar.more].filter((one): one is Plural => typeof one !== "string")) {
      expect(Object.keys(phrase).toSorted()).toEqual(["by", "few", "many", "one", "other", "two", "zero"]);
    }
  });

  it.each(MAIL_LOCALES)("in %s each form that the language has for a small number is there", (locale) => {
    const rules = new Intl.PluralRules(locale);
    const letters = Object.values(WORDS[locale].letters);
    const phrases = [WORDS[locale].more, ...letters.flatMap(({ subject, title, body }) => [subject, title, ...body])];
    for (const phrase of phrases.filter((one): one is Plural => typeof one !== "string")) {
      expect(COUNTED).toContain(phrase.by);
      for (const [form, sentence] of Object.entries(phrase)) {
        if (form === "by" || ["zero", "one", "two"].includes(form)) continue;
        // Whoever is told of many is told how many; where the sentence counts at all.
        expect(sentence.includes(`{${phrase.by}}`)).toBe(phrase.other.includes(`{${phrase.by}}`));
      }
      expect(phrase).toHaveProperty(rules.select(100));
    }
  });

  it("are written as the language writes them, in Western digits in Arabic", async () => {
    const tally = async (locale: string) =>
      (await renderMail(mailOf("batch-finished", { locale }), BRAND)).text.match(/2\D?397/)?.[0];
    expect(await Promise.all(["en", "de", "fr", "ar"].map(tally))).toEqual(["2,397", "2.397", "2\u202f397", "2,397"]);
  });
});

describe("a template tried out", () => {
  it.each(MAIL_LOCALES)("in %s says so in subject and letter, and leads to the start page alone", async (locale) => {
    for (const kind of KINDS) {
      const doc = mailOf(kind, { locale, sample: true, claims: null, reset: null });
      const { subject, html, text, headers } = await renderMail(doc, BRAND);
      const { sample } = WORDS[locale];
      expect(subject.startsWith(sample.subject.replace("{subject}", ""))).toBe(true);
      expect(subject.length).toBeLessThanOrEqual(60);
      for (const part of [html, text]) expect(part).toContain(sample.note);
      expect(new Set(hrefsIn(html))).toEqual(new Set(kind === "invite-cancelled" ? [] : ["http://localhost:3000/"]));
      expect(headers).toEqual({});
      expect(text).not.toMatch(/token=|\s\.\n/);
    }
  });
});

describe("preheaders", () => {
  it.each(MAIL_LOCALES)("in %s say something that the subject does not, and nothing follows them", async (locale) => {
    for (const kind of KINDS) {
      const { subject, html } = await renderMail(mailOf(kind, { locale }), BRAND);
      const body = html.slice(html.indexOf("<body"));
      const [, shown = ""] = /<div aria-hidden="true" style="display:none[^>]*>(.*?)<\/div>/s.exec(body) ?? [];
      const preheader = shown.replace(/<[^>]*>/g, "").replace(/[\u034f\u00a0]+$/, "");
      expect(preheader.length, kind).toBeGreaterThan(8);
      expect(preheader, kind).not.toBe(subject);
      expect(preheader.includes(subject), kind).toBe(false);
      expect(shown.endsWith("\u034f\u00a0".repeat(90)), kind).toBe(true);
      // It comes before everything else that a list of mails could show.
      expect(body.indexOf(shown)).toBeLessThan(body.indexOf(WORDS[locale].recipient.split("{")[0] ?? ""));
    }
  });
});

describe("plain text", () => {
  it("keeps each link whole on a line of its own, and a footer after the signature's dashes", async () => {
    for (const kind of KINDS) {
      for (const locale of MAIL_LOCALES) {
        const { text } = await renderMail(mailOf(kind, { locale }), FULL_BRAND);
        for (const line of text.split("\n").filter((one) => one.includes("http"))) expect(line).toMatch(/^https?:\S+$/);
        expect(text.split("\n\n-- \nNordlicht & Co\n")).toHaveLength(2);
        expect(text).not.toMatch(/\n{3}|^\n|[ \t]\n(?!Nordlicht)/);
      }
    }
  });

  it("in Arabic no line is turned round by a name at its head", async () => {
    const { text } = await renderMail(mailOf("invitations-expired", { locale: "ar" }), BRAND);
    expect(text).toContain("\n- Ana Lima <ana@bakery.example>\n");
    const named = mailOf("invite-user", { locale: "ar" });
    const brand = worded(null, "{inviter} يدعوك إلى {account}.");
    expect((await renderMail(named, brand)).text).toContain("\n\u200fRui Costa يدعوك");
  });
});
