import { env, type Settings } from "../../env";
import { mailboxTransport } from "./mailbox";
import { resendTransport } from "./resend";
import { sendgridTemplateTransport, sendgridTransport } from "./sendgrid";
import { smtpTransport } from "./smtp";
import type { Transport } from "./transport";

type MailSettings = Settings["mail"];

/** The one transport of the process; Next bundles its parts apart, so it hangs on globalThis. */
const shared = globalThis as typeof globalThis & { foyerTransport?: { settings: string; transport: Transport } };

/** @throws Error where a setting that the transport needs is missing */
export function currentTransport(): Transport {
  const { mail } = env();
  const settings = JSON.stringify(mail);
  if (shared.foyerTransport?.settings !== settings) {
    void shared.foyerTransport?.transport.close();
    shared.foyerTransport = { settings, transport: makeTransport(mail) };
  }
  return shared.foyerTransport.transport;
}

function makeTransport({ transport, smtpUrl, resend, sendgrid, from }: MailSettings): Transport {
  switch (transport) {
    case "mailbox":
      return mailboxTransport();
    case "smtp":
      return smtpTransport({ url: required("SMTP_URL", smtpUrl) });
    case "resend": {
      const apiKey = required("RESEND_API_KEY", resend.apiKey);
      return resendTransport({ apiKey, baseUrl: resend.baseUrl, from: addressIn(from) });
    }
    case "sendgrid": {
      const { baseUrl, templates } = sendgrid;
      const options = { apiKey: required("SENDGRID_API_KEY", sendgrid.apiKey), baseUrl };
      return Object.keys(templates).length > 0
        ? sendgridTemplateTransport(options, templates)
        : sendgridTransport(options);
    }
  }
}

/** Of `Acme <invitations@acme.com>`, or of an address alone. */
const addressIn = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;

function required(name: string, value: string | null): string {
  if (value === null) throw new Error(`${name} is required by the chosen mail transport.`);
  return value;
}

export async function closeTransport(): Promise<void> {
  const open = shared.foyerTransport;
  delete shared.foyerTransport;
  await open?.transport.close();
}
