import { log } from "../log";
import { settleForeignRequests } from "./foreign-requests";
import { lostMails } from "./lease";
import { settleMails } from "./settle";
import type { Transport } from "./transports/transport";

/** Mails whose worker was lost on the way: repeated where that is harmless, else said to be unknown. */
export async function judgeLost(transport: Transport): Promise<void> {
  const settled = (await lostMails()).map((mail) => {
    const name = mail.frozen?.transport ?? "mailbox";
    if (name === "mailbox" || (name === transport.name && transport.repeatable)) {
      return { mail, transport: name, outcome: { status: "queued", wait: 0, error: null } } as const;
    }
    log.warn("A mail's fate is unknown", { mail: mail._id, transport: name });
    return { mail, transport: name, outcome: { status: "unknown", error: STOPPED } } as const;
  });
  await settleMails(settled);
  await settleForeignRequests(transport);
}

export const STOPPED =
  "Foyer was stopped while the mail was leaving, so it is not known whether it left. It is not sent again by itself.";
