import { domainToASCII } from "node:url";
import { AppError } from "./errors";

export interface EmailAddress {
  /** As typed, trimmed: what is shown and written to. */
  email: string;
  /** What is compared: the local part with A–Z lower-cased and nothing else changed, the domain in ASCII lower case. */
  emailKey: string;
}

// atext of RFC 5322 with the letters of RFC 6531; no quotes, spaces, brackets, commas, colons or invisible characters.
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\p{L}\p{M}\p{N}]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\p{L}\p{M}\p{N}]+)*$/u;
const DOMAIN_TYPED = /^[\p{L}\p{M}\p{N}.\-\u3002\uff0e\uff61]+$/u;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_LOCAL = 64; // octets, RFC 5321 §4.5.3.1.1
const LONGEST_DOMAIN = 253;
const LONGEST = 254; // RFC 3696, erratum 1690

/** Null where the text is not one plain address. */
export function parseEmail(typed: string): EmailAddress | null {
  const email = typed.trim();
  const at = email.lastIndexOf("@");
  if (at < 1) return null;
  const local = email.slice(0, at);
  const domain = email.slice(at + 1);
  if (Buffer.byteLength(local) > LONGEST_LOCAL || !LOCAL.test(local) || !DOMAIN_TYPED.test(domain)) return null;
  const ascii = domainToASCII(domain).toLowerCase();
  const labels = ascii.split(".");
  if (labels.length < 2 || ascii.length > LONGEST_DOMAIN || !labels.every((label) => LABEL.test(label))) return null;
  // A last label of digits alone is an IPv4 address, not a domain.
  if (/^[0-9]+$/.test(labels.at(-1) ?? "")) return null;
  const emailKey = `${local.replace(/[A-Z]/g, (letter) => letter.toLowerCase())}@${ascii}`;
  return emailKey.length > LONGEST ? null : { email, emailKey };
}

export const NO_ADDRESS =
  "This is not an e-mail address that mail can be sent to. Write one address, such as ana@bakery.com.";

export function requireEmail(typed: string, path = "email"): EmailAddress {
  const parsed = parseEmail(typed);
  if (parsed) return parsed;
  throw new AppError("invalid_email", NO_ADDRESS, { errors: [{ path, code: "invalid_email", message: NO_ADDRESS }] });
}
