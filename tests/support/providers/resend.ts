import { createHash, randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { isAddress, isHeaders, isPlainObject, readMailbox } from "./fields";
import { type Answer, type Call, Provider, type ProviderOptions, type TakenMail, type Trouble } from "./provider";

/** Resend's API on loopback: checks each request as Resend would, and keeps what it takes. README.md names the sources. */

export interface ResendOptions extends ProviderOptions {
  key?: string;
  /** A key that may send and nothing else. */
  sendOnly?: boolean;
  /** What GET /domains lists; mail from another domain, or one not verified, is refused. Any domain where left out. */
  domains?: { name: string; status: string }[];
}

export const RESEND_KEY = "re_test_4fG7kQ2mZx9";
const DAY_MS = 24 * 3_600_000;
const MEGABYTE = 2 ** 20;

interface Kept {
  payload: string;
  at: number;
  /** Null while the first request still runs. */
  answer: Answer | null;
}

const FIELDS = new Set([
  ...["from", "to", "cc", "bcc", "reply_to", "subject", "html", "text", "headers", "tags"],
  ...["attachments", "scheduled_at", "template", "topic_id"],
]);

export class ResendServer extends Provider {
  protected readonly largest = 40 * MEGABYTE;
  private readonly kept = new Map<string, Kept>();
  private readonly options: ResendOptions;

  private constructor(options: ResendOptions) {
    super(options);
    this.options = options;
  }

  static async open(options: ResendOptions = {}): Promise<ResendServer> {
    const server = new ResendServer(options);
    await server.listen(options.port);
    return server;
  }

  get key(): string {
    return this.options.key ?? RESEND_KEY;
  }

  protected forget(): void {
    this.kept.clear();
  }

  protected tooLarge(): Answer {
    return problem(413, "validation_error", "The request is too large.");
  }

  protected rateHeaders(left: number, seconds: number): Record<string, string> {
    return {
      "ratelimit-limit": String(this.rate),
      "ratelimit-remaining": String(left),
      "ratelimit-reset": String(seconds),
      "ratelimit-policy": `${this.rate};w=1`,
    };
  }

  protected tooMany(seconds: number): Answer {
    return {
      ...problem(429, "rate_limit_exceeded", "Too many requests. You can only make a few requests per second."),
      headers: { "retry-after": String(seconds) },
    };
  }

  protected answerOf({ status, name, message, headers }: Exclude<Trouble, string>): Answer {
    const usual = status === 429 ? "rate_limit_exceeded" : status >= 500 ? "application_error" : "validation_error";
    return { ...problem(status, name ?? usual, message ?? "Something went wrong."), ...(headers ? { headers } : {}) };
  }

  protected judge(call: Call, response: ServerResponse): Answer {
    const authorization = call.headers.authorization ?? "";
    if (!/^Bearer \S+$/.test(authorization)) {
      return problem(401, "missing_api_key", "Missing API key in the authorization header.");
    }
    if (authorization !== `Bearer ${this.key}`) return problem(403, "invalid_api_key", "API key is invalid");
    const route = `${call.method} ${call.path}`;
    if (route === "GET /domains") return this.listDomains();
    if (route !== "POST /emails" && route !== "POST /emails/batch") {
      return ["/domains", "/emails", "/emails/batch"].includes(call.path)
        ? problem(405, "method_not_allowed", "Method is not allowed for the requested path.")
        : problem(404, "not_found", "The requested endpoint does not exist.");
    }
    return this.once(call, response);
  }

  private listDomains(): Answer {
    if (this.options.sendOnly) {
      return problem(401, "restricted_api_key", "This API key is restricted to only send emails.");
    }
    const data = (this.options.domains ?? []).map(({ name, status }) => ({
      ...{ id: randomUUID(), name, status },
      ...{ created_at: "2026-01-05T09:00:00.000Z", region: "eu-west-1" },
    }));
    return { status: 200, body: { object: "list", has_more: false, data } };
  }

  /** Idempotency keys hold for a day; a request that was refused leaves none. */
  private once(call: Call, response: ServerResponse): Answer {
    const key = call.headers["idempotency-key"];
    if (key === undefined) return this.take(call);
    if (typeof key !== "string" || key.length < 1 || key.length > 256) {
      return problem(400, "invalid_idempotency_key", "The idempotency key must be between 1 and 256 characters.");
    }
    const payload = createHash("sha256").update(`${call.path}\n${call.body}`).digest("hex");
    const kept = this.kept.get(key);
    if (kept && this.now() - kept.at < DAY_MS) {
      if (kept.payload !== payload) {
        return problem(
          409,
          "invalid_idempotent_request",
          "This idempotency key has been used on a request that had a different payload.",
        );
      }
      return (
        kept.answer ??
        problem(409, "concurrent_idempotent_requests", "Another request with this idempotency key is in progress.")
      );
    }
    const answer = this.take(call);
    if (answer.status === 200) {
      // The request runs until its connection is done with it, answered or not.
      const mine: Kept = { payload, at: this.now(), answer: null };
      this.kept.set(key, mine);
      response.once("close", () => {
        mine.answer = answer;
      });
      response.once("finish", () => {
        mine.answer = answer;
      });
    }
    return answer;
  }

  private take(call: Call): Answer {
    if (!/^application\/json\b/.test(call.headers["content-type"] ?? "")) {
      return problem(422, "validation_error", "The request body must be JSON.");
    }
    let given: unknown;
    try {
      given = JSON.parse(call.body);
    } catch {
      return problem(400, "validation_error", "The request body is not valid JSON.");
    }
    if (call.path === "/emails") {
      const wrong = this.wrongWith(given, false);
      if (wrong) return wrong;
      return { status: 200, body: { id: this.keep(call, given as Email) } };
    }
    if (!Array.isArray(given) || given.length === 0) {
      return problem(422, "validation_error", "The request body must be an array of at least one email.");
    }
    if (given.length > 100) return problem(422, "validation_error", "A batch takes at most 100 emails.");
    const mode = call.headers["x-batch-validation"] ?? "strict";
    if (mode !== "strict" && mode !== "permissive") {
      return problem(422, "validation_error", "x-batch-validation is strict or permissive.");
    }
    const judged = given.map((email) => this.wrongWith(email, true));
    const everybody = judged.find((wrong) => wrong?.status === 403) ?? (mode === "strict" && judged.find(Boolean));
    if (everybody) return everybody;
    const data: { id: string }[] = [];
    const errors: { index: number; message: string }[] = [];
    judged.forEach((wrong, index) => {
      if (wrong) errors.push({ index, message: (wrong.body as { message: string }).message });
      else data.push({ id: this.keep(call, given[index] as Email) });
    });
    return { status: 200, body: mode === "permissive" ? { data, errors } : { data } };
  }

  /** Null for an email that Resend takes. */
  private wrongWith(email: unknown, batch: boolean): Answer | null {
    const invalid = (message: string) => problem(422, "validation_error", message);
    if (!isPlainObject(email)) return invalid("An email must be an object.");
    for (const field of Object.keys(email)) if (!FIELDS.has(field)) return invalid(`\`${field}\` is not a field.`);
    for (const field of ["from", "to", "subject"]) {
      if (email[field] === undefined || email[field] === "") {
        return problem(422, "missing_required_field", `Missing \`${field}\` field.`);
      }
    }
    if (email.html === undefined && email.text === undefined && email.template === undefined) {
      return problem(422, "missing_required_field", "Missing `html` or `text` field.");
    }
    for (const field of ["subject", "html", "text"]) {
      if (email[field] !== undefined && typeof email[field] !== "string") return invalid(`Invalid \`${field}\` field.`);
    }
    const from = readMailbox(email.from);
    const format = "The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.";
    if (!from) return problem(422, "invalid_from_address", `Invalid \`from\` field. ${format}`);
    for (const field of ["to", "cc", "bcc", "reply_to"]) {
      if (email[field] === undefined) continue;
      const people = [email[field]].flat();
      if (people.length > 50) return invalid(`\`${field}\` takes at most 50 addresses.`);
      if (people.length === 0 || !people.every((each) => readMailbox(each))) {
        return invalid(`Invalid \`${field}\` field. ${format}`);
      }
      for (const each of people) {
        const refusal = this.refused.get(readMailbox(each)?.address ?? "");
        if (refusal !== undefined) return invalid(refusal || `Invalid \`${field}\` field. ${format}`);
      }
    }
    if (/[\r\n]/.test(email.subject as string)) return invalid("The `\\n` is not allowed in the `subject` field.");
    if (email.headers !== undefined && !isHeaders(email.headers)) return invalid("Invalid `headers` field.");
    const tags = wrongTags(email.tags);
    if (tags) return invalid(tags);
    if (batch && (email.attachments !== undefined || email.scheduled_at !== undefined)) {
      return invalid("`attachments` and `scheduled_at` are not supported in a batch.");
    }
    const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
    const { domains } = this.options;
    if (domains && !domains.some(({ name, status }) => name === domain && status === "verified")) {
      return problem(
        403,
        "validation_error",
        `The ${domain} domain is not verified. Please, add and verify your domain.`,
      );
    }
    return null;
  }

  private keep(call: Call, email: Email): string {
    const id = randomUUID();
    const people = [email.to, email.cc ?? [], email.bcc ?? []].flat().map(readMailbox);
    for (const person of people) {
      if (!person || !isAddress(person.address)) continue;
      const mail: TakenMail = {
        id,
        recipient: person.address,
        from: readMailbox(email.from) ?? { name: "", address: "" },
        to: person,
        replyTo: readMailbox([email.reply_to ?? []].flat()[0])?.address ?? null,
        subject: email.subject,
        html: email.html ?? "",
        text: email.text ?? "",
        headers: email.headers ?? {},
        labels: Object.fromEntries((email.tags ?? []).map(({ name, value }) => [name, value])),
        template: null,
      };
      call.taken.push(mail);
    }
    return id;
  }
}

interface Email {
  from: string;
  to: string | string[];
  cc?: string | string[];
  bcc?: string | string[];
  reply_to?: string | string[];
  subject: string;
  html?: string;
  text?: string;
  headers?: Record<string, string>;
  tags?: { name: string; value: string }[];
}

function wrongTags(tags: unknown): string | null {
  if (tags === undefined) return null;
  if (!Array.isArray(tags)) return "Invalid `tags` field.";
  const good = (text: unknown) => typeof text === "string" && /^[A-Za-z0-9_-]{1,256}$/.test(text);
  return tags.every((tag) => isPlainObject(tag) && good(tag.name) && good(tag.value))
    ? null
    : "Tags should only contain ASCII letters, numbers, underscores, or dashes, and at most 256 characters.";
}

function problem(status: number, name: string, message: string): Answer {
  return { status, body: { statusCode: status, name, message } };
}
