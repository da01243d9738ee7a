import type { Claim } from "./support/claim";
import { startOutside } from "./support/outside";

/** Mails a second through the whole outbox, beside what the other side takes from a client that does nothing else. */
export const mailsClaim: Claim = {
  name: "mails",
  title: "Mails, invitations included, through each transport",
  async run(bench) {
    // React chooses between its builds when it is loaded, by NODE_ENV, which the bench has only just set.
    const { measureWays } = await import("./support/mail-ways");
    const outside = await startOutside();
    try {
      return await bench.onBare(() => measureWays(bench, outside));
    } finally {
      await outside.stop();
    }
  },
};
