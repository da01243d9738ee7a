import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import { MAIL_LOCALES, mailLocale, WORDS } from "@/emails/words/catalogue";
import type { LetterKind, Phrase } from "@/emails/words/words";
import { addressUrl, newAddressClaims } from "@/lib/auth/address-token";
import { VARIABLES } from "@/lib/mail/fill";
import { mailMessage, mailName, shorten } from "@/lib/mail/names";
import { renderMail } from "@/lib/mail/render";
import { ACTS, BRAND, ENDS, ISSUED, KINDS, LINKLESS, mailOf } from "../support/mail-samples";
import { linkIn } from "../support/mail-sink";

// Rendering signs links, for which the settings must be whole; nothing here reaches a database.
process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";

const CASES = KINDS.flatMap((kind) => MAIL_LOCALES.map((locale) => ({ kind, locale })));
/** A sentence in every form that its number may take. */
const formsOf = (phrase: Phrase | undefined): string[] => {
  if (phrase === undefined) return [];
  if (typeof phrase === "string") return [phrase];
  const { by: _, ...forms } = phrase;
  return Object.values(forms);
};

describe("words", () => {
  it.each(CASES)("$kind in $locale uses only variables that letters have, and the English ones", ({ kind, locale }) => {
    const variables = (at: keyof typeof WORDS) => {
      const letter = WORDS[at].letters[kind];
      const { subject, preheader, title, body, button, second, unexpected, plain } = letter;
      const own = [plain?.subject, plain?.title, ...(plain?.body ?? [])];
      const phrases = [subject, preheader, title, ...body, button, second?.text, second?.label, unexpected, ...own];
      const text = phrases.flatMap(formsOf).join(" ");
      return new Set([...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name));
    };
    for (const name of variables(locale)) expect(VARIABLES).toContain(name);
    expect([...variables(locale)].toSorted()).toEqual([...variables("en")].toSorted());
  });

  it.each(CASES)("$kind in $locale has the parts that it has in English", ({ kind, locale }) => {
    const parts = (at: keyof typeof WORDS) => {
      const { body, ...others } = WORDS[at].letters[kind];
      return { body: body.length, others: Object.keys(others).toSorted() };
    };
    expect(parts(locale)).toEqual(parts("en"));
  });

  it("a language with a region is the language; an unknown one is English", () => {
    expect(mailLocale("pt-BR")).toBe("pt");
    expect(mailLocale("AR_eg")).toBe("ar");
    expect(mailLocale("xx")).toBe("en");
    expect(mailLocale("")).toBe("en");
  });
});

describe("letters", () => {
  it.each(CASES)("$kind in $locale is whole in both parts", async ({ kind, locale }) => {
    const mail = await renderMail(mailOf(kind, { locale }), BRAND);
    expect(mail.subject.length).toBeGreaterThan(5);
    expect(mail.subject.length).toBeLessThanOrEqual(60);
    expect(mail.html).toContain(`lang="${locale}"`);
    expect(mail.html).toContain(`dir="${locale === "ar" ? "rtl" : "ltr"}"`);
    expect(mail.html).not.toMatch(locale === "en" ? /lang="(?!en")/ : /lang="en"/);
    const visible = mail.html.replace(/<style>[\s\S]*?<\/style>/g, "");
    for (const part of [mail.subject, visible, mail.text]) {
      // A token may spell anything.
      expect(part.replace(/token=[\w.-]+/g, "")).not.toMatch(/undefined|null|\[object|NaN|Invalid Date|\{[a-zA-Z]+\}/);
    }
    if (LINKLESS.includes(kind)) {
      expect(mail.link).toBeNull();
      expect(linkIn(mail.html)).toBeNull();
    } else {
      const hrefs = [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.replaceAll("&amp;", "&"));
      expect(mail.link).toMatch(/^http:\/\/localhost:3000\//);
      expect(linkIn(mail.html)).toBe(mail.link);
      // The button; what else may be done; the button's link in full.
      const second = mail.secondLink ? [mail.secondLink] : [];
      const stop = kind === "invite-reminder" ? [expect.stringMatching(/\/unsubscribe\?token=/)] : [];
      expect(hrefs).toEqual([mail.link, ...second, mail.link, ...stop]);
      expect(mail.text).toContain(`\n${mail.link}\n`);
    }
    // Whatever the letter says in words is in both parts.
    const { body, second, unexpected } = WORDS[locale].letters[kind];
    const lines = [...body, second?.text, second?.label, unexpected];
    for (const line of lines.flatMap((phrase) => formsOf(phrase).slice(-1))) {
      const words = line.split(/\{[a-zA-Z]+\}/).toSorted((a, b) => b.length - a.length)[0] ?? "";
      expect(mail.html.replaceAll("&#x27;", "'")).toContain(words);
      expect(mail.text).toContain(words);
    }
  });

  it("says who, what, until when and for whom", async () => {
    const { subject, text, html } = await renderMail(mailOf("invite-business"), BRAND);
    expect(subject).toBe("Rui Costa invited you to open Blue Bakery");
    for (const part of [html, text]) {
      expect(part).toContain("Rui Costa invited you to open Blue Bakery at Acme");
      expect(part).toContain("Hello Ana Lima,");
      expect(part).toContain("29 November 2026 at 10:00 UTC");
      expect(part).toContain("ana@bakery.example");
    }
    expect(text).toContain("> Welcome aboard.\n> See you on Monday.");
    expect(html).toContain("Welcome aboard.<br/>See you on Monday.");
  });

  it.each(MAIL_LOCALES)("in %s says a name once where the account itself invites", async (locale) => {
    const data = { accountName: "Acme", parentName: null, inviterName: "Acme", inviteeName: "Ana Lima" };
    for (const kind of ["invite-user", "invite-reminder"] as const) {
      const { subject, text } = await renderMail(mailOf(kind, { locale, data: { ...data, type: "user" } }), BRAND);
      // Without the brand in the foot.
      for (const line of [subject, ...(text.split("\n-- ")[0]?.split("\n") ?? [])]) {
        expect(line.split("Acme").length, line).toBeLessThanOrEqual(2);
      }
    }
    const opens = { ...data, type: "business" as const, accountName: "Blue Bakery", parentName: "Acme" };
    const { subject, text } = await renderMail(mailOf("invite-business", { locale, data: opens }), BRAND);
    expect(subject).toContain("Acme");
    expect(text.split("\n-- ")[0]?.split("Acme")).toHaveLength(2);
    const titled = await renderMail(mailOf("invite-business", { locale }), BRAND);
    expect(titled.text).toMatch(/Rui Costa.*Acme|Rui Costa.*Blue Bakery/);
  });

  it("in English a key's invitation reads as its account's own", async () => {
    const data = { type: "user" as const, accountName: "Acme", inviterName: "Acme" };
    const { subject, text } = await renderMail(mailOf("invite-user", { data }), BRAND);
    expect(subject).toBe("You are invited to Acme");
    expect(text).toMatch(/^You are invited to join Acme\n/);
    const worded = { ...BRAND, wording: { subject: "{inviter} and {account}", introduction: null } };
    expect((await renderMail(mailOf("invite-user", { data }), worded)).subject).toBe("Acme and Acme");
  });

  it("has room for every name that could be given", async () => {
    const name = "🌷".repeat(60);
    const data = { type: "user" as const, accountName: name, inviterName: "Rui Costa", message: "🌷".repeat(1000) };
    const { subject, html, text } = await renderMail(mailOf("invite-user", { data }), BRAND);
    for (const part of [html, text]) {
      expect(part).toContain(name);
      expect(part).toContain("🌷".repeat(1000));
    }
    expect(subject.length).toBeLessThanOrEqual(60);
    expect(mailName("🌷".repeat(61))).toBe(`${"🌷".repeat(59)}…`);
  });

  it.each(MAIL_LOCALES)("in %s says how long the link of an address change works", async (locale) => {
    const ends = WORDS[locale].ends.split("{ends}")[0] ?? "";
    for (const kind of Object.keys(ACTS) as LetterKind[]) {
      const { html, text } = await renderMail(mailOf(kind, { locale }), BRAND);
      for (const part of [html, text]) expect(part).toContain(ends);
      expect(text).toContain("10:00");
    }
  });

  it.each(MAIL_LOCALES)(
    "in %s the consent's two links come in their order, each with its own token",
    async (locale) => {
      const doc = mailOf("address-consent", { locale });
      if (!doc.address) throw new Error("The mail has no claims");
      const agree = await addressUrl(doc.address, "consent", "http://localhost:3000");
      const stop = await addressUrl(doc.address, "stop", "http://localhost:3000");
      const { html, text, link, secondLink } = await renderMail(doc, BRAND);
      expect([link, secondLink]).toEqual([agree, stop]);
      for (const part of [html, text]) {
        expect(part.indexOf(agree)).toBeGreaterThan(-1);
        expect(part.indexOf(stop)).toBeGreaterThan(part.indexOf(agree));
      }
      expect(text).toContain(`\n${stop}\n`);
      const { second } = WORDS[locale].letters["address-consent"];
      expect(text).toContain(`${second?.text} ${second?.label.replace("{oldEmail}", "old@berg.example")}\n${stop}`);
    },
  );

  it("a consent with one link has no words for the other", async () => {
    const one = newAddressClaims(new ObjectId(), new ObjectId(), ["consent"], ISSUED, ENDS);
    const { text, secondLink } = await renderMail(mailOf("address-consent", { address: one }), BRAND);
    expect(secondLink).toBeNull();
    expect(text).not.toContain("You do not agree?");
  });

  it("a letter about an address is not sent without its link", async () => {
    await expect(renderMail(mailOf("address-confirm", { address: null }), BRAND)).rejects.toThrow(/change of address/);
  });

  it("an offered ownership leads to the account's own page", async () => {
    const doc = mailOf("ownership-offered");
    expect((await renderMail(doc, BRAND)).link).toBe(`http://localhost:3000/a/${doc.account}/people/ownership`);
  });

  it.each(MAIL_LOCALES)("in %s a new mailbox never learns the old address", async (locale) => {
    // Where no name is known the address stands in its place.
    for (const known of ["Ana Lima", "old@berg.example"]) {
      const to = { email: "new@berg.example", name: known };
      const doc = mailOf("address-confirm", { locale, to });
      const named = { ...doc, data: { ...doc.data, inviteeName: known } };
      const { subject, html, text } = await renderMail(named, BRAND);
      for (const part of [subject, html, text]) expect(part).not.toContain("old@berg.example");
      expect(text).toContain("new@berg.example");
    }
  });

  it.each(MAIL_LOCALES)("in %s an address is whole or not there: never shortened into another", async (locale) => {
    const newEmail = `${"a".repeat(60)}@bank.example.${"sub.".repeat(30)}evil.example`;
    for (const kind of Object.keys(ACTS) as LetterKind[]) {
      const doc = mailOf(kind, { locale });
      const { subject, html, text } = await renderMail({ ...doc, data: { ...doc.data, newEmail } }, BRAND);
      expect(subject).not.toMatch(/@|example/);
      for (const part of [html, text]) expect(part).toContain(newEmail);
    }
  });

  it("in Arabic each address runs from left to right by itself", async () => {
    const { html } = await renderMail(mailOf("address-consent", { locale: "ar" }), BRAND);
    const body = html.slice(html.indexOf("</head>"));
    const isolated = body.split('<span dir="ltr" style="unicode-bidi:isolate">new@berg.example</span>').length;
    expect(isolated).toBeGreaterThan(2);
    expect(isolated).toBe(body.split("new@berg.example").length);
  });

  it("an address in a script from right to left keeps its direction in a letter from left to right", async () => {
    const doc = mailOf("address-changed");
    const { html } = await renderMail({ ...doc, data: { ...doc.data, newEmail: "ليلى@مثال.example" } }, BRAND);
    expect(html).toContain('<span dir="ltr" style="unicode-bidi:isolate">ليلى@مثال.example</span>');
  });

  it("is made of the same words each time, link included", async () => {
    const doc = mailOf("invite-user");
    expect(await renderMail(doc, BRAND)).toEqual(await renderMail(doc, BRAND));
  });

  it("takes its links from the frozen APP_URL", async () => {
    const frozen = {
      appUrl: "https://old.example",
      from: "x@y.example",
      transport: "smtp",
      messageId: "<1@y.example>",
    };
    const { link } = await renderMail({ ...mailOf("invite-user"), frozen }, BRAND);
    expect(link).toMatch(/^https:\/\/old\.example\/v1\/accounts\/accept-invite\?token=/);
  });

  it("greets nobody by an address, and calls an invitee without a name by it", async () => {
    const to = { email: "ana@bakery.example", name: "ana@bakery.example" };
    expect((await renderMail(mailOf("invite-user", { to }), BRAND)).text).toContain("\nHello,\n");
    const data = { accountName: "Acme", inviteeName: null, inviteeEmail: "bo@berg.example" };
    const { subject } = await renderMail(mailOf("invite-accepted", { data }), BRAND);
    expect(subject).toBe("bo@berg.example accepted your invitation");
  });

  it("wears the account's colour, name and footer", async () => {
    const brand = { ...BRAND, name: "Nordlicht & Co", colour: "#0a5f38", footer: "Hafenstraße 1\nHamburg" };
    const { html, text } = await renderMail(mailOf("invite-user"), brand);
    expect(html).toContain("Nordlicht &amp; Co");
    expect(html).toContain("background-color:#0a5f38");
    expect(html).toContain("Hafenstraße 1<br/>Hamburg");
    expect(text).toContain("Nordlicht & Co");
    expect(text).toContain("Hafenstraße 1\nHamburg");
  });
});

describe("hostile names", () => {
  const long = (text: string) => text.repeat(20);
  const HOSTILE = [
    '<script>alert("1")</script>',
    '"><img src=x onerror=alert(1)>',
    "https://evil.example/prize",
    "Acme www.evil.com",
    "{link} {subject} {undefined}",
    "$& $1 \\1 %s {{x}}",
    "a\r\nBcc: eve@evil.example",
    "\u202Eevil\u202C \u2066x\u2069 \u200B\uFEFF",
    long("W"),
    long("👩‍👩‍👧‍👦"),
    long("ليلى "),
    "&lt;b&gt;",
  ];

  it.each(HOSTILE)("%j stays plain text", async (name) => {
    for (const kind of KINDS) {
      for (const locale of ["en", "ar"]) {
        const data = {
          accountName: name,
          parentName: name,
          inviterName: name,
          inviteeName: name,
          inviteeEmail: "bo@berg.example",
          message: name,
          byName: name,
        };
        const doc = mailOf(kind, { locale, to: { email: "ana@bakery.example", name }, data });
        const { subject, html, text, link, secondLink } = await renderMail(doc, { ...BRAND, name, footer: name });
        expect(subject.length).toBeLessThanOrEqual(60);
        expect(subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
        expect(text).not.toMatch(/[\r\u202a-\u202e\u2066-\u2069\ufeff]/);
        expect(html).not.toMatch(/<script|<img|<b>|onerror=[^&]*>[^<]*<img/i);
        const links = new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.replaceAll("&amp;", "&")));
        const stop = kind === "invite-reminder" ? expect.stringMatching(/\/unsubscribe\?token=/) : null;
        expect([...links]).toEqual([link, secondLink, stop].filter((one) => one !== null));
      }
    }
  });

  it("nothing in a name can be made a link by a mail program", () => {
    expect(mailName("https://evil.example/x")).not.toMatch(/:\/\/|evil\.example/);
    expect(mailName("www.evil.com")).not.toContain("evil.com");
    expect(mailName("eve@evil.com")).not.toContain("eve@evil");
    expect(mailName("evil。com")).not.toContain("。c");
  });

  it("ordinary names are left as they are", () => {
    for (const name of [
      "J. R. R. Tolkien",
      "Acme Inc.",
      "Dr. No",
      "A.B. Corp",
      "O'Neil & Sons",
      "山田 太郎",
      "Zoë 👩‍🍳",
    ]) {
      expect(mailName(name)).toBe(name);
    }
  });

  it("shortening never cuts through a character", () => {
    const family = "👩‍👩‍👧‍👦";
    expect(shorten(family.repeat(8), 60)).toBe(`${family.repeat(5)}…`);
    expect(mailName("x".repeat(100))).toHaveLength(60);
    expect(mailMessage("x".repeat(2000))).toHaveLength(1000);
  });
});
