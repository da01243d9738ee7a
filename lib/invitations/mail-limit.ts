import type { ClientSession } from "mongodb";
import { now } from "../clock";
import { rateLimits } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { spentHeaders } from "../http/rate-limit";
import { sha256 } from "../secrets";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PER_HOUR = 5;
const PER_DAY = 20;

/**
 * Counts one invitation mail to an address, whoever asks: at most 5 an hour and 20 a day. In the cause's own transaction, so
 * that what is rolled back is not counted, and so that two at once cannot both be the last one.
 */
export async function countInvitationMail(session: ClientSession, emailKey: string): Promise<void> {
  if (!env().rateLimits) return;
  const at = now();
  const doc = await rateLimits().findOneAndUpdate(
    { _id: `mail:${sha256(emailKey)}` },
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
  throw new AppError(
    "rate_limited",
    "This address has been sent as many invitation mails as one address gets: 5 in an hour, 20 in a day. Try again later.",
    { retryAfter, headers: spentHeaders(rule, retryAfter) },
  );
}
