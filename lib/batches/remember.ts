import type { ObjectId } from "mongodb";
import { now } from "../clock";
import type { BatchDoc } from "../db/batch-types";
import { columnMappings } from "../db/client";
import { sha256 } from "../secrets";
import { headerKey } from "./fields";

/** How an account's files with the same headers were read last, in whatever order the headers stand. */

type Kind = Pick<BatchDoc, "account" | "type" | "header">;

export async function rememberedColumns(kind: Kind): Promise<BatchDoc["columns"] | null> {
  const found = await columnMappings().findOne({ _id: idOf(kind) });
  if (!found || found.columns.length !== kind.header.length) return null;
  const columns: BatchDoc["columns"] = kind.header.map(() => null);
  for (const [place, index] of inOrder(kind.header).entries()) columns[index] = found.columns[place] ?? null;
  return columns;
}

/** What somebody has mapped and then run is how they mean it. Outside the transaction: the last one counts. */
export async function rememberColumns(batch: Kind & Pick<BatchDoc, "columns">): Promise<void> {
  const columns = inOrder(batch.header).map((index) => batch.columns[index] ?? null);
  await columnMappings().updateOne(
    { _id: idOf(batch) },
    { $set: { account: batch.account as ObjectId, columns, updatedAt: now() } },
    // Nothing is lost with it but a guess.
    { upsert: true, writeConcern: { w: 1 } },
  );
}

function idOf({ account, type, header }: Kind): string {
  const keys = inOrder(header).map((index) => headerKey(header[index] ?? ""));
  return `${account.toHexString()}:${type}:${sha256(JSON.stringify(keys))}`;
}

/** The columns' indexes in the order of their headers; of equal headers the first one first. */
function inOrder(header: readonly string[]): number[] {
  const keys = header.map(headerKey);
  return keys
    .map((_, index) => index)
    .sort((a, b) => ((keys[a] ?? "") < (keys[b] ?? "") ? -1 : (keys[a] ?? "") > (keys[b] ?? "") ? 1 : a - b));
}
