import { describe, expect, it } from "vitest";
import { WORDS } from "@/emails/words/catalogue";
import { failureWords } from "@/lib/i18n/failure";
import { inWords } from "@/lib/i18n/form-errors";
import { isRtl, LOCALES, pickLocale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import { formatMoment } from "@/lib/i18n/moment";
import { offerTitle } from "@/lib/i18n/offer-title";
import { exactTime, relativeTime } from "@/lib/i18n/relative-time";

describe("the language of a browser", () => {
  it.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["nl,fr;q=0.7,en;q=0.6", "fr"],
    ["en;q=0.5, ja", "ja"],
    ["PT-br", "pt"],
    ["es;q=0, ar", "ar"],
    ["nl, sv", "en"],
    ["*", "en"],
    ["", "en"],
    [null, "en"],
    [";;,,q=;", "en"],
    ["fr;q=nonsense, es;q=0.1", "es"],
  ])("%j is answered in %s", (header, locale) => {
    expect(pickLocale(header)).toBe(locale);
  });

  it("only Arabic runs from right to left", () => {
    expect(LOCALES.filter(isRtl)).toEqual(["ar"]);
  });
});

/** Every sentence of a catalogue, with names that cannot be mistaken for its own words. */
function sentences(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") {
    const names = {
      inviter: "⟨Rui⟩",
      account: "⟨Bakery⟩",
      parent: "⟨Acme⟩",
      invited: "⟨a@b⟩",
      signedIn: "⟨c@d⟩",
      role: "admin",
      name: "⟨Ana⟩",
      by: "⟨Cy⟩",
      newEmail: "⟨e@f⟩",
      oldEmail: "⟨g@h⟩",
      email: "⟨i@j⟩",
    };
    const takesNames = /\(\s*\{/.test(String(value)) || String(value).startsWith("({");
    return [[path, String(value(takesNames ? names : "⟨Name⟩"))]];
  }
  return Object.entries(value as object).flatMap(([key, part]) => sentences(part, path ? `${path}.${key}` : key));
}

describe.each(LOCALES)("the words in %s", (locale) => {
  const said = [...sentences(messagesFor(locale), ""), ...sentences(failureWords(locale), "failure")];

  it("say something everywhere, and nothing by accident", () => {
    for (const [path, sentence] of said) {
      expect(sentence.trim(), path).not.toBe("");
      expect(sentence, path).not.toMatch(/undefined|\[object|NaN|\$\{|!|！| {2}/);
    }
  });

  it("keep what they are given", () => {
    const english = new Map(sentences(messagesFor("en"), ""));
    const given = (text: string) => new Set(text.match(/⟨[^⟩]*⟩/g) ?? []);
    for (const [path, sentence] of said) {
      const expected = english.get(path);
      if (expected !== undefined) expect(given(sentence), path).toEqual(given(expected));
    }
  });

  it("count the characters that a password still needs", () => {
    expect(messagesFor(locale).common.passwordWords.missing).toContain("{count}");
  });

  it("open what they isolate and close it again", () => {
    for (const [path, sentence] of said) {
      const opened = sentence.match(/[\u2066-\u2068]/g)?.length ?? 0;
      expect(sentence.match(/\u2069/g)?.length ?? 0, path).toBe(opened);
      if (isRtl(locale)) expect(opened, path).toBe(sentence.match(/⟨/g)?.length ?? 0);
    }
  });

  it("name a moment in UTC and say so, with the year only where it is another", () => {
    const at = new Date("2026-11-29T09:05:00Z");
    const near = formatMoment(at, locale, new Date("2026-11-01T00:00:00Z"));
    expect(near).toMatch(/29.*09:05.*UTC/);
    expect(near).not.toContain("2026");
    expect(formatMoment(at, locale, new Date("2025-12-31T00:00:00Z"))).toContain("2026");
  });
});

describe("one voice in pages and letters", () => {
  const both = (locale: "es" | "pt") => JSON.stringify([sentences(messagesFor(locale), ""), WORDS[locale]]);

  it("says tú in Spanish", () => {
    expect(/.{20}(\busted(es)?\b|\ble (invita|ofrece)).{20}/iu.exec(both("es"))).toBeNull();
  });

  it("is European in Portuguese, and calls nobody você", () => {
    const other = /.{20}(você|\bsenha|sobrenome|banco de dados|\baceito\b|\bacessar\b).{20}/iu;
    expect(other.exec(both("pt"))).toBeNull();
  });
});

describe("an invitation's title", () => {
  const { title } = { title: (offer: Parameters<typeof offerTitle>[0]) => offerTitle(offer, messagesFor("en")) };

  it("names the person, the account, and where it is opened", () => {
    expect(title({ type: "business", inviterName: "Rui Costa", accountName: "Blue Bakery", parentName: "Acme" })).toBe(
      "Rui Costa invited you to open Blue Bakery at Acme",
    );
    expect(title({ type: "user", inviterName: "Rui Costa", accountName: "Acme", parentName: null })).toBe(
      "Rui Costa invited you to join Acme",
    );
  });

  it("does not say a name twice where the account itself invites", () => {
    expect(title({ type: "business", inviterName: "Acme", accountName: "Blue Bakery", parentName: "Acme" })).toBe(
      "Acme invited you to open Blue Bakery",
    );
    expect(title({ type: "user", inviterName: "Acme", accountName: "Acme", parentName: null })).toBe(
      "You are invited to join Acme",
    );
  });
});

describe("a form's outcome in the reader's words", () => {
  const words = messagesFor("de");
  const refused = { ok: false, values: {}, errors: {} };

  it("translates a schema's key and a problem's code", () => {
    const state = inWords(
      { ...refused, code: "invalid_request", message: "One field needs a look.", errors: { email: "email_invalid" } },
      words,
    );
    expect(state.errors).toEqual({ email: words.errors.email_invalid });
    expect(inWords({ ...refused, code: "rate_limited", message: "Too often." }, words).message).toBe(
      words.errors.rate_limited,
    );
  });

  it("translates what the domain says of a field by the problem's code", () => {
    const errors = { password: "Choose a password of at least 8 characters that is not among the common ones." };
    expect(inWords({ ...refused, code: "password_too_weak", errors }, words).errors).toEqual({
      password: words.errors.password_too_weak,
    });
  });

  it("never shows words of another language for a code it does not know, nor a key of Object", () => {
    expect(inWords({ ...refused, code: "toString", message: "English" }, words).message).toBe(words.errors.internal);
  });
});

describe("relative times", () => {
  const from = new Date("2026-11-23T10:00:00Z");
  const after = (seconds: number) => relativeTime(new Date(from.getTime() + seconds * 1000), from);

  it.each([
    [0, "now"],
    [-30, "now"],
    [-60, "1 minute ago"],
    [3 * 3600, "in 3 hours"],
    [5 * 86_400, "in 5 days"],
    [-86_400, "yesterday"],
    [21 * 86_400, "in 3 weeks"],
    [-400 * 86_400, "last year"],
  ])("%d seconds from now is %s", (seconds, words) => {
    expect(after(seconds)).toBe(words);
  });

  it("the exact time says that it is in UTC", () => {
    expect(exactTime(from)).toBe("23 November 2026 at 10:00 UTC");
  });
});
