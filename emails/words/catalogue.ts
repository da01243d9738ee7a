import { ar } from "./ar";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import { ja } from "./ja";
import { pt } from "./pt";
import type { Words } from "./words";

export const MAIL_LOCALES = ["en", "es", "fr", "de", "pt", "ar", "ja"] as const;
export type MailLocale = (typeof MAIL_LOCALES)[number];

export const WORDS: Record<MailLocale, Words> = { en, es, fr, de, pt, ar, ja };

/** "pt-BR" → "pt"; English for what there is no letter in. */
export function mailLocale(tag: string): MailLocale {
  const language = tag.toLowerCase().split(/[-_]/)[0];
  return MAIL_LOCALES.find((locale) => locale === language) ?? "en";
}
