import type { ClientSession, ObjectId } from "mongodb";
import { now } from "../clock";
import { batches, rateLimits } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { spentHeaders } from "../http/rate-limit";
import { MOST_WAITING } from "./schema";
import { countsOf } from "./view";

/** How many rows an account may have waiting, in all of its lists together. Drafts wait for nothing. */

/** Rows are worked off at some thousand a second, but nobody knows when a paused list goes on. */
const AGAIN_S = 60;
const UNFINISHED = ["queued" as const, "running" as const, "mailing" as const, "paused" as const];

/**
 * In the transaction that adds the rows: of two at once the second one counts the first one's, too.
 * @throws AppError 429 `rate_limited`
 */
export async function assertRoom(account: ObjectId, rows: number, session?: ClientSession): Promise<void> {
  if (!env().rateLimits) return;
  const options = session ? { session } : {};
  if (session) {
    const expiresAt = new Date(now().getTime() + 24 * 3_600_000);
    await rateLimits().updateOne(
      { _id: `lists:${account.toHexString()}` },
      { $set: { expiresAt }, $inc: { "counts.lists": 1 } },
      { ...options, upsert: true },
    );
  }
  const open = await batches()
    .find(
      { account, status: { $in: UNFINISHED } },
      { ...options, projection: { rows: 1, status: 1, tally: 1 }, hint: "newest_of_status" },
    )
    .toArray();
  const waiting = open.reduce((sum, list) => sum + countsOf(list).queued, 0);
  if (waiting + rows <= MOST_WAITING) return;
  const most = MOST_WAITING.toLocaleString("en");
  throw new AppError(
    "rate_limited",
    `${waiting.toLocaleString("en")} rows are waiting in this account's lists already, and at most ${most} can. Start this one when some of them are done.`,
    {
      retryAfter: AGAIN_S,
      headers: spentHeaders({ name: "rows-waiting", limit: MOST_WAITING, seconds: AGAIN_S }, AGAIN_S),
    },
  );
}
