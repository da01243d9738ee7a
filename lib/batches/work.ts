import { advanceOpen } from "./advance";
import { type RoundOptions, runRound } from "./run-chunk";
import { stopCancelled } from "./stop";

/**
 * One round of all that lists need: rows that are due, lists that are done, what a cancelled one leaves
 * behind.
 * @returns more than 0 where there may be more to do at once
 */
export async function workOnLists(by: string, options: RoundOptions = {}): Promise<{ handled: number }> {
  const { handled } = await runRound(by, options);
  await advanceOpen(options.signal);
  const more = await stopCancelled(options.signal);
  return { handled: handled + (more ? 1 : 0) };
}
