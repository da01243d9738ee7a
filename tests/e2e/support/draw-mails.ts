import { MAIL_LOCALES } from "@/emails/words/catalogue";
import type { Brand } from "@/lib/mail/brand";
import { renderMail } from "@/lib/mail/render";
import { BRAND, FULL_BRAND, KINDS, mailOf } from "../../support/mail-samples";
import "../../support/settings";

/**
 * Prints every letter as JSON. A program of its own, because Playwright has a JSX of its own, which React cannot draw, and
 * because the settings that sign links are this process's.
 */

process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";

export interface DrawnMail {
  name: string;
  locale: string;
  html: string;
}

const WIDE = "W".repeat(60);
const FAMILY = "👩‍👩‍👧‍👦".repeat(5);
const LAYLA = "ليلى ".repeat(12);
const HOST = `${"sub.".repeat(40)}example`;

const WORDED: Brand = {
  ...FULL_BRAND,
  wording: {
    subject: "{account}: {inviter}",
    introduction: `We look forward to working with {account}.\n\n${"Donaudampfschifffahrt".repeat(5)}\nRui`,
  },
};

/** Names as wide, as foreign and as unbreakable as stored ones can be. */
const HOSTILE = {
  type: "business",
  accountName: FAMILY,
  parentName: LAYLA,
  inviterName: WIDE,
  inviteeName: WIDE,
  inviteeEmail: `${"a".repeat(60)}@${HOST}`,
  message: `${"x".repeat(400)}\n${LAYLA}\n${FAMILY}`,
  byName: LAYLA,
  newEmail: `${"b".repeat(60)}@${HOST}`,
  oldEmail: `${"c".repeat(60)}@${HOST}`,
  batchName: WIDE,
  count: "1234567",
  total: "1234567",
  invited: "1234567",
  skipped: "0",
  failed: "0",
} as const;

async function draw(): Promise<DrawnMail[]> {
  const mails: DrawnMail[] = [];
  const add = async (name: string, locale: string, ...[kind, over, brand]: Parameters<typeof one>) => {
    mails.push({ name: `${kind}${name}`, locale, html: await one(kind, { ...over, locale }, brand) });
  };
  for (const locale of MAIL_LOCALES) {
    for (const kind of KINDS) await add("", locale, kind, {}, BRAND);
    await add("-branded", locale, "invite-business", {}, FULL_BRAND);
    await add("-branded", locale, "invite-reminder", {}, FULL_BRAND);
    await add("-sample", locale, "invite-reminder", { sample: true, claims: null }, WORDED);
    for (const kind of locale === "en" || locale === "ar" || locale === "ja" ? KINDS : []) {
      const to = { email: `${"d".repeat(60)}@${HOST}`, name: WIDE };
      const list = [WIDE, FAMILY, LAYLA].map((name) => ({ name, email: HOSTILE.newEmail }));
      const brand = { ...BRAND, name: WIDE, footer: WIDE + LAYLA, supportAddress: HOSTILE.newEmail };
      await add("-hostile", locale, kind, { to, data: HOSTILE, list }, brand);
    }
  }
  return mails;
}

async function one(...[kind, over, brand]: [...Parameters<typeof mailOf>, Brand]): Promise<string> {
  return (await renderMail(mailOf(kind, over), brand)).html;
}

process.stdout.write(JSON.stringify(await draw()));
