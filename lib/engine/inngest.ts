import { Inngest } from "inngest";
import { log } from "../log";
import { deliverRound } from "../mail/outbox";
import { sweepWhenDue } from "./sweep";

/**
 * Background work called by Inngest, on as many machines as it likes: the same functions as embedded.ts, in steps. Events
 * carry no data, because what is due is the database's to say.
 */

export const inngest = new Inngest({ id: "foyer" });

const MAIL_QUEUED = "foyer/mail.queued";
const MAILS_A_STEP = 200;
const STEPS = 100;

const outbox = inngest.createFunction(
  {
    id: "outbox",
    name: "Send mail that is due",
    // The cron finds what waits for another attempt; the event spares a new mail the wait.
    triggers: [{ cron: "* * * * *" }, { event: MAIL_QUEUED }],
    concurrency: 2,
    retries: 3,
  },
  async ({ step, runId }) => {
    let sent = 0;
    for (let index = 0; index < STEPS; index += 1) {
      const { handled, away } = await step.run(`deliver-${index}`, () =>
        deliverRound(`inngest:${runId}`, { max: MAILS_A_STEP }),
      );
      sent += handled;
      if (handled === 0 || away) break;
    }
    return { sent };
  },
);

const sweeper = inngest.createFunction(
  { id: "sweep", name: "End what is over", triggers: [{ cron: "* * * * *" }], concurrency: 1, retries: 3 },
  ({ step, runId }) => step.run("sweep", () => sweepWhenDue(`inngest:${runId}`)),
);

export const inngestFunctions = [outbox, sweeper];

let announcing = false;

/** Tells Inngest that mail waits. Many mails within a moment are one event; a lost one is made good by the cron. */
export function announceMail(): void {
  if (announcing) return;
  announcing = true;
  setTimeout(() => {
    announcing = false;
    inngest.send({ name: MAIL_QUEUED }).catch((error: unknown) => {
      log.warn("Inngest could not be told of new mail; it leaves within a minute", { error });
    });
  }, 100);
}
