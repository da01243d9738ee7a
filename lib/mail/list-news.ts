import type { ObjectId } from "mongodb";
import { advanceBatch } from "../batches/advance";
import { watchBounces } from "../batches/bounces";
import { touchBatches } from "../batches/touch";
import { batches } from "../db/client";
import type { MailDoc } from "../db/types";
import { log } from "../log";
import { isListLeaving } from "./lists";

/**
 * Lists of people are told what became of their mails: who watches one sees it, one whose mails bounce pauses, and one whose
 * last mail has left comes to its end. The one place where lib/mail knows of lists; what is lost here, the sweep makes good.
 */

/** Outcomes come by the dozen many times a second; the lists are told of all of them together. */
const APART_MS = 250;

const pending = new Map<string, ObjectId>();
let timer: NodeJS.Timeout | null = null;
let telling: Promise<void> = Promise.resolve();

/** Call it after the outcomes of these mails were committed; the end of a round waits for what it sets off. */
export function noteOutcomes(mails: Iterable<Pick<MailDoc, "batch">>): void {
  for (const { batch } of mails) if (batch) pending.set(batch.toHexString(), batch);
  if (pending.size === 0 || timer) return;
  timer = setTimeout(() => void tellLists(), APART_MS);
  timer.unref();
}

/** Tells at once what is yet to be told. */
export function tellLists(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const ids = [...pending.values()];
  pending.clear();
  if (ids.length > 0) telling = telling.then(() => tell(ids));
  return telling;
}

/** Outcomes are recorded whether or not this succeeds. */
async function tell(ids: ObjectId[]): Promise<void> {
  touchBatches(ids);
  try {
    await watchBounces(ids);
    const mailing = await batches()
      .find({ _id: { $in: ids }, status: "mailing" }, { projection: { _id: 1 } })
      .toArray();
    for (const { _id } of mailing) if (!(await isListLeaving(_id))) await advanceBatch(_id);
  } catch (error) {
    log.warn("Lists could not be told of their mails yet", { lists: ids, error });
  }
}
