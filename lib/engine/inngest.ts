import { list, stopper, waitingAgain } from "./inngest-lists";
import { outbox } from "./inngest-mail";
import { sweeper } from "./inngest-sweep";

/**
 * Background work called by Inngest, on as many machines as it likes: the same functions as embedded.ts calls, in steps.
 * Nothing is decided here, so that without this file, or without the other, not a rule would be missing.
 */

export { announceLists } from "./inngest-lists";
export { announceMail } from "./inngest-mail";

export const inngestFunctions = [list, stopper, waitingAgain, outbox, sweeper];
