import { describe, expect, it } from "vitest";
import { sayDead, sayQuestion } from "@/app/verify-email/say";
import type { AddressAct } from "@/lib/db/types";
import { LOCALES } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import type { AddressLink } from "@/lib/users/address/describe-link";

/** What the page behind the links of an address change asks and tells, in every language. */

const ACTS: AddressAct[] = ["confirm", "consent", "stop", "undo"];
const CASES = LOCALES.flatMap((locale) => ACTS.map((act) => ({ locale, act })));

function linkTo(act: AddressAct, over: Partial<AddressLink> = {}): AddressLink {
  return {
    state: "valid",
    act,
    newEmail: "new@berg.example",
    oldEmail: act === "confirm" ? null : "old@berg.example",
    name: "Ana Lima",
    byName: act === "consent" ? "Cy Dahl" : null,
    accountName: "Blue Bakery",
    locale: "en",
    needs: null,
    ...over,
  };
}

/** Everything the letter says, without the marks that keep a name's direction. */
function said(link: AddressLink, locale: (typeof LOCALES)[number]): string {
  const question = sayQuestion(link, messagesFor(locale));
  if (!question) throw new Error("The letter asks nothing");
  return Object.values(question)
    .flat()
    .join("\n")
    .replace(/[\u2066-\u2069]/g, "");
}

describe("a link that still does something", () => {
  it.each(CASES)("in $locale $act names the addresses that its mailbox may know", ({ locale, act }) => {
    const words = said(linkTo(act), locale);
    expect(words).toContain("new@berg.example");
    if (act === "confirm") expect(words).not.toContain("old@berg.example");
    else expect(words).toContain("old@berg.example");
    expect(words).not.toMatch(/undefined|null|\[object/);
  });

  it.each(LOCALES)("in %s a new mailbox is told who asked, for whom and at which account", (locale) => {
    const own = said(linkTo("confirm"), locale);
    expect(own).toContain("Ana Lima");
    expect(own).toContain("Blue Bakery");
    expect(own).not.toContain("Cy Dahl");
    const asked = said(linkTo("confirm", { byName: "Cy Dahl", needs: "consent" }), locale);
    expect(asked).toContain("Cy Dahl");
    expect(asked).toContain(messagesFor(locale).verify.confirm.consentToo);
    expect(asked).not.toContain(messagesFor(locale).verify.confirm.effect);
    expect(said(linkTo("confirm", { name: "" }), locale)).toContain("Blue Bakery");
  });

  it.each(LOCALES)("in %s consent is asked for by name, with a way to refuse", (locale) => {
    const { verify } = messagesFor(locale);
    const words = said(linkTo("consent"), locale);
    for (const part of ["Cy Dahl", "Blue Bakery", verify.consent.effect, verify.consent.refuse]) {
      expect(words).toContain(part);
    }
    expect(said(linkTo("consent", { needs: "confirm" }), locale)).toContain(verify.consent.confirmToo);
    // Only where somebody else asks is there something to refuse.
    for (const act of ["confirm", "stop", "undo"] as const)
      expect(said(linkTo(act), locale)).not.toContain(verify.consent.refuse);
  });

  it.each(LOCALES)("in %s taking an address back says all that it brings about", (locale) => {
    const { verify } = messagesFor(locale);
    const question = sayQuestion(linkTo("undo"), messagesFor(locale));
    expect(question?.effects).toHaveLength(3);
    expect(question?.effects).toContain(verify.undo.sessions);
  });
});

describe("a link that does nothing any more", () => {
  const words = messagesFor("en");

  it.each(["used", "expired", "invalid"] as const)("%s asks nothing and says why", (state) => {
    for (const act of ACTS) {
      const link = linkTo(act, { state });
      expect(sayQuestion(link, words)).toBeNull();
      const { title, body } = sayDead(link, words);
      expect(title).not.toBe("");
      expect(body).not.toMatch(/berg\.example|Ana Lima/);
    }
  });

  it("who comes too late to stop a change is told of the way back, and too late for that, whom to tell", () => {
    expect(sayDead(linkTo("stop", { state: "used" }), words)).toMatchObject(words.verify.dead.overtaken);
    expect(sayDead(linkTo("undo", { state: "expired" }), words)).toMatchObject(words.verify.dead.tooLate);
    expect(sayDead(linkTo("stop", { state: "expired" }), words)).toMatchObject(words.verify.dead.expired);
    expect(sayDead(linkTo("undo", { state: "used" }), words)).toMatchObject(words.verify.dead.used);
  });
});
