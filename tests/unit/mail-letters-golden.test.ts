import { describe, expect, it } from "vitest";
import { MAIL_LOCALES } from "@/emails/words/catalogue";
import { renderMail } from "@/lib/mail/render";
import { BRAND, FULL_BRAND, KINDS, mailOf } from "../support/mail-samples";

/**
 * Every letter as it was last looked at. After a change that is meant: `npx vitest run --project unit mail-letters-golden -u`,
 * then read what git shows, and look at the pictures (`SHOTS=<folder> npx playwright test mails`).
 */

process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";

const golden = (name: string) => `../golden/mails/${name}`;
/** Tokens say nothing to a reader; the style sheet and the filler after the preheader are the same everywhere. */
const withoutTokens = (part: string) => part.replace(/token=[\w.-]+/g, "token=…");
const readable = (html: string) =>
  withoutTokens(html)
    .replace(/<style>[\s\S]*?<\/style>/, "<style>…</style>")
    .replace(/(?:\u034f\u00a0)+/, "…")
    .replace(/></g, ">\n<");

describe("letters, word for word", () => {
  it.each(KINDS)("%s as plain text in every language", async (kind) => {
    const letters: string[] = [];
    for (const locale of MAIL_LOCALES) {
      const { subject, text } = await renderMail(mailOf(kind, { locale }), BRAND);
      letters.push(`===== ${locale}: ${subject}\n\n${withoutTokens(text)}`);
    }
    await expect(letters.join("\n")).toMatchFileSnapshot(golden(`${kind}.txt`));
  });

  it.each(["invite-business", "invite-user", "invite-reminder"] as const)(
    "%s where the account itself invites",
    async (kind) => {
      const letters: string[] = [];
      const type = kind === "invite-business" ? "business" : "user";
      const accountName = type === "business" ? "Blue Bakery" : "Acme";
      const data = { type, accountName, parentName: "Acme", inviterName: "Acme" } as const;
      for (const locale of MAIL_LOCALES) {
        const { subject, text } = await renderMail(mailOf(kind, { locale, data }), BRAND);
        letters.push(`===== ${locale}: ${subject}\n\n${withoutTokens(text)}`);
      }
      await expect(letters.join("\n")).toMatchFileSnapshot(golden(`${kind}.plain.txt`));
    },
  );

  it.each(KINDS)("%s as a page", async (kind) => {
    const { html } = await renderMail(mailOf(kind), BRAND);
    await expect(readable(html)).toMatchFileSnapshot(golden(`${kind}.en.html`));
  });

  it.each([
    { kind: "invite-business", locale: "ar" },
    { kind: "invite-business", locale: "ja" },
    { kind: "invite-reminder", locale: "ar" },
    { kind: "invitations-expired", locale: "ar" },
    { kind: "address-consent", locale: "ar" },
    { kind: "batch-finished", locale: "ja" },
  ] as const)("$kind in $locale as a page, with everything that a branding has", async ({ kind, locale }) => {
    const { html } = await renderMail(mailOf(kind, { locale }), FULL_BRAND);
    await expect(readable(html)).toMatchFileSnapshot(golden(`${kind}.${locale}.html`));
  });
});
