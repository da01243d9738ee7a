import { eventType, Inngest } from "inngest";
import { z } from "zod";

/** What the functions of Inngest share. Events carry ids and nothing else: what is due is the database's to say. */

export const inngest = new Inngest({ id: "foyer" });

const id = z.string().regex(/^[0-9a-f]{24}$/);

export const mailQueued = eventType("foyer/mail.queued");
/** A list has rows that wait: it was started, resumed or retried, or was found waiting. */
export const batchRequested = eventType("foyer/batch.requested", { schema: z.object({ batch: id, account: id }) });
export const batchCancelled = eventType("foyer/batch.cancelled", { schema: z.object({ batch: id }) });

/** Inngest takes so many events at once. */
export const EVENTS_A_SEND = 5_000;
/** Each finds what events did not bring. */
export const EACH_MINUTE = "* * * * *";
