import { domainToASCII } from "node:url";
import { type Message, TransportError } from "./transport";

/** Names and addresses on their way out. */

/** Libraries and providers may read a string as a list of addresses, so nothing that could be one gets as far. */
const ONE_ADDRESS = /^[^\s,;:<>()[\]"\\\p{Cc}@]+@[^\s,;:<>()"\\\p{Cc}@]+$/u;

/** What keeps the message from leaving, whoever would take it. */
export function refusal({ to }: Message): TransportError | null {
  return ONE_ADDRESS.test(to.address)
    ? null
    : new TransportError("permanent", "The recipient is not one plain e-mail address.");
}

/** One line of text, so that a name or a subject cannot begin another header. */
export function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** The address with its domain in ASCII, as HTTP APIs want it (RFC 5891). */
export function asciiDomain(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`;
}

export function domainOf(address: string): string {
  return asciiDomain(address)
    .slice(address.lastIndexOf("@") + 1)
    .toLowerCase();
}

/** RFC 3834: out-of-office answers are not wanted. */
export function headersOf(message: Message): Record<string, string> {
  const headers: Record<string, string> = { "Auto-Submitted": "auto-generated" };
  for (const [name, value] of Object.entries(message.headers)) headers[name] = oneLine(value);
  return headers;
}
