import { lengthOf, MESSAGE_LENGTH, NAME_LENGTH } from "../text";

/**
 * Names in mail. They were checked when they came in; this holds for what was stored before a rule was, and for what is
 * only dangerous in mail: clients turn anything that looks like an address into a link.
 */

// Controls, marks that change the direction of writing, invisible fillers and the tag characters (Unicode Cc and Cf
// without the joiners that scripts and emoji need), line and paragraph separators.
const HIDDEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const HIDDEN_BUT_LINES = new RegExp(
  HIDDEN.source.replace("\\p{Cc}", "\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f"),
  "gu",
);

// A scheme, or a word with a dot and at least two more letters, or an address with an @.
const LINK_LIKE =
  /:\/\/|[\p{L}\p{N}][.\u3002\uff0e\uff61][\p{L}\p{N}]{2}|[^\s@]@[^\s@]|\b(?:mailto|tel|javascript|data):/iu;
const LINK_JOINTS = /([.\u3002\uff0e\uff61@:])(?=\S)/gu;
const NON_JOINER = "\u200c";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Cuts to so many UTF-16 units, or what else `size` counts, never through a character, and says so with an ellipsis. */
export function shorten(value: string, max: number, size = (text: string) => text.length): string {
  if (value.length <= max || size(value) <= max) return value;
  let kept = "";
  let room = max - 1;
  for (const { segment } of graphemes.segment(value)) {
    room -= size(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Keeps mail clients from making a link of plain words: an invisible non-joiner after each dot, colon and @. */
export function unlink(value: string): string {
  return LINK_LIKE.test(value) ? value.replace(LINK_JOINTS, `$1${NON_JOINER}`) : value;
}

/** On one line and with nothing hidden in it; as long as it is. */
export function oneLine(value: string): string {
  return value.normalize("NFC").replace(/\s/gu, " ").replace(HIDDEN, "").replace(/ {2,}/g, " ").trim();
}

/** A name as mail may show it: one line of at most 60 characters as the entry counts them, nothing hidden in it, never a link. */
export function mailName(value: string | null | undefined): string {
  return unlink(shorten(oneLine(value ?? ""), NAME_LENGTH, lengthOf));
}

/** The inviter's own words; at most 1000 characters. */
export function mailMessage(value: string | null | undefined): string {
  return shorten(ownWords(value ?? ""), MESSAGE_LENGTH, lengthOf);
}

/** Lines stay, nothing hidden does; an empty line or more between paragraphs is one. */
export function ownWords(value: string): string {
  const lines = value
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(HIDDEN_BUT_LINES, "")
    .trim();
  return lines.replace(/\n(?:[^\S\n]*\n){2,}/g, "\n\n");
}
