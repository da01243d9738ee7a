import { LANGUAGES, type Language, languageOf } from "../locale";

/** The languages of signed-out pages: the ones that mail is written in. */
export const LOCALES = LANGUAGES;
export type Locale = Language;

export function isRtl(locale: Locale): boolean {
  return locale === "ar";
}

/** `de-AT` → `de`; English when nothing fits. */
export const toLocale = languageOf;

/** The best language of an Accept-Language header (RFC 9110 §12.5.4): highest weight first, `q=0` means never. */
export function pickLocale(acceptLanguage: string | null | undefined): Locale {
  const wishes = (acceptLanguage ?? "")
    .slice(0, 1000)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="));
      const q = weight ? Number.parseFloat(weight.slice(2)) : 1;
      return { language: tag.split("-")[0], q: Number.isFinite(q) ? q : 0 };
    })
    .filter(({ q }) => q > 0)
    // A stable sort: of equal weights, the one named first.
    .sort((a, b) => b.q - a.q);
  for (const { language } of wishes) {
    const locale = LOCALES.find((known) => known === language);
    if (locale) return locale;
  }
  return "en";
}
