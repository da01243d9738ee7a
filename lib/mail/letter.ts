import { createElement } from "react";
import { render } from "react-email";
import { Letter } from "../../emails/letter";
import { type MailLocale, WORDS } from "../../emails/words/catalogue";
import type { LetterKind, Words } from "../../emails/words/words";
import { shorten } from "./names";

/**
 * Letters are drawn by React once for each kind, language and set of optional parts, with their {variables} left in; a mail
 * is that page with the variables filled in. Drawing takes a millisecond or more, filling some microseconds.
 */

export interface LetterShape {
  kind: LetterKind;
  locale: MailLocale;
  /** Whether the reader's name is known, the inviter wrote something, the tenant has a footer, there is a second link. */
  named: boolean;
  message: boolean;
  footer: boolean;
  second: boolean;
}

/** Every value a letter may need. All are plain text; escaping is done here. */
export type LetterValues = Record<Variable, string>;

const NAMES = ["name", "inviter", "account", "parent", "invitee", "person", "by", "brand", "monogram"] as const;
const COUNTS = ["count", "batchName", "total", "invited", "skipped", "failed"] as const;
const ADDRESSES = ["email", "inviteeEmail", "newEmail", "oldEmail"] as const;
const PLAIN = [
  "subject",
  "link",
  "secondLink",
  "ends",
  "changed",
  "message",
  "footer",
  "door",
  "monogramColour",
] as const;
export const VARIABLES = [...NAMES, ...ADDRESSES, ...COUNTS, ...PLAIN];
type Variable = (typeof VARIABLES)[number];

const TOKEN = /\{([a-zA-Z]+)\}/g;
const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
export const SUBJECT_LENGTH = 60;

const isVariable = (name: string): name is Variable => (VARIABLES as readonly string[]).includes(name);

/** One pass, so that a value that looks like a variable stays what it is. */
export function fill(template: string, value: (name: Variable) => string): string {
  return template.replace(TOKEN, (token, name: string) => (isVariable(name) ? value(name) : token));
}

const escapeHtml = (value: string) => value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** A name in the other direction of writing must not drag the words beside it along. */
function isolate(name: Variable, value: string, dir: Words["dir"]): string {
  const html = escapeHtml(value);
  const address = (ADDRESSES as readonly string[]).includes(name);
  if (!address && !(NAMES as readonly string[]).includes(name)) return html;
  if (dir === "ltr" && !RIGHT_TO_LEFT.test(value)) return html;
  return `<span dir="${address ? "ltr" : "auto"}" style="unicode-bidi:isolate">${html}</span>`;
}

const drawn = new Map<string, Promise<string>>();

function drawLetter(shape: LetterShape): Promise<string> {
  const words = WORDS[shape.locale];
  const letter = words.letters[shape.kind];
  return render(
    createElement(Letter, {
      lang: shape.locale,
      dir: words.dir,
      subject: "{subject}",
      brand: { name: "{brand}", monogram: "{monogram}", monogramColour: "{monogramColour}", door: "{door}" },
      title: letter.title,
      greeting: shape.named ? words.greeting : words.greetingNobody,
      body: letter.body,
      message: shape.message ? { heading: words.writes, text: "{message}" } : null,
      action: letter.button ? { label: letter.button, link: "{link}", address: words.address } : null,
      ends: ENDING.has(shape.kind) ? words.ends : null,
      second: shape.second && letter.second ? { ...letter.second, link: "{secondLink}" } : null,
      unexpected: letter.unexpected ?? null,
      footer: shape.footer ? [words.recipient, "{footer}"] : [words.recipient],
    }),
  );
}

const ENDING: ReadonlySet<LetterKind> = new Set([
  "invite-business",
  "invite-user",
  "invite-link-again",
  "invite-reminder",
  "address-confirm",
  "address-consent",
  "address-changing",
  "address-changed",
  "password-reset",
]);

export async function letterHtml(shape: LetterShape, values: LetterValues): Promise<string> {
  const key = `${shape.kind} ${shape.locale} ${shape.named} ${shape.message} ${shape.footer} ${shape.second}`;
  let page = drawn.get(key);
  if (!page) {
    page = drawLetter(shape);
    drawn.set(key, page);
    // One that failed is not kept.
    page.catch(() => drawn.delete(key));
  }
  const { dir } = WORDS[shape.locale];
  const html = await page;
  const head = html.indexOf("</head>");
  const inHead = fill(html.slice(0, head), (name) => escapeHtml(values[name]));
  const inBody = fill(html.slice(head), (name) => isolate(name, values[name], dir).replace(/\n/g, "<br/>"));
  return inHead + inBody;
}

/** The same letter for who reads plain text; nothing in it is lost and nothing shouts. */
export function letterText(shape: LetterShape, values: LetterValues): string {
  const words = WORDS[shape.locale];
  const letter = words.letters[shape.kind];
  const quote = values.message
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
  const parts = [
    letter.title,
    shape.named ? words.greeting : words.greetingNobody,
    ...letter.body,
    shape.message ? `${words.writes}\n{message}` : null,
    letter.button ? `${letter.button}\n{link}` : null,
    ENDING.has(shape.kind) ? words.ends : null,
    shape.second && letter.second ? `${letter.second.text} ${letter.second.label}\n{secondLink}` : null,
    letter.unexpected ?? null,
    ["-- ", "{brand}", words.recipient, shape.footer ? "{footer}" : null].filter((line) => line !== null).join("\n"),
  ];
  const text = parts.filter((part) => part !== null).join("\n\n");
  return `${fill(text, (name) => (name === "message" ? quote : values[name]))}\n`;
}

/** The subject, with the longest names shortened until it fits. */
export function letterSubject(
  shape: Pick<LetterShape, "kind" | "locale">,
  values: Omit<LetterValues, "subject">,
): string {
  const template = WORDS[shape.locale].letters[shape.kind].subject;
  const used = new Map<Variable, string>();
  fill(template, (name) => {
    if (name !== "subject") used.set(name, values[name]);
    return "";
  });
  const subject = () => fill(template, (name) => used.get(name) ?? "");
  for (let excess = subject().length - SUBJECT_LENGTH; excess > 0; excess = subject().length - SUBJECT_LENGTH) {
    const [longest, value] = [...used].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    if (value.length <= 1) break;
    used.set(longest, shorten(value, value.length - 1));
  }
  return subject();
}
