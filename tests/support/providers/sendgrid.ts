import { randomBytes } from "node:crypto";
import { isPlainObject } from "./fields";
import { type Answer, type Call, Provider, type ProviderOptions, type Trouble } from "./provider";
import {
  type Body,
  checkArguments,
  checkContent,
  checkHeaders,
  checkPerson,
  type Person,
  unknownKeys,
  Wrong,
} from "./sendgrid-rules";

/** SendGrid's v3 API on loopback: checks each request as SendGrid would, and keeps what it takes. README.md names the sources. */

export interface SendGridOptions extends ProviderOptions {
  key?: string;
  /** What GET /v3/scopes answers. */
  scopes?: string[];
  /** Sender addresses or domains that are verified; any where left out. */
  senders?: string[];
}

export const SENDGRID_KEY = "SG.test.4fG7kQ2mZx9";
const MEGABYTE = 2 ** 20;
const FIELDS = new Set([
  ...["personalizations", "from", "reply_to", "reply_to_list", "subject", "content", "attachments", "template_id"],
  ...["headers", "categories", "custom_args", "send_at", "batch_id", "asm", "ip_pool_name", "mail_settings"],
  "tracking_settings",
]);
const PERSONAL_FIELDS = new Set([
  ...["from", "to", "cc", "bcc", "subject", "headers", "substitutions", "dynamic_template_data", "custom_args"],
  "send_at",
]);

export class SendGridServer extends Provider {
  protected readonly largest = 30 * MEGABYTE;
  private readonly options: SendGridOptions;

  private constructor(options: SendGridOptions) {
    super(options);
    this.options = options;
  }

  static async open(options: SendGridOptions = {}): Promise<SendGridServer> {
    const server = new SendGridServer(options);
    await server.listen(options.port);
    return server;
  }

  get key(): string {
    return this.options.key ?? SENDGRID_KEY;
  }

  protected forget(): void {}

  protected tooLarge(): Answer {
    return problem(413, "The JSON payload you have included in your request is too large.");
  }

  protected rateHeaders(left: number, seconds: number): Record<string, string> {
    return {
      "x-ratelimit-limit": String(this.rate),
      "x-ratelimit-remaining": String(left),
      "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + seconds),
    };
  }

  protected tooMany(): Answer {
    return problem(429, "too many requests");
  }

  protected answerOf({ status, message, headers }: Exclude<Trouble, string>): Answer {
    return { ...problem(status, message ?? "Something went wrong"), ...(headers ? { headers } : {}) };
  }

  protected judge(call: Call): Answer {
    if (call.headers.authorization !== `Bearer ${this.key}`) {
      return problem(401, "The provided authorization grant is invalid, expired, or revoked");
    }
    const route = `${call.method} ${call.path}`;
    if (route === "GET /v3/scopes") {
      return { status: 200, body: { scopes: this.options.scopes ?? ["mail.send", "sender_verification_eligible"] } };
    }
    if (route !== "POST /v3/mail/send") {
      return call.path === "/v3/mail/send" ? problem(405, "method not allowed") : problem(404, "not found");
    }
    if (this.options.scopes && !this.options.scopes.includes("mail.send")) return problem(403, "access forbidden");
    if (!/^application\/json\b/.test(call.headers["content-type"] ?? "")) {
      return problem(415, "Content-Type should be application/json.");
    }
    let given: unknown;
    try {
      given = JSON.parse(call.body);
    } catch {
      return problem(400, "Bad Request");
    }
    try {
      const body = this.check(given);
      const domain = body.from.email.slice(body.from.email.lastIndexOf("@") + 1);
      const { senders } = this.options;
      if (senders && !senders.includes(body.from.email) && !senders.includes(domain)) {
        return problem(403, "The from address does not match a verified Sender Identity.", "from");
      }
      const id = this.keep(call, body);
      return { status: 202, headers: { "x-message-id": id } };
    } catch (error) {
      if (error instanceof Wrong) return problem(400, error.message, error.field);
      throw error;
    }
  }

  private check(given: unknown): Body {
    if (!isPlainObject(given)) throw new Wrong("Bad Request", null);
    unknownKeys(given, FIELDS, null);
    const template = given.template_id;
    if (template !== undefined && typeof template !== "string") throw new Wrong("Invalid type.", "template_id");
    checkPerson(given.from, "from");
    if (/[^ -~]/.test((given.from as Person).email)) throw new Wrong("The from email must be ASCII.", "from.email");
    if (given.reply_to !== undefined) checkPerson(given.reply_to, "reply_to");
    checkHeaders(given.headers, "headers");
    checkArguments(given.custom_args, "custom_args");

    const people = given.personalizations;
    if (!Array.isArray(people) || people.length === 0) {
      throw new Wrong(
        "The personalizations field is required and must have at least one personalization.",
        "personalizations",
      );
    }
    if (people.length > 1000) {
      throw new Wrong(
        `The personalization block is limited to 1000 personalizations per API request. You have provided ${people.length} personalizations.`,
        "personalizations",
      );
    }
    const seen = new Set<string>();
    for (const [index, each] of people.entries()) {
      this.checkPersonalization(each, `personalizations.${index}`, template, seen);
    }
    if (seen.size > 1000) {
      throw new Wrong("There is a limit of 1000 total recipients (to + cc + bcc) per request.", "personalizations");
    }
    const titled = people.every((each) => typeof each.subject === "string" && each.subject.length > 0);
    if (!template && !titled && (typeof given.subject !== "string" || given.subject.length === 0)) {
      throw new Wrong(
        "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.",
        "subject",
      );
    }
    checkContent(given.content, Boolean(template));
    return given as unknown as Body;
  }

  private checkPersonalization(each: unknown, at: string, template: unknown, seen: Set<string>): void {
    if (!isPlainObject(each)) throw new Wrong("Invalid type.", at);
    unknownKeys(each, PERSONAL_FIELDS, at);
    if (!Array.isArray(each.to) || each.to.length === 0) {
      throw new Wrong(
        "The to array is required for all personalization objects, and must have at least one email object with a valid email address.",
        `${at}.to`,
      );
    }
    for (const field of ["to", "cc", "bcc"]) {
      const list = each[field] ?? [];
      if (!Array.isArray(list)) throw new Wrong("Invalid type.", `${at}.${field}`);
      list.forEach((person, index) => {
        checkPerson(person, `${at}.${field}.${index}`);
        const { email, name = "" } = person as Person;
        if (/[,;]/.test(name)) throw new Wrong("The name may include neither ; nor ,.", `${at}.${field}.${index}.name`);
        const key = email.toLowerCase();
        if (seen.has(key)) {
          throw new Wrong(
            `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${email}] in the ${at} field.`,
            at,
          );
        }
        seen.add(key);
        const refusal = this.refused.get(email);
        if (refusal !== undefined) {
          throw new Wrong(refusal || "Does not contain a valid address.", `${at}.${field}.${index}.email`);
        }
      });
    }
    checkHeaders(each.headers, `${at}.headers`);
    checkArguments(each.custom_args, `${at}.custom_args`);
    if (each.dynamic_template_data !== undefined) {
      if (!isPlainObject(each.dynamic_template_data)) throw new Wrong("Invalid type.", `${at}.dynamic_template_data`);
      if (typeof template !== "string" || !template.startsWith("d-")) {
        throw new Wrong(
          "dynamic_template_data may only be used with a dynamic template id.",
          `${at}.dynamic_template_data`,
        );
      }
    }
  }

  private keep(call: Call, body: Body): string {
    const id = randomBytes(16).toString("base64url");
    const content = (type: string) => body.content?.find((part) => part.type === type)?.value ?? "";
    for (const each of body.personalizations) {
      for (const person of [...each.to, ...(each.cc ?? []), ...(each.bcc ?? [])]) {
        call.taken.push({
          id,
          recipient: person.email,
          from: { name: body.from.name ?? "", address: body.from.email },
          to: { name: person.name ?? "", address: person.email },
          replyTo: body.reply_to?.email ?? null,
          subject: each.subject ?? body.subject ?? "",
          html: content("text/html"),
          text: content("text/plain"),
          headers: { ...body.headers, ...each.headers },
          labels: { ...body.custom_args, ...each.custom_args },
          template: body.template_id ? { id: body.template_id, values: each.dynamic_template_data ?? {} } : null,
        });
      }
    }
    return id;
  }
}

function problem(status: number, message: string, field: string | null = null): Answer {
  const help = "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html";
  return { status, body: { errors: [{ message, field, help }] } };
}
