import { AppError } from "../../errors";
import { isCleanText } from "../../http/body";
import { MOST_COLUMNS, MOST_ROWS } from "../schema";
import { isTooLong, nothingIn, rowTooLong, tidyHeader, tooManyColumns, tooManyRows } from "./cells";
import { decodeFile, type Encoding } from "./encoding";
import type { List, ListRecord } from "./read";

/** Rows in a group. */
const GROUP = 500;
/** Deeper objects are kept as JSON. */
const DEEPEST = 4;

/**
 * One JSON object a line; its keys are the columns, `business: { name }` as `business.name`. The file is read once for all the
 * keys there are and once for the rows.
 * @throws AppError 400 for a line that is no object, 422 for too much
 */
export async function openNdjson(path: string, encoding: Encoding): Promise<List> {
  const keys = new Map<string, number>();
  let rows = 0;
  for await (const group of objects(path, encoding)) {
    for (const { line, values } of group) {
      rows += 1;
      if (rows > MOST_ROWS) throw tooManyRows(line);
      for (const key of values.keys()) if (!keys.has(key)) keys.set(key, keys.size);
      if (keys.size > MOST_COLUMNS) throw tooManyColumns(keys.size, line);
    }
  }
  if (rows === 0) throw nothingIn("There is nothing in the file. It needs one JSON object a line.");
  return { header: [...keys.keys()], records: () => readRows(path, encoding, keys) };
}

async function* readRows(
  path: string,
  encoding: Encoding,
  keys: ReadonlyMap<string, number>,
): AsyncGenerator<ListRecord[]> {
  for await (const group of objects(path, encoding)) {
    yield group.map(({ line, values }) => {
      const cells = Array.from<string>({ length: keys.size }).fill("");
      for (const [key, value] of values) cells[keys.get(key) ?? 0] = value;
      return { line, cells };
    });
  }
}

interface Flat {
  line: number;
  /** By path. */
  values: Map<string, string>;
}

/** In groups, never empty ones. */
async function* objects(path: string, encoding: Encoding): AsyncGenerator<Flat[]> {
  const names = namer();
  for await (const lines of linesOf(path, encoding)) {
    const written = lines.filter(({ text }) => text.trim() !== "");
    for (let at = 0; at < written.length; at += GROUP) {
      yield written.slice(at, at + GROUP).map(({ line, text }) => ({ line, values: read(text, line, names) }));
    }
  }
}

interface Line {
  line: number;
  text: string;
}

/** Within JSON there are no line ends, so each of them ends an object. */
async function* linesOf(path: string, encoding: Encoding): AsyncGenerator<Line[]> {
  let line = 1;
  let rest = "";
  for await (const part of decodeFile(path, encoding)) {
    const text = rest + part;
    // A return at the end may be the first half of a line end.
    const half = text.endsWith("\r") ? 1 : 0;
    const found = text.slice(0, text.length - half).split(/\r\n|\n|\r/);
    rest = (found.pop() ?? "") + text.slice(text.length - half);
    const first = line;
    line += found.length;
    if (isTooLong(rest)) throw rowTooLong(line);
    yield found.map((one, index) => ({ line: first + index, text: one }));
  }
  yield [{ line, text: rest }];
}

/** The same keys come with every object, so each is tidied once. */
function namer(): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const name = tidyHeader(key);
    if (known.size < MOST_COLUMNS * DEEPEST) known.set(key, name);
    return name;
  };
}

function read(text: string, line: number, names: (key: string) => string): Map<string, string> {
  if (isTooLong(text)) throw rowTooLong(line);
  const values = new Map<string, string>();
  flatten(parse(text, line), "", 1, values, names);
  // What is no text can only come in as an escape: the rest was looked through when the file was decoded.
  if (!text.includes("\\u")) return values;
  for (const [key, value] of values) {
    if (!isCleanText(key) || !isCleanText(value)) throw noObject(line, "has a NUL or half of a character in it");
  }
  return values;
}

function parse(text: string, line: number): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw noObject(line, "is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw noObject(line, "is not a JSON object");
  return value;
}

function flatten(
  value: object,
  path: string,
  depth: number,
  into: Map<string, string>,
  names: (key: string) => string,
): void {
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const name = names(path === "" ? key : `${path}.${key}`);
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner) && depth < DEEPEST) {
      flatten(inner, name, depth + 1, into, names);
    } else {
      into.set(name, textOf(inner));
    }
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function noObject(line: number, what: string): AppError {
  const message = `Line ${line} ${what}. Send one JSON object a line.`;
  return new AppError("invalid_request", message, {
    extra: { line },
    errors: [{ path: "file", code: "invalid_json", message }],
  });
}
