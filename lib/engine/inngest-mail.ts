import { log } from "../log";
import { deliverRound } from "../mail/outbox";
import { EACH_MINUTE, inngest, mailQueued } from "./inngest-client";

const MAILS_A_STEP = 200;
/** A run may have a thousand; one that sends longer is followed by another. */
const STEPS = 100;
const NOTICE_MS = 100;

export const outbox = inngest.createFunction(
  {
    id: "outbox",
    name: "Send mail that is due",
    // The cron finds what waits for another attempt; the event spares a new mail the wait.
    triggers: [{ cron: EACH_MINUTE }, mailQueued],
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
      if (handled === 0 || away) return { sent };
    }
    await step.sendEvent("go-on", mailQueued.create());
    return { sent };
  },
);

let announcing = false;

/** Tells Inngest that mail waits. Many mails within a moment are one event; a lost one is made good by the cron. */
export function announceMail(): void {
  if (announcing) return;
  announcing = true;
  setTimeout(() => {
    announcing = false;
    inngest.send(mailQueued.create()).catch((error: unknown) => {
      log.warn("Inngest could not be told of new mail; it leaves within a minute", { error });
    });
  }, NOTICE_MS);
}
