import { EACH_MINUTE, inngest } from "./inngest-client";
import { sweepWhenDue } from "./sweep";

/** Expiry, reminders, and what crashes left to be made good; by turns with every other copy that looks. */
export const sweeper = inngest.createFunction(
  { id: "sweep", name: "End what is over", triggers: [{ cron: EACH_MINUTE }], concurrency: 1, retries: 3 },
  ({ step, runId }) => step.run("sweep", () => sweepWhenDue(`inngest:${runId}`)),
);
