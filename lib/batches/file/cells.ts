import Papa from "papaparse";
import { AppError } from "../../errors";
import { LONGEST_ROW, MOST_COLUMNS, MOST_ROWS } from "../schema";

/** The cells of whole records, each by itself: what parts them in the file is known already, line ends within cells stay. */
export function cellsOf(records: readonly string[], delimiter: string): string[][] {
  // The last line end keeps the parser from taking spaces behind a closing quotation mark for text; it makes one row more.
  const { data } = Papa.parse<string[]>(`${records.join("\n")}\n`, { delimiter, newline: "\n", skipEmptyLines: false });
  if (data.length !== records.length + 1) throw new Error(`${records.length} records were read as ${data.length - 1}`);
  data.length = records.length;
  return data;
}

export const isBlank = (cell: string) => cell === "" || cell.trim() === "";

/** A header's cell without what nobody sees: byte order marks and control characters, line ends among them. */
export function tidyHeader(cell: string): string {
  return cell
    .replace(/[\ufeff\u200b]/g, "")
    .replace(/\p{Cc}+/gu, " ")
    .trim();
}

/** The bytes are counted only where there may be too many: a UTF-16 unit is three in UTF-8 at most. */
export function isTooLong(text: string): boolean {
  return text.length * 3 > LONGEST_ROW && Buffer.byteLength(text) > LONGEST_ROW;
}

export function rowTooLong(line: number): AppError {
  const say = `The row in line ${line} is longer than ${LONGEST_ROW / 1024} KB.`;
  return new AppError("row_too_long", say, { extra: { line } });
}

export function tooManyColumns(columns: number, line: number): AppError {
  const say = `Line ${line} has ${columns} columns. At most ${MOST_COLUMNS} are read.`;
  return new AppError("too_many_columns", say, { extra: { line } });
}

export function tooManyRows(line: number): AppError {
  const most = MOST_ROWS.toLocaleString("en");
  const say = `The list has more than ${most} rows: the first too many is in line ${line}. Part it in two.`;
  return new AppError("file_too_long", say, { extra: { line } });
}

export function nothingIn(why: string): AppError {
  return new AppError("file_empty", why, { extra: { line: 1 } });
}
