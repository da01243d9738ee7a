import { type Collection, type Document, type Filter, ObjectId } from "mongodb";
import { foreignCursor, prefixRange } from "./paging";

/**
 * Search by prefix over several keys of a document, each with an index that ends in `<key>, _id`. The ordered scans of all
 * keys are merged; a document stands where its first matching key does, so that a page costs the same however many match.
 */
export interface PrefixSearch<Doc extends Document> {
  collection: Collection<Doc>;
  /** The equality part of the indexes, and whatever else has to hold. */
  filter: Filter<Doc>;
  /** More of the equality part: the filter is read once with each of these, of which no two may find the same. */
  each?: readonly Filter<Doc>[];
  /** Documents at hand that belong among those found, and are not among them. */
  also?: readonly Doc[];
  keys: readonly (keyof Doc & string)[];
  /** The index of each key, where the database may take another one for as good until it is far into it. */
  hints?: { readonly [Key in keyof Doc & string]?: string };
  /** Folded as the keys are. */
  prefix: string;
  limit: number;
  cursor: string | undefined;
  /** Drops what may not be found by the key that matched. */
  keep?: (doc: Doc, key: keyof Doc & string) => boolean;
}

interface Position {
  key: string;
  id: ObjectId;
}

interface Entry<Doc> extends Position {
  doc: Doc;
  field: keyof Doc & string;
}

export async function prefixSearch<Doc extends Document & { _id: ObjectId }>(
  search: PrefixSearch<Doc>,
): Promise<{ docs: Doc[]; nextCursor: string | null }> {
  const { filter, limit, keys, prefix, keep = () => true } = search;
  let after = readCursor(search.cursor);
  const shown: Entry<Doc>[] = [];
  while (shown.length <= limit) {
    const step = limit + 1;
    const reads = keys.flatMap((field) => [
      sift(search, field, after, step),
      ...(search.each ?? [{}]).map((one) => scan({ ...search, filter: { ...filter, ...one } }, field, after, step)),
    ]);
    const scans = await Promise.all(reads);
    // Beyond the end of a scan that was cut off nothing is known yet.
    const horizon = scans
      .flatMap((entries) => (entries.length === step ? entries.slice(-1) : []))
      .reduce<Position | null>((least, entry) => (least && compare(least, entry) <= 0 ? least : entry), null);
    const merged = scans
      .flat()
      .filter((entry) => !horizon || compare(entry, horizon) <= 0)
      .sort(compare);
    shown.push(...merged.filter((entry) => isFirst(entry, keys, prefix, keep)));
    const last = merged.at(-1);
    if (!horizon || !last) break;
    after = last;
  }
  const page = shown.slice(0, limit);
  const last = page.at(-1);
  return { docs: page.map(({ doc }) => doc), nextCursor: shown.length > limit && last ? writeCursor(last) : null };
}

async function scan<Doc extends Document & { _id: ObjectId }>(
  { collection, filter, prefix, hints = {} }: PrefixSearch<Doc>,
  field: keyof Doc & string,
  after: Position | null,
  limit: number,
): Promise<Entry<Doc>[]> {
  const range = prefixRange(prefix);
  const hint = hints[field];
  const read = (condition: Document, max: number) =>
    collection
      .find({ ...filter, ...condition } as Filter<Doc>, hint === undefined ? {} : { hint })
      .sort({ [field]: 1, _id: 1 })
      .limit(max)
      .toArray();
  // Those of the very key where the last page ended, then those beyond: two ranges of one index, no filtering.
  const same = after?.key.startsWith(prefix) ? await read({ [field]: after.key, _id: { $gt: after.id } }, limit) : [];
  const from = after && compareText(after.key, prefix) >= 0 ? { $gt: after.key, $lt: range.$lt } : range;
  const beyond = same.length < limit ? await read({ [field]: from }, limit - same.length) : [];
  return [...same, ...beyond].map((doc) => entryOf(doc as unknown as Doc, field));
}

/** The same of the documents at hand. */
function sift<Doc extends Document & { _id: ObjectId }>(
  { also = [], prefix }: PrefixSearch<Doc>,
  field: keyof Doc & string,
  after: Position | null,
  limit: number,
): Entry<Doc>[] {
  return also
    .filter((doc) => typeof doc[field] === "string")
    .map((doc) => entryOf(doc, field))
    .filter((entry) => entry.key.startsWith(prefix) && (!after || compare(entry, after) > 0))
    .sort(compare)
    .slice(0, limit);
}

function entryOf<Doc extends Document & { _id: ObjectId }>(doc: Doc, field: keyof Doc & string): Entry<Doc> {
  return { doc, field, key: String(doc[field]), id: doc._id };
}

/** A document that matches by several keys is shown once: where the least of them stands. */
function isFirst<Doc extends Document>(
  entry: Entry<Doc>,
  keys: readonly (keyof Doc & string)[],
  prefix: string,
  keep: (doc: Doc, key: keyof Doc & string) => boolean,
): boolean {
  if (!keep(entry.doc, entry.field)) return false;
  return keys.every((field, index) => {
    if (field === entry.field || !keep(entry.doc, field)) return true;
    const other: unknown = entry.doc[field];
    if (typeof other !== "string" || !other.startsWith(prefix)) return true;
    const order = compareText(entry.key, other);
    return order < 0 || (order === 0 && keys.indexOf(entry.field) < index);
  });
}

/** As MongoDB orders texts: by their bytes in UTF-8. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function compare(a: Position, b: Position): number {
  return compareText(a.key, b.key) || compareText(a.id.toHexString(), b.id.toHexString());
}

function writeCursor({ key, id }: Position): string {
  return Buffer.from(JSON.stringify([id.toHexString(), key])).toString("base64url");
}

function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const decoded: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(decoded) && decoded.length === 2) {
      const [id, key] = decoded as unknown[];
      if (typeof id === "string" && /^[0-9a-f]{24}$/.test(id) && typeof key === "string")
        return { key, id: new ObjectId(id) };
    }
  } catch {
    // Said below.
  }
  throw foreignCursor();
}
