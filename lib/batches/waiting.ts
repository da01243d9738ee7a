import { ObjectId } from "mongodb";
import { batches } from "../db/client";

/** A list with rows that nobody has run yet, as ids. */
export interface Waiting {
  batch: string;
  account: string;
}

/** Lists whose rows wait or are being run, the oldest first; which rows are due, their claim decides. */
export async function waitingLists(most: number): Promise<Waiting[]> {
  const open = await batches()
    .find({ status: { $in: ["queued", "running"] } }, { projection: { account: 1 } })
    .hint("open")
    .sort({ _id: 1 })
    .limit(most)
    .toArray();
  return open.map(({ _id, account }) => ({ batch: _id.toHexString(), account: account.toHexString() }));
}

/** Those of the lists that were cancelled. */
export async function cancelledOf(lists: readonly string[]): Promise<string[]> {
  if (lists.length === 0) return [];
  const ids = lists.map((list) => new ObjectId(list));
  const cancelled = await batches()
    .find({ _id: { $in: ids }, status: "cancelled" }, { projection: { _id: 1 } })
    .toArray();
  return cancelled.map(({ _id }) => _id.toHexString());
}
