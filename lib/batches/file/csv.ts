import { isAddressBook, ownColumns } from "../fields";
import { MOST_COLUMNS, MOST_ROWS } from "../schema";
import { cellsOf, isBlank, nothingIn, tidyHeader, tooManyColumns, tooManyRows } from "./cells";
import { declaredDelimiter, findDelimiter } from "./delimiter";
import { decodeFile, type Encoding } from "./encoding";
import type { List, ListRecord } from "./read";
import { brokenQuoting, type RawRecord, RecordSplitter, swallowsRecords } from "./records";

/** Characters that are looked at before the rows are read: the header and what shows the delimiter. */
const START = 64 * 1024;
/** Columns: Outlook writes 92 of them, Google some for each number that anybody has. */
const MOST_OF_ADDRESS_BOOK = 256;
/** Rows in a group. */
const GROUP = 500;

interface Shape {
  delimiter: string;
  header: string[];
  /** The last line of the header. */
  below: number;
}

/** @throws AppError 422, with the line; what is wrong with a row is thrown when it is reached */
export async function openCsv(path: string, encoding: Encoding): Promise<List> {
  const shape = readHeader(await readStart(path, encoding));
  return { header: shape.header, records: () => readRows(path, encoding, shape) };
}

/** @returns a little more than START, or the whole text */
async function readStart(path: string, encoding: Encoding): Promise<{ text: string; whole: boolean }> {
  let text = "";
  for await (const part of decodeFile(path, encoding)) {
    text += part;
    if (text.length >= START) return { text, whole: false };
  }
  return { text, whole: true };
}

function readHeader({ text, whole }: { text: string; whole: boolean }): Shape {
  const declared = declaredDelimiter(text);
  const delimiter = declared ?? findDelimiter(text);
  const first = firstFilled(text, whole, delimiter)[declared === null ? 0 : 1];
  if (!first)
    throw nothingIn(
      "There is nothing in the file. Its first line says what the columns are, a row for each person follows.",
    );
  const cells = (cellsOf([first.text], delimiter)[0] ?? []).map(tidyHeader);
  if (first.opened !== null && swallowsRecords(first.text, delimiter)) {
    throw brokenQuoting(first.opened, "runs on into the rows below");
  }
  return { delimiter, header: widthOf(cells, first.line), below: first.line };
}

/** The first two. What is broken further below is said with its rows: it does not matter how far the start reaches. */
function firstFilled(text: string, whole: boolean, delimiter: string): RawRecord[] {
  const splitter = new RecordSplitter(delimiter);
  const filled: RawRecord[] = [];
  const keep = (records: RawRecord[]) => {
    filled.push(...records.filter((record) => !isBlankRecord(record, delimiter)));
    return filled.length;
  };
  for (const line of text.split(/(?<=\n|\r(?!\n))/)) if (keep(splitter.push(line, false)) > 1) return filled;
  if (whole) keep(splitter.push("", true));
  return filled;
}

/** No row, but a line. Delimiters alone are a row's, though nothing is between them. */
function isBlankLine({ text }: RawRecord, delimiter: string): boolean {
  return isBlank(text) && !text.includes(delimiter);
}

function isBlankRecord({ text }: RawRecord, delimiter: string): boolean {
  return isBlank(text) || isBlank(text.replaceAll(delimiter, "").replaceAll('""', ""));
}

/**
 * The columns that a report of ours added do not count, so that every list's report can be sent again, and behind them are the
 * cells that rows had too many of; and what Outlook and Google write of everybody, empty or not, may be as wide as they made it.
 */
function widthOf(all: string[], line: number): string[] {
  const most = isAddressBook(all) ? MOST_OF_ADDRESS_BOOK : MOST_COLUMNS;
  const isOwn = ownColumns(all);
  const own = isOwn.filter(Boolean).length;
  const cells = own > 0 ? all.slice(0, isOwn.lastIndexOf(true) + 1) : all;
  if (cells.length - own <= most) return cells;
  const filled = cells.slice(0, cells.findLastIndex((cell) => cell !== "") + 1);
  if (filled.length - own > most) throw tooManyColumns(filled.length, line);
  return filled;
}

async function* readRows(path: string, encoding: Encoding, shape: Shape): AsyncGenerator<ListRecord[]> {
  const { delimiter, header, below } = shape;
  const splitter = new RecordSplitter(delimiter);
  let rows = 0;
  // Lines of rows without anything in them. Excel writes hundreds at the end of a file: they count once another row follows.
  let held: number[] = [];
  const count = function* (group: ListRecord[]) {
    const over = group[MOST_ROWS - rows];
    if (over) throw tooManyRows(over.line);
    rows += group.length;
    if (group.length > 0) yield group;
  };
  const read = function* (records: RawRecord[]) {
    const written = records.filter((record) => record.line > below && !isBlankLine(record, delimiter));
    for (let at = 0; at < written.length; at += GROUP) {
      let group: ListRecord[] = [];
      for (const row of rowsOf(written.slice(at, at + GROUP), shape)) {
        if (row.cells === null) {
          // Those beyond the first too many need not be known.
          if (rows + group.length + held.length <= MOST_ROWS) held.push(row.line);
          continue;
        }
        if (held.length > 0) {
          yield* count(group);
          group = [];
          for (const empty of emptyRows(held, header.length)) yield* count(empty);
          held = [];
        }
        group.push(row);
      }
      yield* count(group);
    }
  };
  for await (const part of decodeFile(path, encoding)) yield* read(splitter.push(part, false));
  yield* read(splitter.push("", true));
  if (rows === 0) throw nothingIn("There is a header in the file, and no row below it.");
}

function* emptyRows(lines: readonly number[], width: number): Generator<ListRecord[]> {
  for (let at = 0; at < lines.length; at += GROUP) {
    yield lines.slice(at, at + GROUP).map((line) => ({ line, cells: Array.from<string>({ length: width }).fill("") }));
  }
}

/** One without cells has nothing in them. */
type Row = ListRecord | { line: number; cells: null };

function rowsOf(records: RawRecord[], { delimiter, header }: Shape): Row[] {
  const table = cellsOf(
    records.map(({ text }) => text),
    delimiter,
  );
  return records.map((record, index): Row => {
    const { line } = record;
    const cells = table[index] ?? [];
    if (cells.every(isBlank)) return { line, cells: null };
    const used =
      cells.length > header.length
        ? Math.max(cells.findLastIndex((cell) => !isBlank(cell)) + 1, header.length)
        : cells.length;
    if (record.opened !== null && (used !== header.length || swallowsRecords(record.text, delimiter, header.length))) {
      throw brokenQuoting(record.opened, "runs on into the rows below");
    }
    if (used > header.length + MOST_COLUMNS) throw tooManyColumns(used, line);
    cells.length = used;
    while (cells.length < header.length) cells.push("");
    return used > header.length ? { line, cells, extra: true } : { line, cells };
  });
}
