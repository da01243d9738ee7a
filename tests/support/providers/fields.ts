/** Fields of requests, as both providers read them. */

/** `Name <address>`, `"Quoted, name" <address>` or an address alone (RFC 5322, one mailbox); null for anything else. */
export function readMailbox(value: unknown): { name: string; address: string } | null {
  if (typeof value !== "string" || /\p{Cc}/u.test(value)) return null;
  const match = /^(?:"((?:[^"\\]|\\.)*)"|([^"(),:;<>@[\\\]]*?))\s*<([^<>]*)>$/u.exec(value.trim());
  const name = match ? (match[1]?.replace(/\\(.)/gu, "$1") ?? match[2] ?? "").trim() : "";
  const address = match ? (match[3] ?? "") : value.trim();
  return isAddress(address) ? { name, address } : null;
}

export function isAddress(value: unknown): value is string {
  return (
    typeof value === "string" &&
    /^[^\s"(),:;<>@[\\\]\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u.test(value)
  );
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Header fields as an object of strings, without a line break anywhere. */
export function isHeaders(value: unknown): value is Record<string, string> {
  return (
    isPlainObject(value) &&
    Object.entries(value).every(
      ([name, text]) => /^[!-9;-~]+$/.test(name) && typeof text === "string" && !/[\r\n\0]/.test(text),
    )
  );
}
