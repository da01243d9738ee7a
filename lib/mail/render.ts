import type { MailDoc } from "../db/types";
import { env } from "../env";
import { type Brand, brandOf } from "./brand";
import { type LetterContent, letterHtml, letterSubject } from "./letter";
import { linksOf } from "./letter-links";
import { letterText } from "./letter-text";
import { letterContent } from "./letter-values";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  /** Where the button leads; null for a letter without one. */
  link: string | null;
  /** The other way that a letter may offer; null for most. */
  secondLink: string | null;
  /** Further headers of the mail. */
  headers: Record<string, string>;
  /** What the letter is made of: for a provider that fills templates of its own. */
  values: Record<string, string>;
}

/**
 * Makes the mail from its document. Links are signed here and nowhere kept; the frozen claims and APP_URL make a retry
 * render the same link.
 */
export async function renderMail(doc: MailDoc, brand?: Brand): Promise<RenderedMail> {
  const wears = brand ?? (await brandOf(doc.account, { kind: doc.kind, locale: doc.locale }));
  const { content, link, secondLink, headers } = await makeLetter(doc, wears);
  return {
    subject: content.values.subject,
    html: await letterHtml(content),
    text: letterText(content),
    link,
    secondLink,
    headers,
    values: content.values,
  };
}

/** All that the letter says, with its links. */
export async function makeLetter(
  doc: MailDoc,
  brand: Brand,
): Promise<Pick<RenderedMail, "link" | "secondLink" | "headers"> & { content: LetterContent }> {
  const appUrl = doc.frozen?.appUrl ?? env().appUrl;
  const { link, secondLink, stopLink, headers } = await linksOf(doc, appUrl);
  const content = letterContent(doc, brand, appUrl);
  const values = {
    ...content.values,
    subject: letterSubject(content),
    link: link ?? "",
    secondLink: secondLink ?? "",
    stopLink: stopLink ?? "",
  };
  return { content: { ...content, values }, link, secondLink, headers };
}

/** The subject alone, for lists: nothing is drawn or signed. */
export function mailSubject(doc: MailDoc, brand: Brand): string {
  return letterSubject(letterContent(doc, brand, doc.frozen?.appUrl ?? env().appUrl));
}
