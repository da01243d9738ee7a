import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ListRecord, openList } from "@/lib/batches/file/read";
import { AppError } from "@/lib/errors";

/** Lists as files on disk, and what is read from them. */

export interface ReadList {
  header: string[];
  rows: ListRecord[];
}

export async function readFile(file: string, format: "csv" | "ndjson" = "csv"): Promise<ReadList> {
  const list = await openList({ path: file, format });
  const rows: ListRecord[] = [];
  for await (const group of list.records()) rows.push(...group);
  return { header: list.header, rows };
}

export async function readBytes(content: string | Uint8Array, format: "csv" | "ndjson" = "csv"): Promise<ReadList> {
  const folder = mkdtempSync(path.join(tmpdir(), "list-"));
  try {
    const file = path.join(folder, "list");
    writeFileSync(file, content);
    return await readFile(file, format);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How a list is refused: `quoting_broken in 3`. */
export async function refusalOf(content: string | Uint8Array, format: "csv" | "ndjson" = "csv"): Promise<string> {
  const error = await readBytes(content, format).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("The list was read.");
  const line = error.extra?.line;
  return line === undefined ? error.code : `${error.code} in ${line}`;
}
