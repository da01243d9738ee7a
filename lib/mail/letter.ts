import { WORDS } from "../../emails/words/catalogue";
import { type LetterKind, say } from "../../emails/words/words";
import {
  escapeHtml,
  fill,
  fillPrepared,
  isName,
  isolate,
  type LetterValues,
  type Prepared,
  type Variable,
} from "./fill";
import { type LetterShape, pageOf, wordsOf } from "./letter-page";
import { oneLine, shorten } from "./names";
import { isEditable, WORDING_VARIABLES } from "./wording";

/**
 * Letters are drawn by React once for each kind, language and set of optional parts, with their {variables} left in; a mail
 * is that page with the variables filled in. Drawing takes a millisecond or more, filling some microseconds. An account's
 * own words are values too, so that they never add to what is kept.
 */

export interface LetterContent {
  shape: LetterShape;
  values: LetterValues;
  people: readonly { name: string; email: string }[];
  /** The account's own words, with {variables}. */
  wording: { subject: string | null; paragraphs: readonly string[] };
}

export const SUBJECT_LENGTH = 60;

/** Names shorter than this are nobody's. */
const RECOGNISABLE = 8;

export async function letterHtml({ shape, values, people, wording }: LetterContent): Promise<string> {
  const { dir } = WORDS[shape.locale];
  const { head, body } = await pageOf(shape);
  const inBody = (name: Variable) => isolate(name, values[name], dir);
  const repeated = {
    people: (template: Prepared) =>
      people.map(({ name, email }) =>
        fillPrepared(template, (variable) => {
          if (variable === "rowName") return isolate(name === email ? "rowEmail" : "rowName", name, dir);
          if (variable === "rowEmail") return name === email ? "" : isolate(variable, email, dir);
          return inBody(variable);
        }),
      ),
    paragraphs: (template: Prepared) =>
      wording.paragraphs.map((paragraph) => {
        const words = escapeHtml(paragraph).replace(/\n/g, "<br/>");
        const filled = fill(words, ownVariables(shape.kind, inBody));
        return fillPrepared(template, (variable) => (variable === "paragraph" ? filled : inBody(variable)));
      }),
  };
  // Before the body there are no elements to keep a name apart with.
  const before = fillPrepared(head, (name) => escapeHtml(values[name]));
  const pieces = body.map(({ each, template }) =>
    each ? repeated[each](template).join("") : fillPrepared(template, inBody),
  );
  return before + pieces.join("");
}

/** What an account's own words may name; anything else in braces stays as it was typed. */
export function ownVariables(kind: LetterKind, value: (name: Variable) => string): (name: Variable) => string | null {
  const known = isEditable(kind) ? WORDING_VARIABLES[kind] : [];
  return (name) => (known.some((variable) => variable.name === name) ? value(name) : null);
}

/** The subject, with the longest names shortened until it fits. */
export function letterSubject({ shape, values, wording }: LetterContent): string {
  const words = WORDS[shape.locale];
  const own = wording.subject === null ? null : oneLine(wording.subject);
  const template = own ?? say(wordsOf(shape).subject, shape.forms);
  const used = new Map<Variable, string>();
  fill(template, (name) => {
    if (name !== "subject") used.set(name, values[name]);
    return "";
  });
  const value = (name: Variable) => used.get(name) ?? "";
  const mark = (subject: string) => (shape.sample ? words.sample.subject.replace("{subject}", () => subject) : subject);
  const subject = () => mark(fill(template, own === null ? value : ownVariables(shape.kind, value)));
  for (let excess = subject().length - SUBJECT_LENGTH; excess > 0; excess = subject().length - SUBJECT_LENGTH) {
    const names = [...used].filter(([name, { length }]) => isName(name) && length > RECOGNISABLE);
    if (names.length === 0) return shorten(subject(), SUBJECT_LENGTH);
    const [longest, current] = names.reduce((a, b) => (b[1].length > a[1].length ? b : a));
    used.set(longest, shorten(current, current.length - 1));
  }
  return subject();
}
