import type { Filter, ObjectId } from "mongodb";
import { countsOf } from "../batches/view";
import type { BatchDoc } from "../db/batch-types";
import { batches } from "../db/client";

/** Which of an account's lists need somebody, for the overview. */

const DAY = 24 * 3_600_000;
const LISTED = 5;

/** A list that waits for somebody. */
export interface ListNeed {
  kind: "paused" | "failed";
  id: string;
  name: string;
  /** Rows to go (`paused`), or that failed. */
  rows: number;
  /** It paused itself. */
  itself: boolean;
  at: string;
}

/** For so long after its end a list's failed rows are brought to mind. */
const RECENT_LIST = 14 * DAY;
/** So many of the newest lists are looked at. */
const RECENT_LISTS = 20;

/** Lists that stand still, and those that ended lately with rows that failed and were not taken into a new list. */
export async function findListNeeds(account: ObjectId, at: Date): Promise<ListNeed[]> {
  const newest = (status: BatchDoc["status"][], more: Filter<BatchDoc> = {}) =>
    batches()
      .find({ account, status: { $in: status }, ...more })
      .hint("newest_of_status")
      .sort({ _id: -1 })
      .limit(RECENT_LISTS)
      .toArray();
  const [paused, ended] = await Promise.all([
    newest(["paused"]),
    newest(["completed", "failed"], { correctedIn: { $exists: false } }),
  ]);
  const since = new Date(at.getTime() - RECENT_LIST);
  const failed = ended.filter((list) => countsOf(list).failed > 0 && (list.finishedAt ?? at) > since);
  return [
    ...paused.slice(0, LISTED).map((list) => listNeed(list, "paused")),
    ...failed.slice(0, LISTED).map((list) => listNeed(list, "failed")),
  ];
}

function listNeed(list: BatchDoc, kind: ListNeed["kind"]): ListNeed {
  const counts = countsOf(list);
  return {
    kind,
    id: list._id.toHexString(),
    name: list.name,
    rows: kind === "paused" ? counts.queued : counts.failed,
    itself: list.pausedBecause !== undefined,
    at: (list.finishedAt ?? list.updatedAt).toISOString(),
  };
}
