import { openCsv } from "./csv";
import { detectEncoding } from "./encoding";
import { openNdjson } from "./ndjson";
import type { Upload } from "./spool";

export interface ListRecord {
  /** The physical line where the record starts; the header is line 1, or 2 below Excel's `sep=;`. */
  line: number;
  /** As many as the header has; with `extra` those that it has no column for, too. */
  cells: string[];
  /** There were more cells than columns, and something in them: the row is `invalid` with code `invalid_columns`. */
  extra?: true;
}

export interface List {
  /** Trimmed; an empty one is a column that nothing can fill by name. There may be two alike. */
  header: string[];
  /** In groups of some hundreds, in the order of the file; each call reads it again. */
  records(): AsyncGenerator<ListRecord[]>;
}

/**
 * Reads a list from its file, some hundreds of rows at a time: memory does not grow with it.
 * @throws AppError that names the line (`extra.line`); also while the records are read, until the last of them
 */
export async function openList({ path, format }: Pick<Upload, "path" | "format">): Promise<List> {
  const encoding = await detectEncoding(path);
  return format === "ndjson" ? openNdjson(path, encoding) : openCsv(path, encoding);
}
