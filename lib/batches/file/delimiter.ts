import { cellsOf } from "./cells";
import { ADDRESS, type RawRecord, RecordSplitter } from "./records";

const DELIMITERS = [",", ";", "\t", "|"] as const;
/** Records that are looked at. */
const LOOK = 50;

/** Excel's first line for itself, such as `sep=;`. */
export function declaredDelimiter(start: string): string | null {
  return /^"?sep=([^\p{L}\p{N}"\s]|\t)"?(?:\r|\n|$)/iu.exec(start)?.[1] ?? null;
}

/**
 * What parts the cells: the one that parts the header, and the rows below into as many cells, one of them an e-mail address.
 * @param start of the file: the header and some rows
 */
export function findDelimiter(start: string): string {
  let best = { delimiter: ",", points: 0 };
  for (const delimiter of DELIMITERS) {
    const points = pointsOf(start, delimiter);
    if (points > best.points) best = { delimiter, points };
  }
  return best.delimiter;
}

function pointsOf(start: string, delimiter: string): number {
  const records = firstRecords(start, delimiter).map(({ text }) => text);
  if (records.length === 0) return 0;
  const [header = [], ...rows] = cellsOf(records, delimiter);
  if (header.length < 2) return 0;
  const share = (fits: (cells: string[]) => boolean) => rows.filter(fits).length / Math.max(rows.length, 1);
  const even = share((cells) => cells.length === header.length);
  const addressed = share((cells) => cells.some((cell) => ADDRESS.test(cell)));
  // The wider header wins among equals.
  return 1 + even + addressed + header.length / 1000;
}

/** As many as there are before the first that is broken. */
function firstRecords(start: string, delimiter: string): RawRecord[] {
  const splitter = new RecordSplitter(delimiter);
  const found: RawRecord[] = [];
  try {
    for (const line of start.split(/(?<=\n|\r(?!\n))/)) {
      found.push(...splitter.push(line, false).filter(({ text }) => text.trim() !== ""));
      if (found.length >= LOOK) return found;
    }
    found.push(...splitter.push("", true).filter(({ text }) => text.trim() !== ""));
  } catch {
    // Whether the file is broken is said once its delimiter is known.
  }
  return found;
}
