import { isAscii, isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { AppError } from "../../errors";

/** The encodings that spreadsheets and address books write. */
export type Encoding = { name: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252"; bom: 0 | 2 | 3 };

/** Bytes read at once. */
const STEP = 64 * 1024;
/** Where a file without a byte order mark is looked at for the zero bytes of UTF-16. */
const LOOK = 4 * 1024;

// What no text has: C0 controls but tab, line feed, vertical tab (a soft line break of Outlook's), form feed and return.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const BINARY = /[\0-\x08\x0e-\x1f]/;

/**
 * Reads the whole file once, because its last line may be the first that says which encoding it is.
 * @throws AppError 422 `file_not_text`, with the line
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  let encoding: Encoding | null = null;
  // Where the first byte is that is no UTF-8, and whether letters beyond ASCII are written in it all the same.
  let broken: number | null = null;
  let isWritten = false;
  let carried: Buffer = Buffer.alloc(0);
  let at = 0;
  for await (const bytes of createReadStream(path, { highWaterMark: STEP }) as AsyncIterable<Buffer>) {
    if (at === 0) {
      refuseKnown(bytes);
      encoding = encodingOfStart(bytes);
    }
    // UTF-16 is looked through once it is text.
    if (encoding?.name.startsWith("utf-16")) return encoding;
    const binary = bytes.toString("latin1").search(BINARY);
    if (binary >= 0) throw notText(await lineAt(path, at + binary), "has characters that no text has");
    const joined: Buffer = carried.length > 0 ? Buffer.concat([carried, bytes]) : bytes;
    const whole = joined.subarray(0, joined.length - unfinished(joined));
    if (isUtf8(whole)) {
      isWritten ||= !isAscii(encoding && at === 0 ? whole.subarray(encoding.bom) : whole);
    } else {
      const found = lookThrough(whole);
      broken ??= at - carried.length + found.broken;
      isWritten ||= found.isWritten;
    }
    at += bytes.length;
    carried = Buffer.from(joined.subarray(whole.length));
  }
  if (carried.length > 0) broken ??= at - carried.length;
  if (broken === null) return encoding ?? { name: "utf-8", bom: 0 };
  // Whichever of the two it were read as, half of its names would be garbled.
  if (encoding || isWritten) throw notText(await lineAt(path, broken), "is not in UTF-8, as the rest of the file is");
  return { name: "windows-1252", bom: 0 };
}

/** Of bytes that are not all UTF-8: the first that is not, and whether some beyond ASCII are. */
function lookThrough(bytes: Buffer): { broken: number; isWritten: boolean } {
  let broken = -1;
  let isWritten = false;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (length === 1 || isUtf8(bytes.subarray(at, at + length))) {
      isWritten ||= length > 1;
      at += length;
    } else {
      if (broken < 0) broken = at;
      at += 1;
    }
    if (broken >= 0 && isWritten) break;
  }
  return { broken, isWritten };
}

function encodingOfStart(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { name: "utf-8", bom: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: "utf-16le", bom: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: "utf-16be", bom: 2 };
  const zeros = [0, 0];
  const look = bytes.subarray(0, Math.min(LOOK, bytes.length - (bytes.length % 2)));
  for (let i = 0; i < look.length; i += 1) if (look[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Latin letters, delimiters and line ends have one in every pair, always on the same side.
  if (odd > look.length / 5 && even === 0) return { name: "utf-16le", bom: 0 };
  if (even > look.length / 5 && odd === 0) return { name: "utf-16be", bom: 0 };
  return null;
}

/** How many bytes at the end begin a character that goes on in the next part (RFC 3629). */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/**
 * The file's text in parts, without its byte order mark. No part ends within a character.
 * @throws AppError 422 `file_not_text`, with the line
 */
export async function* decodeFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decode = decoderOf(encoding.name);
  const isWide = encoding.name.startsWith("utf-16");
  const lines = lineCounter();
  const parts = createReadStream(path, { highWaterMark: STEP, start: encoding.bom });
  let size = 0;
  for await (const bytes of parts as AsyncIterable<Buffer>) {
    size += bytes.length;
    const text = decode(bytes);
    // What is not UTF-16 was looked through when its encoding was found.
    if (isWide) {
      const binary = text.search(BINARY);
      const line = lines(binary < 0 ? text : text.slice(0, binary));
      if (binary >= 0) throw notText(line, "has characters that no text has");
    }
    if (text !== "") yield text;
  }
  if (isWide && size % 2 === 1) throw notText(lines(""), "ends within a character, so the file is not whole");
}

function decoderOf(name: Encoding["name"]): (bytes: Buffer) => string {
  if (name === "windows-1252") return decodeWindows1252;
  if (name === "utf-8") {
    const decoder = new StringDecoder("utf8");
    return (bytes) => decoder.write(bytes);
  }
  const decoder = new StringDecoder("utf16le");
  const little = name === "utf-16le" ? (bytes: Buffer) => bytes : swapPairs();
  return (bytes) => decoder.write(little(bytes)).replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Turns the two bytes of each pair round, also of those that come in two parts. */
function swapPairs(): (bytes: Buffer) => Buffer {
  let odd: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const joined = Buffer.concat([odd, bytes]);
    const whole = joined.length - (joined.length % 2);
    odd = joined.subarray(whole);
    return joined.subarray(0, whole).swap16();
  };
}

/** 0x80 to 0x9f (WHATWG Encoding, index windows-1252); the rest is as in Latin 1. */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** By hand, because Node's TextDecoder has read these 32 as Latin 1 in some versions. */
function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[\x80-\x9f]/g, (letter) => WINDOWS[letter.charCodeAt(0) - 0x80] ?? letter);
}

/** Files that are often taken for lists, by how they begin. */
function refuseKnown(bytes: Buffer): void {
  const start = bytes.toString("latin1", 0, LOOK);
  const looksLike = start.startsWith("PK\x03\x04")
    ? archive(start)
    : start.startsWith("\xd0\xcf\x11\xe0")
      ? "an Excel workbook. Save it as CSV UTF-8 and upload that."
      : start.startsWith("\x1f\x8b")
        ? "a file compressed with gzip. Unpack it and upload what is in it."
        : start.startsWith("%PDF-")
          ? "a PDF. Export the list as CSV and upload that."
          : null;
  if (looksLike) throw new AppError("file_not_text", `This is ${looksLike}`, { extra: { line: 1 } });
}

function archive(start: string): string {
  if (/\bxl\/|\[Content_Types\]\.xml|_rels\//.test(start)) {
    return "an Excel workbook. Save it as CSV UTF-8 and upload that.";
  }
  if (start.includes("opendocument.spreadsheet")) return "a workbook. Save it as CSV in UTF-8 and upload that.";
  if (/Index\/|\.iwa/.test(start)) return "a Numbers workbook. Export it as CSV and upload that.";
  return "a ZIP archive. Unpack it and upload the list in it.";
}

function notText(line: number, why: string): AppError {
  const say = `Line ${line} ${why}. Save the list as CSV UTF-8 and upload that.`;
  return new AppError("file_not_text", say, { extra: { line } });
}

/** Line feeds, returns and pairs of both, each as one. */
export function breaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) if (text[at + 1] !== "\n") count += 1;
  return count;
}

/** Counts what comes in parts: the line that the end of the last one stands in. */
function lineCounter(): (part: string) => number {
  let line = 1;
  let last = "";
  return (part) => {
    line += breaksIn(part) - (last === "\r" && part.startsWith("\n") ? 1 : 0);
    if (part !== "") last = part.slice(-1);
    return line;
  };
}

/** The line that a byte of the file stands in. */
async function lineAt(path: string, byte: number): Promise<number> {
  const lines = lineCounter();
  const parts = createReadStream(path, { highWaterMark: STEP, end: byte }) as AsyncIterable<Buffer>;
  let line = 1;
  for await (const bytes of parts) line = lines(bytes.toString("latin1"));
  return line;
}
