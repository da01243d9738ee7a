import { createElement, type ReactElement, type ReactNode } from "react";
import { render } from "react-email";
import { Letter } from "../../emails/letter";
import { FILLER, type PersonRow } from "../../emails/letter-parts";
import { type MailLocale, WORDS } from "../../emails/words/catalogue";
import { type Forms, type LetterKind, type LetterWords, say } from "../../emails/words/words";
import { type Prepared, prepare } from "./fill";

/** The pages that letters are: each drawn by React once, with its {variables} left in. */

export interface LetterShape {
  kind: LetterKind;
  locale: MailLocale;
  /** Whether the reader's name is known, the inviter wrote something, the tenant has a footer, there is a second link. */
  named: boolean;
  message: boolean;
  footer: boolean;
  second: boolean;
  logo: boolean;
  support: boolean;
  sample: boolean;
  /** In the account's own words. */
  introduction: boolean;
  people: boolean;
  /** More people than are named. */
  more: boolean;
  /** Who invites is the account itself. */
  plain: boolean;
  /** The numbers' forms, of a letter that counts. */
  forms: Forms;
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
export function wordsOf({ kind, locale, plain }: LetterShape): LetterWords {
  const letter = WORDS[locale].letters[kind];
  return plain ? { ...letter, ...letter.plain } : letter;
}

/** The sentences of the letter, in its language and with its numbers' forms, still with {variables}. */
export function sentences(shape: LetterShape) {
  const words = WORDS[shape.locale];
  const letter = wordsOf(shape);
  const { tally } = words;
  return {
    dir: words.dir,
    preheader: say(letter.preheader, shape.forms),
    sample: shape.sample ? words.sample.note : null,
    title: say(letter.title, shape.forms),
    greeting: shape.named ? words.greeting : words.greetingNobody,
    body: letter.body.map((paragraph) => say(paragraph, shape.forms)),
    more: shape.more ? say(words.more, shape.forms) : null,
    tally:
      shape.kind === "batch-finished"
        ? [
            { label: tally.invited, number: "{invited}" },
            { label: tally.skipped, number: "{skipped}" },
            { label: tally.failed, number: "{failed}" },
          ]
        : null,
    writes: shape.message ? words.writes : null,
    button: letter.button ?? null,
    address: words.address,
    ends: ENDING.has(shape.kind) ? words.ends : null,
    second: shape.second ? (letter.second ?? null) : null,
    unexpected: letter.unexpected ?? null,
    footer: [words.recipient, ...(shape.footer ? ["{footer}"] : [])],
    questions: shape.support ? words.questions : null,
    stop: shape.kind === "invite-reminder" ? words.stop : null,
  };
}

/** The page in pieces: before the body, as it stands, and what is repeated for each person or paragraph. */
export interface Page {
  head: Prepared;
  body: { each: "people" | "paragraphs" | null; template: Prepared }[];
}

const EACH = /\{each:(people|paragraphs)\}([\s\S]*?)\{end:\1\}/;

/** What stands in the places of a letter: the variables themselves, to be filled in, or their values. */
export interface Slots {
  template: boolean;
  /** Words with variables, as a part of the page. */
  words: (template: string) => ReactNode;
  /** The same as an attribute or a style. */
  plain: (template: string) => string;
  paragraphs: readonly ReactNode[];
  people: readonly PersonRow[];
}

/** The letter for React to draw. */
export function letterElement(shape: LetterShape, { template, words, plain, paragraphs, people }: Slots): ReactElement {
  const said = sentences(shape);
  const some = (sentence: string | null) => sentence && words(sentence);
  return createElement(Letter, {
    lang: shape.locale,
    dir: said.dir,
    template,
    subject: plain("{subject}"),
    preheader: words(said.preheader + FILLER),
    brand: {
      name: words("{brand}"),
      monogram: words("{monogram}"),
      monogramColour: plain("{monogramColour}"),
      door: plain("{door}"),
    },
    logo: shape.logo
      ? {
          src: plain("{logo}"),
          alt: plain("{logoAlt}"),
          width: plain("{logoWidth}"),
          height: plain("{logoHeight}"),
        }
      : null,
    sample: some(said.sample),
    title: words(said.title),
    greeting: words(said.greeting),
    body: said.body.map(words),
    introduction: shape.introduction ? paragraphs : null,
    people: shape.people ? { rows: people, more: some(said.more) } : null,
    tally: said.tally?.map(({ label, number }) => ({ label, number: words(number) })) ?? null,
    message: said.writes ? { heading: words(said.writes), text: words("{message}") } : null,
    action: said.button ? { label: words(said.button), link: plain("{link}"), address: words(said.address) } : null,
    ends: some(said.ends),
    second: said.second
      ? { text: words(`${said.second.text} `), label: words(said.second.label), link: plain("{secondLink}") }
      : null,
    unexpected: some(said.unexpected),
    footer: said.footer.map(words),
    questions: said.questions
      ? { text: words(`${said.questions} `), address: words("{support}"), link: plain("{supportLink}") }
      : null,
    stop: said.stop ? { label: words(said.stop), link: plain("{stopLink}") } : null,
  });
}

const TEMPLATE: Slots = {
  template: true,
  words: (template) => template,
  plain: (template) => template,
  paragraphs: ["{paragraph}"],
  people: [{ key: "row", name: "{rowName} ", email: "{rowEmail}" }],
};

async function drawLetter(shape: LetterShape): Promise<Page> {
  const html = await render(letterElement(shape, TEMPLATE));
  const body = html.indexOf("</head>");
  // A split with two groups: as it stands, what is repeated, its template, as it stands, …
  const parts = html.slice(body).split(EACH);
  return {
    head: prepare(html.slice(0, body)),
    body: parts.flatMap((part, place) => {
      if (place % 3 === 1) return [];
      const each = place % 3 === 2 ? (parts[place - 1] as "people" | "paragraphs") : null;
      return [{ each, template: prepare(part) }];
    }),
  };
}

const drawn = new Map<string, Promise<Page>>();

export function pageOf(shape: LetterShape): Promise<Page> {
  const { forms, ...flags } = shape;
  const key = `${Object.values(flags).join(" ")} ${Object.values(forms).join(" ")}`;
  let page = drawn.get(key);
  if (!page) {
    page = drawLetter(shape);
    drawn.set(key, page);
    // One that failed is not kept.
    page.catch(() => drawn.delete(key));
  }
  return page;
}
