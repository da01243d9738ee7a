import { providerFigures } from "../mail/figures";
import { currentTransport } from "../mail/transports/registry";
import type { Quota } from "./progress";

/** How many mails a second the provider takes at best, and how long it still asked to wait. */
export async function readQuota(): Promise<Quota> {
  const { perSecond, heldFor } = await providerFigures();
  const most = currentTransport().batch?.most ?? 1;
  return { perSecond: perSecond === null ? null : perSecond * most, heldFor };
}
