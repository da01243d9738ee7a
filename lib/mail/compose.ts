import type { MailDoc } from "../db/types";
import { env } from "../env";
import type { Brand } from "./brand";
import { mailName } from "./names";
import { renderMail } from "./render";
import type { Mailbox, Message } from "./transports/transport";

type Frozen = NonNullable<MailDoc["frozen"]>;

/** What each attempt at a mail repeats to the letter, as it stands now. */
export function freeze(doc: MailDoc, brand: Brand, transport: string): Frozen {
  const { appUrl, mail } = env();
  const from = parseMailbox(mail.from);
  const sender = mailName(brand.sender);
  return {
    appUrl,
    from: formatMailbox(sender ? { name: sender, address: from.address } : from),
    transport,
    messageId: `<${doc._id.toHexString()}@${from.address.slice(from.address.lastIndexOf("@") + 1)}>`,
  };
}

/** The mail as a transport takes it. @throws where the secret that the link is signed with is no longer known */
export async function composeMessage(doc: MailDoc & { frozen: Frozen }, brand: Brand): Promise<Message> {
  const { subject, html, text, headers, values } = await renderMail(doc, brand);
  return {
    id: doc._id.toHexString(),
    kind: doc.kind,
    from: parseMailbox(doc.frozen.from),
    to: { name: doc.to.name === doc.to.email ? "" : mailName(doc.to.name), address: doc.to.email },
    replyTo: brand.replyTo,
    subject,
    html,
    text,
    messageId: doc.frozen.messageId,
    headers,
    values,
  };
}

/** `Acme <invitations@acme.com>` or an address alone; the environment has checked it. */
export function parseMailbox(from: string): Mailbox {
  const match = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(from);
  return match ? { name: match[1] ?? "", address: match[2] ?? "" } : { name: "", address: from.trim() };
}

function formatMailbox({ name, address }: Mailbox): string {
  return name ? `${name.replace(/["<>]/g, "")} <${address}>` : address;
}
