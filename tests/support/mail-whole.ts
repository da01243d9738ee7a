import { createElement, Fragment, type ReactNode } from "react";
import { render } from "react-email";
import { WORDS } from "@/emails/words/catalogue";
import { VARIABLES, type Variable } from "@/lib/mail/fill";
import type { LetterContent } from "@/lib/mail/letter";
import { letterElement } from "@/lib/mail/letter-page";
import { isEditable, WORDING_VARIABLES } from "@/lib/mail/wording";

/**
 * A letter drawn by React as a whole, each value in its place from the start: what filling the drawn template has to come
 * to. It shares the letter and its words with that, and nothing of how values come into the page.
 */

const NAMES: ReadonlySet<string> = new Set([
  ...["name", "inviter", "account", "parent", "invitee", "person", "by", "brand", "batchName", "names", "rowName"],
  ...["footer", "monogram"],
]);
const ADDRESSES: ReadonlySet<string> = new Set([
  ...["email", "inviteeEmail", "newEmail", "oldEmail", "rowEmail", "support"],
]);
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

export async function drawWhole({ shape, values, people, wording }: LetterContent): Promise<string> {
  const { dir } = WORDS[shape.locale];

  /** As its reader sees it: lines, and a name or an address apart from the words beside it. */
  const shown = (name: string, value: string): ReactNode[] => {
    const lines = lined(value);
    const apart = ADDRESSES.has(name) || NAMES.has(name);
    if (value === "" || !apart || (dir === "ltr" && !RIGHT_TO_LEFT.test(value))) return lines;
    const direction = ADDRESSES.has(name) ? "ltr" : "auto";
    return [createElement("span", { dir: direction, style: { unicodeBidi: "isolate" } }, ...joined(lines))];
  };

  const words = (template: string, value = (name: Variable): string | null => values[name]): ReactNode => {
    const parts = template.split(/(\{[a-zA-Z]+\})/).flatMap((part): ReactNode[] => {
      const name = VARIABLES.find((one) => part === `{${one}}`);
      const found = name === undefined ? null : value(name);
      return name !== undefined && found !== null ? shown(name, found) : lined(part);
    });
    return createElement(Fragment, null, ...joined(parts));
  };

  const known = isEditable(shape.kind) ? WORDING_VARIABLES[shape.kind].map(({ name }) => name as string) : [];
  return render(
    letterElement(shape, {
      template: false,
      words: (template) => words(template),
      plain: (template) => {
        const name = VARIABLES.find((one) => template === `{${one}}`);
        if (name === undefined) throw new Error(`An attribute is one variable, not "${template}"`);
        return values[name];
      },
      paragraphs: wording.paragraphs.map((paragraph) =>
        words(paragraph, (name) => (known.includes(name) ? values[name] : null)),
      ),
      people: people.map(({ name, email }, index) => ({
        key: String(index),
        name: row(shown(name === email ? "rowEmail" : "rowName", name)),
        email: createElement(Fragment, null, ...joined(name === email ? [""] : shown("rowEmail", email))),
      })),
    }),
  );
}

const row = (name: ReactNode[]) => createElement(Fragment, null, ...joined([...name, " "]));

const lined = (text: string): ReactNode[] =>
  text.split("\n").flatMap((line, index) => (index === 0 ? [line] : [createElement("br", { key: index }), line]));

/** Text beside text is one text: React would mark where one ends. */
function joined(parts: readonly ReactNode[]): ReactNode[] {
  const whole: ReactNode[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (typeof part === "string" && typeof last === "string") whole[whole.length - 1] = last + part;
    else whole.push(part);
  }
  return whole;
}
