import { deliverSingly } from "./deliver-singly";
import { deliverTogether } from "./deliver-together";
import { tellLists } from "./list-news";
import { judgeLost } from "./lost";
import { currentTransport } from "./transports/registry";

/**
 * The outbox: mails were written with their cause and leave from here, however many copies call it. Nothing is sent twice
 * by itself: what may have left and cannot be known becomes `unknown`, visible to the inviter.
 *
 * claim.ts says who is next, prepare.ts what they say; deliver-singly.ts hands mails over one at a time,
 * deliver-together.ts in a provider's batch calls; settle.ts writes down what became of them.
 */

export interface Round {
  /** Mails that were taken up, whatever became of them. */
  handled: number;
  /** Set when the transport as a whole was away, so that trying other mails at once would be pointless. */
  away: boolean;
  /** Milliseconds for which nothing may leave, where the transport asked for that. */
  held?: number;
}

/** A round ends by time, not by number; this only bounds what one can hold. */
const MOST_A_ROUND = 10_000;

export interface DeliverOptions {
  /** At most so many mails in this call. */
  max?: number;
  /** No further mail is begun once this aborts. */
  signal?: AbortSignal;
}

/** Sends what is due. @returns how many mails were taken up */
export async function deliverDue(by: string, options: DeliverOptions = {}): Promise<number> {
  return (await deliverRound(by, options)).handled;
}

export async function deliverRound(by: string, { max = MOST_A_ROUND, signal }: DeliverOptions = {}): Promise<Round> {
  const transport = currentTransport();
  await judgeLost(transport);
  const options = { max, signal: signal ?? new AbortController().signal };
  try {
    return await (transport.batch ? deliverTogether(by, transport, options) : deliverSingly(by, transport, options));
  } finally {
    await tellLists();
  }
}
