import { env } from "../../env";
import { mailboxTransport } from "./mailbox";
import { smtpTransport } from "./smtp";
import type { Transport } from "./transport";

export const TRANSPORTS = ["mailbox", "smtp"] as const;

/** The one transport of the process; Next bundles its parts apart, so it hangs on globalThis. */
const shared = globalThis as typeof globalThis & { foyerTransport?: { settings: string; transport: Transport } };

/** @throws Error naming what is supported, where the settings name something else */
export function currentTransport(): Transport {
  const { mail } = env();
  const settings = `${mail.transport} ${mail.smtpUrl}`;
  if (shared.foyerTransport?.settings !== settings) {
    void shared.foyerTransport?.transport.close();
    shared.foyerTransport = { settings, transport: makeTransport(mail) };
  }
  return shared.foyerTransport.transport;
}

function makeTransport({ transport, smtpUrl }: { transport: string; smtpUrl: string | null }): Transport {
  if (transport === "mailbox") return mailboxTransport();
  if (transport === "smtp" && smtpUrl) return smtpTransport({ url: smtpUrl });
  throw new Error(`MAIL_TRANSPORT=${transport} is not supported here. Use ${TRANSPORTS.join(" or ")}.`);
}

export async function closeTransport(): Promise<void> {
  const open = shared.foyerTransport;
  delete shared.foyerTransport;
  await open?.transport.close();
}
