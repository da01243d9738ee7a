import { announceLists, list, stopper, waitingAgain } from "./inngest-lists";
import { announceMail, outbox } from "./inngest-mail";
import { sweeper } from "./inngest-sweep";
import { onWakeLists, onWakeOutbox } from "./wake";

/**
 * Background work called by Inngest, on as many machines as it likes: the same functions as embedded.ts calls, in steps.
 * Nothing is decided here, so that without this file, or without the other, not a rule would be missing.
 */

export const inngestFunctions = [list, stopper, waitingAgain, outbox, sweeper];

/** From here on Inngest hears of what this process writes. */
export function announceWork(): void {
  onWakeOutbox(announceMail);
  onWakeLists(announceLists);
}
