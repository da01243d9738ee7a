/** The ways to look at a mail: as a mail program shows it by day or in the dark, on a phone, and its plain text. */
export const MAIL_VIEWS = ["html", "dark", "phone", "text"] as const;
export type MailView = (typeof MAIL_VIEWS)[number];

export function isMailView(view: unknown): view is MailView {
  return (MAIL_VIEWS as readonly unknown[]).includes(view);
}

export type MailScheme = "light" | "dark";

/** The classes that make a part of a page look so. */
export const SCHEME: Record<MailScheme, string> = { light: "by-day", dark: "in-the-dark" };

const DARK = /@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g;
const BOTH = /(color-schemes?(?:: |" content="))light dark/g;

/** A mail as it looks by day or in the dark, whatever the reader's own system is set to: its rules for that hold or do not. */
export function inScheme(html: string, scheme: MailScheme): string {
  return html
    .replace(DARK, scheme === "dark" ? "@media all" : "@media not all")
    .replace(BOTH, (_, start: string) => start + scheme);
}
