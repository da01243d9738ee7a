import type { Locale } from "@/lib/i18n/locales";
import { ar } from "@/lib/i18n/pages/ar";
import { de } from "@/lib/i18n/pages/de";
import { en } from "@/lib/i18n/pages/en";
import { es } from "@/lib/i18n/pages/es";
import { fr } from "@/lib/i18n/pages/fr";
import { ja } from "@/lib/i18n/pages/ja";
import { pt } from "@/lib/i18n/pages/pt";
import type { PageMessages } from "@/lib/i18n/pages/shape";

const CATALOGUE: Record<Locale, PageMessages> = { en, es, fr, de, pt, ar, ja };

export function messagesFor(locale: Locale): PageMessages {
  return CATALOGUE[locale];
}
