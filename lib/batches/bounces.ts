import type { ClientSession, ObjectId } from "mongodb";
import type { BatchDoc } from "../db/batch-types";
import { batches, invitations } from "../db/client";
import type { DeliveryStatus } from "../db/types";
import { log } from "../log";
import { pauseItself } from "./pause";

/**
 * A list whose addresses are stale does its sender harm: providers close accounts whose mail bounces. So a list pauses
 * itself once more than 3 in a hundred of at least a hundred mails came back, and whoever sent it decides how to go on.
 */

const SHARE = 0.03;
const MOST_UNJUDGED = 100;
/** How often a process looks at one list; the last word is always followed by a look. */
const APART_MS = 1_000;

const BOUNCED: DeliveryStatus[] = ["bounced"];
/** What the provider took, whatever became of it. Refusals are no bounces, and what is unknown may never have left. */
const TAKEN: DeliveryStatus[] = ["sent", "delivered", "bounced", "complained"];

/** How many of a list's mails were taken, and of those, how many came back. */
export interface Bounces {
  taken: number;
  bounced: number;
}

/**
 * To be kept as the list's `bouncesBefore` when somebody resumes it: what had come back by then, they have seen, and only
 * what comes after it counts.
 */
export async function bouncesOf(batch: ObjectId, session?: ClientSession): Promise<Bounces> {
  const [taken, bounced] = await Promise.all([count(batch, TAKEN, session), count(batch, BOUNCED, session)]);
  return { taken, bounced };
}

/** Of one index alone. */
function count(batch: ObjectId, statuses: DeliveryStatus[], session?: ClientSession): Promise<number> {
  return invitations().countDocuments(
    { batch: { $eq: batch, $type: "objectId" }, "delivery.status": { $in: statuses } },
    { hint: "of_batch", ...(session ? { session } : {}) },
  );
}

interface Look {
  at: number;
  again: NodeJS.Timeout | null;
}

const looks = new Map<string, Look>();

/**
 * Pauses those lists whose mail bounces too often. Call it once outcomes of their mails are written; nothing depends on each
 * call, so a failure is only logged.
 */
export async function watchBounces(ids: Iterable<ObjectId>): Promise<void> {
  const at = performance.now();
  for (const [key, look] of looks) if (!look.again && at - look.at > APART_MS) looks.delete(key);
  const due: ObjectId[] = [];
  for (const id of ids) {
    const key = id.toHexString();
    const last = looks.get(key);
    if (!last) {
      looks.set(key, { at, again: null });
      due.push(id);
    } else if (!last.again) {
      last.again = setTimeout(
        () => {
          looks.set(key, { at: performance.now(), again: null });
          void judge(id);
        },
        APART_MS - (at - last.at),
      );
      last.again.unref();
    }
  }
  await Promise.all(due.map(judge));
}

async function judge(id: ObjectId): Promise<void> {
  try {
    await pauseIfBouncing(id);
  } catch (error) {
    log.warn("The bounces of a list could not be counted", { batch: id, error });
  }
}

/** At once, however often it is called. @returns whether it paused the list */
export async function pauseIfBouncing(id: ObjectId): Promise<boolean> {
  // Most lists have few bounces, which are quickly counted.
  if ((await count(id, BOUNCED)) <= MOST_UNJUDGED * SHARE) return false;
  const running = { _id: id, status: { $in: ["running", "mailing"] satisfies BatchDoc["status"][] } };
  const batch = await batches().findOne(running, { projection: { bouncesBefore: 1, account: 1 } });
  if (!batch) return false;
  const all = await bouncesOf(id);
  const { bouncesBefore: before = { taken: 0, bounced: 0 } } = batch;
  const taken = all.taken - before.taken;
  const bounced = all.bounced - before.bounced;
  if (taken < MOST_UNJUDGED || bounced <= taken * SHARE) return false;
  const message = sentence(bounced, taken, before.taken > 0);
  // Somebody may have resumed it meanwhile, having seen these.
  const judged = { ...running, bouncesBefore: batch.bouncesBefore ?? { $exists: false } };
  const paused = await pauseItself(id, { code: "bounces", message }, judged);
  if (paused) log.warn("A list paused itself: its mail bounces", { batch: id, taken, bounced });
  return paused;
}

function sentence(bounced: number, taken: number, resumed: boolean): string {
  const percent = Math.floor((bounced / taken) * 1000) / 10;
  const since = resumed ? " since it was resumed" : "";
  return `${bounced} of ${taken} mails bounced${since} (${percent} %). Providers close accounts whose mail bounces this often. Look at the addresses that bounced, and cancel the list or resume it.`;
}
