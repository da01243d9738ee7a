import { ObjectId } from "mongodb";
import { advanceBatch } from "../batches/advance";
import { runRound } from "../batches/run-chunk";
import { stopCancelled } from "../batches/stop";
import { cancelledOf, type Waiting, waitingLists } from "../batches/waiting";
import { log } from "../log";
import { batchCancelled, batchRequested, EACH_MINUTE, EVENTS_A_SEND, inngest } from "./inngest-client";

/**
 * Lists of people. The event of a list makes a run that calls the same round as the other engine, step by step: which rows
 * are next, of whose list, and who may write them is settled by the claim. So a step that Inngest calls twice, or a second
 * run of the same list, only finds less to do.
 */

/** Some thousands of rows: seconds, so that a host that ends long requests ends none of these. */
const CHUNKS_A_STEP = 10;
/** Four times what the longest list takes; a run may have a thousand. */
const STEPS = 100;
const NOTICE_MS = 100;

export const list = inngest.createFunction(
  {
    id: "list",
    name: "Invite a list of people",
    triggers: [batchRequested],
    // Lists of one account share what one of them has to itself.
    concurrency: { key: "event.data.account", limit: 2 },
    // Found waiting again while it is being worked at: nothing is gained by a second run.
    singleton: { key: "event.data.batch", mode: "skip" },
    cancelOn: [{ event: batchCancelled, if: "event.data.batch == async.data.batch" }],
    retries: 4,
    // What it leaves is due again when its lease ends, and the cron below asks for it again.
    onFailure: ({ event, error, runId }) => {
      log.error("Inngest gave up on a run of a list; its rows are taken up again within minutes", {
        batch: event.data.event.data.batch,
        run: runId,
        error,
      });
    },
  },
  async ({ event, step, runId }) => {
    let chunks = 0;
    for (let index = 0; index < STEPS; index += 1) {
      const { handled } = await step.run(`rows-${index}`, () => runRound(`inngest:${runId}`, { max: CHUNKS_A_STEP }));
      chunks += handled;
      if (handled === 0) break;
    }
    await step.run("finish", () => advanceBatch(new ObjectId(event.data.batch)));
    return { chunks };
  },
);

/** Takes back what a cancelled list has in no provider's hands. What this leaves, the sweep does. */
export const stopper = inngest.createFunction(
  {
    id: "cancelled-list",
    name: "Take back what a cancelled list left",
    triggers: [batchCancelled],
    concurrency: 1,
    retries: 3,
  },
  async ({ step }) => {
    for (let index = 0; index < STEPS; index += 1) {
      if (!(await step.run(`take-back-${index}`, () => stopCancelled()))) return;
    }
  },
);

/** Asks again for what was written and never announced, or given up: an event may be lost, a committed list is not. */
export const waitingAgain = inngest.createFunction(
  {
    id: "waiting-lists",
    name: "Ask again for lists that wait",
    triggers: [{ cron: EACH_MINUTE }],
    concurrency: 1,
    retries: 3,
  },
  async ({ step }) => {
    const waiting = await step.run("look", () => waitingLists(EVENTS_A_SEND));
    if (waiting.length > 0) await step.sendEvent("ask", requestsFor(waiting));
    return { lists: waiting.length };
  },
);

const requestsFor = (waiting: readonly Waiting[]) => waiting.map((ids) => batchRequested.create(ids));

/** Lists to tell of, as hex; null once any may have work. */
let noticed: Set<string> | null = new Set();
let announcing = false;

/** Tells Inngest of a list that has work or was cancelled, or that some may. What is lost of it the cron makes good. */
export function announceLists(batch?: string): void {
  if (batch === undefined) noticed = null;
  else noticed?.add(batch);
  if (announcing) return;
  announcing = true;
  setTimeout(() => {
    const lists = noticed;
    noticed = new Set();
    announcing = false;
    tellOf(lists).catch((error: unknown) => {
      log.warn("Inngest could not be told of a list; it is taken up within a minute", { error });
    });
  }, NOTICE_MS);
}

async function tellOf(lists: ReadonlySet<string> | null): Promise<void> {
  const waiting = await waitingLists(EVENTS_A_SEND);
  const requests = requestsFor(waiting.filter(({ batch }) => lists?.has(batch) ?? true));
  const cancellations = (await cancelledOf([...(lists ?? [])])).map((batch) => batchCancelled.create({ batch }));
  for (const events of [requests, cancellations]) if (events.length > 0) await inngest.send(events);
}
