import { describe, expect, it } from "vitest";
import { MAIL_LOCALES } from "@/emails/words/catalogue";
import {
  checkWording,
  EDITABLE_KINDS,
  INTRODUCTION_LENGTH,
  SUBJECT_TEMPLATE_LENGTH,
  usualWording,
  WORDING_VARIABLES,
} from "@/lib/mail/wording";

const codes = (text: string, part: "subject" | "introduction" = "introduction") =>
  checkWording("invite-user", text, part).map(({ code }) => code);

describe("Foyer's own words", () => {
  const every = EDITABLE_KINDS.flatMap((kind) => MAIL_LOCALES.map((locale) => ({ kind, locale })));

  it.each(every)("$kind in $locale pass the rules that tenants' words have to pass", ({ kind, locale }) => {
    const { subject, introduction } = usualWording(kind, locale);
    expect(checkWording(kind, introduction, "introduction")).toEqual([]);
    // A subject is shortened where it does not fit, so its length alone is nobody's fault.
    expect(checkWording(kind, subject, "subject").filter(({ code }) => code !== "too_long")).toEqual([]);
  });
});

describe("variables", () => {
  it.each(EDITABLE_KINDS)("%s: none is a link, a token or the message, and each says what it is", (kind) => {
    for (const { name, meaning, example } of WORDING_VARIABLES[kind]) {
      expect(name).not.toMatch(/link|token|url|message|footer|subject|monogram|door/i);
      expect(meaning).not.toBe("");
      expect(example).not.toBe("");
    }
  });

  it.each([
    "Join {account}, says {inviter}.",
    "{brand}: until {ends}, as {email}",
    "Two\nlines.\n\nAnd a paragraph.",
    "Half past ten is 10.30, the version is 2.0, e.g. that. Really…",
    "招待されました。受け入れると参加できます。",
    "{account}。{inviter}さんから。Acmeへようこそ。{brand}",
    "10。次",
    "تمت دعوتك إلى {account}. اقبل الدعوة.",
    "¡Hola! Çà va? 100 % & <b>not bold</b> 👩‍👩‍👧",
    "Tel: +49 30 123, from 9:00 to 17:00",
  ])("are used in plain sentences: %j", (text) => {
    expect(codes(text)).toEqual([]);
  });

  it.each([
    "{link}",
    "{secondLink}",
    "{token}",
    "{name}",
    "{parent}",
    "{constructor}",
    "{__proto__}",
    "{}",
    "{ account }",
  ])("refuses %s, which the letter does not have", (name) => {
    expect(codes(`Come to ${name} now`)).toEqual(["unknown_variable"]);
  });

  it.each(["Come to {account", "Come to account}", "{{account}}", "}{", "{acc\nount}"])(
    "refuses a lone brace: %j",
    (text) => {
      expect(codes(text)).toContain("unbalanced_brace");
    },
  );

  it("names the variables that there are", () => {
    expect(checkWording("invite-user", "{foo}")[0]?.message).toContain("{inviter}, {account}");
  });
});

describe("links", () => {
  it.each([
    "Read https://evil.example/x",
    "HTTP://EVIL.EXAMPLE",
    "go to www.evil",
    "evil.example",
    "see acme.com/offer today",
    "write to help@acme.com",
    "javascript:alert(1)",
    "mailto:a",
    "data:text/html,x",
    "tel:+4930123",
    "http:evil",
    "at 192.168.0.1 now",
    "{account}.com",
    "acme.{account}",
    "www.{account}",
    "{inviter}@{account}",
    "ｅｖｉｌ．ｃｏｍ",
    "evil․com",
    "münchen.de",
    "xn--mnchen-3ya.xn--p1ai",
    "пример.рф",
    "evil。example",
    "evil｡com/x",
    "{account}。com",
    "münchen。xn--p1ai",
  ])("are refused, because the button is the letter's one link: %j", (text) => {
    expect(codes(text)).toEqual(["link"]);
  });
});

describe("what cannot be seen", () => {
  it.each(["a\u0000b", "a\u202eb", "a\u200bb", "a\u2066b", "a\u00adb", "a\ufeffb", "a\u{e0041}b", "a\tb", "a\rb"])(
    "is refused: %j",
    (text) => {
      expect(codes(text)).toEqual(["invalid_characters"]);
    },
  );

  it.each(["", "  ", "\u200d", "\u3164"])("nothing at all is refused: %j", (text) => {
    expect(codes(text)).toEqual(["empty"]);
  });

  it("a subject is one line", () => {
    expect(codes("One\nTwo", "subject")).toEqual(["invalid_characters"]);
    expect(codes("Bcc: eve\r\nX: y", "subject")).toEqual(["invalid_characters"]);
  });
});

describe("lengths", () => {
  it(`an introduction has at most ${INTRODUCTION_LENGTH} characters, of whatever plane`, () => {
    expect(codes("a".repeat(INTRODUCTION_LENGTH))).toEqual([]);
    expect(codes("a".repeat(INTRODUCTION_LENGTH + 1))).toEqual(["too_long"]);
    expect(codes("😀".repeat(INTRODUCTION_LENGTH))).toEqual([]);
  });

  it("a subject leaves room for the names in it", () => {
    expect(codes("a".repeat(60), "subject")).toEqual([]);
    expect(codes("a".repeat(61), "subject")).toEqual(["too_long"]);
    expect(codes(`{inviter} ${"a".repeat(43)} {account}`.slice(0), "subject")).toEqual(["too_long"]);
    expect(codes(`{inviter}${"a".repeat(44)}{account}`, "subject")).toEqual([]);
    expect(codes("{account}".repeat(8), "subject")).toEqual(["too_long"]);
    expect(codes("a".repeat(SUBJECT_TEMPLATE_LENGTH + 1), "subject")).toEqual(["too_long"]);
  });

  it("takes a moment at most, however hostile the text", () => {
    const started = performance.now();
    for (const part of ["{", "{a", "a.", "1.1.", "@", "://", "\u0301"]) codes(part.repeat(2500));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
