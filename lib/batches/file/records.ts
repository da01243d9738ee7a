import { AppError } from "../../errors";
import { cellsOf, isTooLong, rowTooLong } from "./cells";
import { breaksIn } from "./encoding";

/** One record as it stands in the file, its quotes and all. */
export interface RawRecord {
  /** The physical line where it starts. */
  line: number;
  text: string;
  /** The line where its first cell of several lines opens; null where it is on one line. */
  opened: number | null;
}

/**
 * Parts a CSV's text into its records (RFC 4180), whatever its line ends, and knows the line of each. A parser that forgives
 * would fold the lines below a stray quotation mark into one record, and nobody would miss them: here they are accounted for.
 */
export class RecordSplitter {
  private rest = "";
  private line = 1;

  constructor(private readonly delimiter: string) {}

  /**
   * @param final with the last part, which may be empty
   * @throws AppError 422 `quoting_broken` and `row_too_long`, with the line
   */
  push(part: string, final: boolean): RawRecord[] {
    const input = this.rest === "" ? part : this.rest + part;
    const marks = new Marks(input, this.delimiter);
    const found: RawRecord[] = [];
    let at = 0;
    while (at < input.length) {
      const record = this.next(input, at, marks, final);
      if (!record) break;
      const text = input.slice(at, record.end);
      if (isTooLong(text)) throw tooLong(text, this.line, record.opened, this.delimiter);
      found.push({ line: this.line, text, opened: record.opened });
      this.line += record.breaks + 1;
      at = record.end + (input[record.end] === "\r" && input[record.end + 1] === "\n" ? 2 : 1);
    }
    this.rest = at < input.length ? input.slice(at) : "";
    if (isTooLong(this.rest)) {
      const opened = this.rest.includes('"') && breaksIn(this.rest) > 0 ? this.line : null;
      throw tooLong(this.rest, this.line, opened, this.delimiter);
    }
    return found;
  }

  /** Where the record ends that starts there; null where the text has to go on first. */
  private next(input: string, start: number, marks: Marks, final: boolean): Extent | null {
    const newline = marks.newline(start);
    if (marks.quote(start) > newline) return ended(input, newline, 0, null, final);
    let at = start;
    let breaks = 0;
    let opened: number | null = null;
    for (;;) {
      if (input[at] === '"') {
        const line = this.line + breaks;
        const close = closing(input, at + 1, final);
        if (close === null && !final) return null;
        if (close === null) throw brokenQuoting(line, "never closes");
        const inside = marks.newline(at + 1) < close ? breaksIn(input.slice(at + 1, close)) : 0;
        if (inside > 0) opened ??= line;
        breaks += inside;
        at = close + 1;
        while (input[at] === " ") at += 1;
        if (at >= input.length) return final ? { end: input.length, breaks, opened } : null;
        if (input[at] === "\n" || input[at] === "\r") return ended(input, at, breaks, opened, final);
        if (input[at] !== this.delimiter) throw brokenQuoting(line, "closes in the middle of a cell");
        at += 1;
      } else {
        const end = marks.newline(at);
        const delimiter = marks.delimiter(at);
        if (delimiter > end || delimiter === Number.POSITIVE_INFINITY) return ended(input, end, breaks, opened, final);
        at = delimiter + 1;
      }
    }
  }
}

interface Extent {
  end: number;
  /** Line ends within it. */
  breaks: number;
  opened: number | null;
}

/** A return at the end may be the first half of a line end, so the text has to go on. */
function ended(input: string, at: number, breaks: number, opened: number | null, final: boolean): Extent | null {
  if (at >= input.length) return final ? { end: input.length, breaks, opened } : null;
  return input[at] === "\r" && at === input.length - 1 && !final ? null : { end: at, breaks, opened };
}

/** The quotation mark that ends a cell: one that no other follows. */
function closing(input: string, from: number, final: boolean): number | null {
  for (let at = input.indexOf('"', from); at >= 0; at = input.indexOf('"', at + 2)) {
    if (at === input.length - 1) return final ? at : null;
    if (input[at + 1] !== '"') return at;
  }
  return null;
}

/** Where the next of each character is; each is looked for once only, however many records there are. */
class Marks {
  private found = { '"': -1, "\n": -1, "\r": -1, delimiter: -1 };

  constructor(
    private readonly input: string,
    private readonly char: string,
  ) {}

  quote(from: number): number {
    return this.seek('"', '"', from);
  }

  newline(from: number): number {
    return Math.min(this.seek("\n", "\n", from), this.seek("\r", "\r", from));
  }

  delimiter(from: number): number {
    return this.seek("delimiter", this.char, from);
  }

  private seek(key: keyof Marks["found"], char: string, from: number): number {
    if (this.found[key] < from) {
      const at = this.input.indexOf(char, from);
      this.found[key] = at < 0 ? Number.POSITIVE_INFINITY : at;
    }
    return this.found[key];
  }
}

function tooLong(text: string, line: number, opened: number | null, delimiter: string): AppError {
  if (opened !== null && swallowsRecords(text, delimiter)) return brokenQuoting(opened, "runs on into the rows below");
  return rowTooLong(line);
}

export function brokenQuoting(line: number, what: string): AppError {
  const say = `The quotation mark that opens a cell in line ${line} ${what}. Write two of them ("") for one inside a quoted cell.`;
  return new AppError("quoting_broken", say, { extra: { line } });
}

/** A cell that is an e-mail address, more or less. */
export const ADDRESS = /^\s*"?\s*[^\s"@,;|<>]+@[^\s"@,;|<>]+\.[^\s"@,;|<>]+\s*"?\s*$/;

/**
 * Whether a line within a record of several would be a record by itself: as many cells as the first has, one of them an address.
 * @param width cells of the header; without, any number above one
 */
export function swallowsRecords(text: string, delimiter: string, width?: number): boolean {
  if (!text.includes("@")) return false;
  const looksLikeOne = (cells: string[]) =>
    (width === undefined ? cells.length > 1 : cells.length === width) && cells.some((cell) => ADDRESS.test(cell));
  return text
    .split(/\r\n|\n|\r/)
    .slice(1)
    .filter((line) => line.includes("@"))
    .some((line) => looksLikeOne(line.split(delimiter)) || looksLikeOne(cellsOf([line], delimiter)[0] ?? []));
}
