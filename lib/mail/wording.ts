import { type MailLocale, WORDS } from "../../emails/words/catalogue";
import type { LetterWords } from "../../emails/words/words";
import type { MailKind } from "../db/types";

/**
 * What an account may say in its own words: the subject and the introduction of the letters about invitations and
 * ownership, with some {variables}. Letters about passwords and sign-in addresses say what Foyer says, because somebody's
 * login hangs on their being understood.
 */

export const EDITABLE_KINDS = [
  "invite-business",
  "invite-user",
  "invite-reminder",
  "invite-link-again",
  "invite-cancelled",
  "invite-accepted",
  "invite-declined",
  "invite-requested",
  "invite-cancelled-inviter",
  "invitations-expired",
  "batch-finished",
  "ownership-offered",
] as const satisfies readonly MailKind[];
export type EditableKind = (typeof EDITABLE_KINDS)[number];

export function isEditable(kind: string): kind is EditableKind {
  return (EDITABLE_KINDS as readonly string[]).includes(kind);
}

export interface WordingVariable {
  name: string;
  /** What stands in its place. */
  meaning: string;
  example: string;
}

const named = (name: string, meaning: string, example: string): WordingVariable => ({ name, meaning, example });

const brand = named("brand", "the name at the head of the letter", "Acme");
const account = named("account", "the account that the invitation is to", "Lima Bakery");
const inviter = named("inviter", "who invited", "Rui Costa");
const email = named("email", "the reader's address", "ana@example.com");
const ends = named("ends", "until when the link works", "24 November 2026 at 10:00 UTC");
const by = named("by", "who withdrew it", "Rui Costa");
const invitee = named("invitee", "who was invited", "Ana Lima");
const inviteeEmail = named("inviteeEmail", "the address that was invited", "ana@example.com");

const INVITEE = [inviter, account, email, ends, brand];
const INVITER = [invitee, inviteeEmail, account, brand];

/** What each letter's own words may name. Never a link: the button has it, and nothing else in a letter leads anywhere. */
export const WORDING_VARIABLES: Record<EditableKind, readonly WordingVariable[]> = {
  "invite-business": [inviter, account, named("parent", "the account that invites", "Acme"), email, ends, brand],
  "invite-user": INVITEE,
  "invite-reminder": INVITEE,
  "invite-link-again": INVITEE,
  "invite-cancelled": [by, inviter, account, brand],
  "invite-accepted": INVITER,
  "invite-declined": INVITER,
  "invite-requested": INVITER,
  "invite-cancelled-inviter": [by, ...INVITER],
  "invitations-expired": [
    named("count", "how many invitations ended", "12"),
    named("account", "the account that they were to", "Lima Bakery"),
    brand,
  ],
  "batch-finished": [
    named("batchName", "what the list is called", "Spring list"),
    named("total", "how many people are on it", "250"),
    named("invited", "how many were invited", "240"),
    named("skipped", "how many were skipped", "8"),
    named("failed", "how many could not be invited", "2"),
    brand,
  ],
  "ownership-offered": [
    named("by", "who offers the account", "Rui Costa"),
    named("account", "the account that is offered", "Lima Bakery"),
    brand,
  ],
};

/** What Foyer itself says there, with its {variables}; where a sentence has several forms, the one for many. */
export function usualWording(kind: MailKind, locale: MailLocale): { subject: string; introduction: string } {
  const { subject, body } = WORDS[locale].letters[kind];
  return { subject: manyOf(subject), introduction: body.map(manyOf).join("\n\n") };
}

function manyOf(phrase: LetterWords["subject"]): string {
  return typeof phrase === "string" ? phrase : phrase.other;
}

export type WordingPart = "subject" | "introduction";

export const SUBJECT_TEMPLATE_LENGTH = 120;
export const INTRODUCTION_LENGTH = 1000;
/** Mail programs cut subjects at about this; see letterSubject, which shortens names until they fit. */
const SUBJECT_SHOWN = 60;
/** What a name in the subject needs to be recognised at all. */
const NAME_AT_LEAST = 8;

export interface WordingProblem {
  code: "empty" | "too_long" | "invalid_characters" | "unknown_variable" | "unbalanced_brace" | "link";
  message: string;
}

// Controls but line feeds, marks that change the direction of writing, invisible fillers and tag characters. The joiners
// that scripts and emoji need stay.
const HIDDEN =
  /(?!\n)[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const VISIBLE = /[^\p{Z}\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;
const TOKEN = /\{([^{}\n]*)\}/g;
// What mail programs make a link of: a scheme, www., an address with an @, a host's name or number.
const LINK =
  /:\/\/|\bwww\.|[^\s@]@[^\s@]|\b(?:https?|mailto|tel|sms|javascript|data):\S|[\p{L}\p{N}]\.(?:\p{L}{2}|xn--)|\b\d{1,3}(?:\.\d{1,3}){3}\b/iu;
// Full stops of Chinese and Japanese are dots in a host's name, too (RFC 3490, 3.1). There the next sentence begins right
// after one, so it takes Latin letters or digits before and letters after it.
const LINK_BY_FULL_STOP = /[\p{Script=Latin}\p{N}][\u3002\uff61](?:\p{Script=Latin}{2}|xn--)/iu;

const count = (text: string) => [...text].length;

/** What keeps a text from being used as a letter's subject or introduction; nothing where it can be. */
export function checkWording(kind: EditableKind, text: string, part: WordingPart = "introduction"): WordingProblem[] {
  if (!VISIBLE.test(text)) return [problem("empty", "There is nothing in it that can be seen. Leave it out instead.")];
  const names = WORDING_VARIABLES[kind].map(({ name }) => name);
  const unknown = [...text.matchAll(TOKEN)].map(([, name = ""]) => name).filter((name) => !names.includes(name));
  // As long as the names that will stand there, so that {account}.com is seen for what it becomes.
  const filled = text.replace(TOKEN, "xx");
  // But who is named may well begin a sentence.
  const begun = text.replace(TOKEN, "0");
  return [
    ...tooLong(text, part),
    ...(HIDDEN.test(text) || (part === "subject" && text.includes("\n"))
      ? [problem("invalid_characters", "Contains characters that cannot be shown, such as control or direction marks.")]
      : []),
    ...[...new Set(unknown)].map((name) =>
      problem("unknown_variable", `{${name}} is not known here. Use ${names.map((one) => `{${one}}`).join(", ")}.`),
    ),
    ...(/[{}]/.test(filled)
      ? [problem("unbalanced_brace", "A brace stands alone. They come in pairs, round the name of a variable.")]
      : []),
    ...(LINK.test(filled) || LINK.test(filled.normalize("NFKC")) || LINK_BY_FULL_STOP.test(begun.normalize("NFKC"))
      ? [
          problem(
            "link",
            "Contains what mail programs make a link of. The letter's button is its one link; put a space after each full stop.",
          ),
        ]
      : []),
  ];
}

function tooLong(text: string, part: WordingPart): WordingProblem[] {
  if (part === "introduction") {
    return count(text) > INTRODUCTION_LENGTH ? [problem("too_long", `At most ${INTRODUCTION_LENGTH} characters.`)] : [];
  }
  if (count(text) > SUBJECT_TEMPLATE_LENGTH)
    return [problem("too_long", `At most ${SUBJECT_TEMPLATE_LENGTH} characters.`)];
  const room = SUBJECT_SHOWN - NAME_AT_LEAST * (text.match(TOKEN)?.length ?? 0);
  // In UTF-16 units, as the subject is measured when it is filled.
  if (text.replace(TOKEN, "").length <= room) return [];
  return [
    problem(
      "too_long",
      room > 0
        ? `Mail programs show about ${SUBJECT_SHOWN} characters, so the words around the variables may have at most ${room}.`
        : "There are too many variables for one line.",
    ),
  ];
}

function problem(code: WordingProblem["code"], message: string): WordingProblem {
  return { code, message };
}
