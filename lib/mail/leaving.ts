import type { MailDoc } from "../db/types";
import { log } from "../log";
import { recordDeliveries } from "./delivery";

/** After so long on its way a mail is worth saying that it is. */
const SLOW_MS = 250;

/**
 * Invitations say `sending` from a while after this, unless there is an answer by then.
 * @returns to be awaited with the answer, so that `sending` is never written after what came of it
 */
export function sayLeaving(all: readonly MailDoc[], transport: string): () => Promise<void> {
  let said: Promise<void> = Promise.resolve();
  const timer = setTimeout(() => {
    const news = all.map((mail) => ({ mail, transport, status: "sending" as const, error: null }));
    said = recordDeliveries(news).catch((error) => {
      log.warn("That mail is on its way could not be recorded", { transport, error });
    });
  }, SLOW_MS);
  return () => {
    clearTimeout(timer);
    return said;
  };
}
