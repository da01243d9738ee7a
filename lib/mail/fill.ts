import type { Words } from "../../emails/words/words";

/** What a letter's sentences may name, and how its value comes into the page. */

const NAMES = [
  "name",
  "inviter",
  "account",
  "parent",
  "invitee",
  "person",
  "by",
  "brand",
  "monogram",
  "batchName",
  "names",
  "rowName",
  "footer",
] as const;
const ADDRESSES = ["email", "inviteeEmail", "newEmail", "oldEmail", "rowEmail", "support"] as const;
const PLAIN = [
  "subject",
  "link",
  "secondLink",
  "stopLink",
  "supportLink",
  "ends",
  "changed",
  "message",
  "paragraph",
  "count",
  "more",
  "total",
  "invited",
  "skipped",
  "failed",
  "door",
  "monogramColour",
  "logo",
  "logoAlt",
  "logoWidth",
  "logoHeight",
] as const;
export const VARIABLES = [...NAMES, ...ADDRESSES, ...PLAIN];
export type Variable = (typeof VARIABLES)[number];
/** All are plain text; escaping is done here. */
export type LetterValues = Record<Variable, string>;

const KNOWN: ReadonlySet<string> = new Set(VARIABLES);
const NAME_SET: ReadonlySet<string> = new Set(NAMES);
const ADDRESS_SET: ReadonlySet<string> = new Set(ADDRESSES);
const TOKEN = /\{([a-zA-Z]+)\}/g;
/** As React writes them, so that what is filled in is what it would have drawn. */
const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** The first letter that has a direction of its own, where it runs from left to right. */
const STARTS_LEFT =
  /^[^\p{L}]*(?!\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko})\p{L}/u;
const RIGHT_TO_LEFT_MARK = "\u200f";

export const isName = (variable: string): boolean => NAME_SET.has(variable);
const isVariable = (name: string): name is Variable => KNOWN.has(name);

/** One pass, so that a value that looks like a variable stays what it is. What is no variable stays as it stands. */
export function fill(template: string, value: (name: Variable) => string | null): string {
  return template.replace(TOKEN, (token, name: string) => (isVariable(name) ? (value(name) ?? token) : token));
}

/** A template taken apart once: as it stands, a variable, as it stands, … */
export type Prepared = readonly string[];

export function prepare(template: string): Prepared {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: token, 1: name = "", index } of template.matchAll(TOKEN)) {
    if (!isVariable(name)) continue;
    parts.push(template.slice(from, index), name);
    from = index + token.length;
  }
  return [...parts, template.slice(from)];
}

/** The same as `fill`, for what is filled thousands of times. */
export function fillPrepared(prepared: Prepared, value: (name: Variable) => string): string {
  let filled = "";
  for (let place = 0; place < prepared.length; place++) {
    const part = prepared[place] ?? "";
    filled += place % 2 === 0 ? part : value(part as Variable);
  }
  return filled;
}

export const escapeHtml = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** A name in the other direction of writing must not drag the words beside it along. */
export function isolate(name: Variable, value: string, dir: Words["dir"]): string {
  const html = escapeHtml(value).replace(/\n/g, "<br/>");
  const address = ADDRESS_SET.has(name);
  if (html === "" || (!address && !isName(name))) return html;
  if (dir === "ltr" && !RIGHT_TO_LEFT.test(value)) return html;
  return `<span dir="${address ? "ltr" : "auto"}" style="unicode-bidi:isolate">${html}</span>`;
}

/** Plain text takes its direction from its first letter: a line that begins with a name must not turn round by that. */
export function uprightText(line: string, dir: Words["dir"]): string {
  return dir === "rtl" && STARTS_LEFT.test(line) && RIGHT_TO_LEFT.test(line) ? RIGHT_TO_LEFT_MARK + line : line;
}
