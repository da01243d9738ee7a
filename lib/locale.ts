/** The languages Foyer speaks to invitees; a tag such as pt-BR is spoken to in its language. */
export const LANGUAGES = ["en", "es", "fr", "de", "pt", "ar", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

export function languageOf(tag: string | null | undefined): Language {
  const language = (tag ?? "").toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((known) => known === language) ?? "en";
}

/** A well-formed tag (BCP 47) of one of our languages. */
export function isKnownLocale(tag: string): boolean {
  return (
    /^[A-Za-z]{2}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag) &&
    LANGUAGES.includes(tag.split("-")[0]?.toLowerCase() as Language)
  );
}
