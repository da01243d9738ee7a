import { advanceOpen } from "./advance";
import { type RoundOptions, runRound } from "./run-chunk";
import { stopCancelled } from "./stop";

/** One round of all that lists need: rows that are due, lists that are done, what a cancelled one leaves behind. */
export async function workOnLists(by: string, options: RoundOptions = {}): Promise<{ handled: number }> {
  const round = await runRound(by, options);
  await advanceOpen(options.signal);
  await stopCancelled(options.signal);
  return round;
}
