import type { AnyBulkWriteOperation, ClientSession } from "mongodb";
import { now } from "../clock";
import { rateLimits } from "../db/client";
import type { RateLimitDoc } from "../db/types";
import { env } from "../env";
import { AppError } from "../errors";
import { spentHeaders } from "../http/rate-limit";
import { sha256 } from "../secrets";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PER_HOUR = 5;
const PER_DAY = 20;

/** What an address is told apart by here, without being told. */
export const mailLimitId = (emailKey: string) => `mail:${sha256(emailKey)}`;

export const MAIL_LIMIT_SPENT =
  "This address has been sent as many invitation mails as one address gets: 5 in an hour, 20 in a day. Try again later.";

/** How many invitation mails an address that got some at these times can get now. */
export function mailsLeft(times: readonly Date[], at: Date): number {
  const since = (span: number) => times.filter((time) => time.getTime() > at.getTime() - span).length;
  return Math.max(0, Math.min(PER_HOUR - since(HOUR), PER_DAY - since(DAY)));
}

/**
 * Counts one invitation mail to an address, whoever asks: at most 5 an hour and 20 a day. In the cause's own transaction, so
 * that what is rolled back is not counted, and so that two at once cannot both be the last one.
 */
export async function countInvitationMail(session: ClientSession, emailKey: string): Promise<void> {
  if (!env().rateLimits) return;
  const at = now();
  const doc = await rateLimits().findOneAndUpdate(
    { _id: mailLimitId(emailKey) },
    [
      {
        $set: {
          times: {
            $concatArrays: [
              {
                $filter: {
                  input: { $ifNull: ["$times", []] },
                  cond: { $gt: ["$$this", new Date(at.getTime() - DAY)] },
                },
              },
              [at],
            ],
          },
          expiresAt: new Date(at.getTime() + DAY),
        },
      },
    ],
    { upsert: true, returnDocument: "after", session },
  );
  const times = (doc?.times ?? []).map((time) => time.getTime()).sort((a, b) => a - b);
  const lastHour = times.filter((time) => time > at.getTime() - HOUR);
  const perDay = times.length > PER_DAY ? (times.at(-1 - PER_DAY) ?? 0) + DAY : 0;
  const perHour = lastHour.length > PER_HOUR ? (lastHour.at(-1 - PER_HOUR) ?? 0) + HOUR : 0;
  const freed = Math.max(perDay, perHour);
  if (freed === 0) return;
  const retryAfter = Math.max(1, Math.ceil((freed - at.getTime()) / 1000));
  const rule =
    perDay > perHour
      ? { name: "address-day", limit: PER_DAY, seconds: DAY / 1000 }
      : { name: "address-hour", limit: PER_HOUR, seconds: HOUR / 1000 };
  throw new AppError("rate_limited", MAIL_LIMIT_SPENT, { retryAfter, headers: spentHeaders(rule, retryAfter) });
}

/**
 * Counts one mail to each address of a list, in a handful of calls; an address that comes twice gets two.
 * @returns false where one of them cannot get that many: then nothing was written, and who asks looks again
 */
export async function countInvitationMails(session: ClientSession, emailKeys: readonly string[]): Promise<boolean> {
  if (!env().rateLimits || emailKeys.length === 0) return true;
  const at = now();
  const expiresAt = new Date(at.getTime() + DAY);
  const wanted = new Map<string, number>();
  for (const id of emailKeys.map(mailLimitId)) wanted.set(id, (wanted.get(id) ?? 0) + 1);
  const found = await rateLimits()
    .find({ _id: { $in: [...wanted.keys()] } }, { projection: { times: 1 }, session })
    .toArray();
  const writes: AnyBulkWriteOperation<RateLimitDoc>[] = [];
  for (const { _id, times = [] } of found) {
    const count = wanted.get(_id) ?? 0;
    if (mailsLeft(times, at) < count) return false;
    const recent = times.filter((time) => time.getTime() > at.getTime() - DAY);
    // Somebody who counted since this was read is a conflict, and both are counted one after the other.
    const change = { times: [...recent, ...Array<Date>(count).fill(at)], expiresAt };
    writes.push({ updateOne: { filter: { _id }, update: { $set: change } } });
    wanted.delete(_id);
  }
  const fresh = [...wanted].map(([_id, count]) => ({ _id, times: Array<Date>(count).fill(at), expiresAt }));
  if (fresh.some(({ times }) => mailsLeft([], at) < times.length)) return false;
  if (fresh.length > 0) await rateLimits().insertMany(fresh, { ordered: false, session });
  if (writes.length > 0) await rateLimits().bulkWrite(writes, { ordered: false, session });
  return true;
}
