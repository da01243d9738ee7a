import { isAddress, isHeaders, isPlainObject } from "./fields";

/** What SendGrid accepts in the parts of a mail/send request. README.md names the sources. */

export type Person = { email: string; name?: string };

export interface Body {
  personalizations: {
    to: Person[];
    cc?: Person[];
    bcc?: Person[];
    subject?: string;
    headers?: Record<string, string>;
    dynamic_template_data?: Record<string, unknown>;
    custom_args?: Record<string, string>;
  }[];
  from: Person;
  reply_to?: Person;
  subject?: string;
  content?: { type: string; value: string }[];
  template_id?: string;
  headers?: Record<string, string>;
  custom_args?: Record<string, string>;
}

export class Wrong extends Error {
  readonly field: string | null;

  constructor(message: string, field: string | null) {
    super(message);
    this.field = field;
  }
}

const RESERVED = new Set([
  ...["x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding"],
  ...["to", "from", "subject", "reply-to", "cc", "bcc"],
]);

export function unknownKeys(given: Record<string, unknown>, known: Set<string>, at: string | null): void {
  for (const key of Object.keys(given)) {
    if (!known.has(key)) throw new Wrong(`Additional property ${key} is not allowed`, at ? `${at}.${key}` : key);
  }
}

export function checkPerson(person: unknown, at: string): void {
  if (!isPlainObject(person) || !isAddress(person.email))
    throw new Wrong("Does not contain a valid address.", `${at}.email`);
  unknownKeys(person, new Set(["email", "name"]), at);
  if (person.name !== undefined && typeof person.name !== "string") throw new Wrong("Invalid type.", `${at}.name`);
  if (/[\r\n\0]/.test(String(person.name ?? "")))
    throw new Wrong("The name may not include line breaks.", `${at}.name`);
}

export function checkHeaders(headers: unknown, at: string): void {
  if (headers === undefined) return;
  if (!isHeaders(headers)) throw new Wrong("Headers must be strings without line breaks.", at);
  for (const name of Object.keys(headers)) {
    if (RESERVED.has(name.toLowerCase())) throw new Wrong(`The header ${name} is reserved.`, at);
  }
}

export function checkArguments(given: unknown, at: string): void {
  if (given === undefined) return;
  if (!isPlainObject(given) || !Object.values(given).every((value) => typeof value === "string")) {
    throw new Wrong("Invalid type. Expected: object of strings.", at);
  }
  if (Buffer.byteLength(JSON.stringify(given)) >= 10_000) {
    throw new Wrong("The custom_args must be less than 10,000 bytes.", at);
  }
}

export function checkContent(content: unknown, template: boolean): void {
  if (content === undefined && template) return;
  if (!Array.isArray(content) || content.length === 0) {
    throw new Wrong(
      "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.",
      "content",
    );
  }
  const types = content.map((part) => {
    if (!isPlainObject(part) || typeof part.type !== "string" || typeof part.value !== "string" || part.value === "") {
      throw new Wrong("The content value must be a string at least one character in length.", "content");
    }
    if (/[;\r\n]/.test(part.type))
      throw new Wrong("The content type cannot contain ';', or CRLF characters.", "content");
    return part.type;
  });
  const rank = (type: string) => (type === "text/plain" ? 0 : type === "text/html" ? 1 : 2);
  for (const [index, type] of types.entries()) {
    if (index > 0 && rank(type) < rank(types[index - 1] ?? "")) {
      throw new Wrong(
        "If present, text/plain must come first, followed by text/html, followed by any other content.",
        "content",
      );
    }
  }
}
