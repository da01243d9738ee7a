import path from "node:path";
import { FIELDS, type Name, type Values } from "./env-fields";
import type { SendGridTemplates } from "./mail/transports/sendgrid-templates";

/** The only reader of `process.env` in the server: every setting, parsed once, every problem at once. */

export type MailTransport = "mailbox" | "smtp" | "resend" | "sendgrid";
export type LogLevel = "debug" | "info" | "warn" | "error";

export interface Settings {
  /** The only source of links; never with a slash at its end. */
  appUrl: string;
  port: number;
  host: string;
  /** Null until `npm start` has generated one. */
  appSecret: string | null;
  appSecretPrevious: string | null;
  /** Null where Foyer is to start a database of its own. */
  mongodbUri: string | null;
  /** Absolute, because the built server changes its working directory. */
  dataDir: string;
  owner: { email: string; password: string; account: string } | null;
  mail: {
    transport: MailTransport;
    from: string;
    smtpUrl: string | null;
    /** Requests a second; null leaves it to the transport. */
    rate: number | null;
    resend: { apiKey: string | null; baseUrl: string | null; webhookSecret: string | null };
    sendgrid: {
      apiKey: string | null;
      baseUrl: string | null;
      webhookPublicKey: string | null;
      templates: SendGridTemplates;
    };
  };
  engine: "embedded" | "inngest";
  inviteTtlDays: number;
  /** Hops whose X-Forwarded-For is believed. */
  trustedProxies: number;
  rateLimits: boolean;
  logLevel: LogLevel;
  metricsToken: string | null;
  production: boolean;
}

/** The settings of a running server, which has a database and a secret. */
export type Env = Settings & { appSecret: string; mongodbUri: string };

export interface SettingProblem {
  name: string;
  problem: string;
}

export class EnvError extends Error {
  readonly problems: SettingProblem[];

  constructor(problems: SettingProblem[]) {
    const count = problems.length === 1 ? "One setting is wrong" : `${problems.length} settings are wrong`;
    super(`${count}:\n${problems.map(({ name, problem }) => `  ${name}: ${problem}`).join("\n")}`);
    this.name = "EnvError";
    this.problems = problems;
  }
}

/**
 * Parses the given variables, empty ones counting as unset.
 * @throws EnvError with every problem, rules between settings included
 */
export function readSettings(source: Readonly<Record<string, string | undefined>>): Settings {
  const problems: SettingProblem[] = [];
  const values: Values = {};
  for (const name of Object.keys(FIELDS) as Name[]) {
    const given = source[name]?.trim();
    if (!given) continue;
    const parsed = FIELDS[name].safeParse(given);
    if (parsed.success) Object.assign(values, { [name]: parsed.data });
    else problems.push({ name, problem: parsed.error.issues[0]?.message ?? "is not valid." });
  }
  const has = (name: Name) => Boolean(source[name]?.trim());
  const production = source.NODE_ENV === "production";

  const transports = (
    [
      ["resend", "RESEND_API_KEY"],
      ["sendgrid", "SENDGRID_API_KEY"],
      ["smtp", "SMTP_URL"],
    ] as const
  ).filter(([, key]) => has(key));
  const transport: MailTransport = values.MAIL_TRANSPORT ?? transports[0]?.[0] ?? "mailbox";
  const engine = values.ENGINE ?? (has("INNGEST_DEV") || has("INNGEST_EVENT_KEY") ? "inngest" : "embedded");
  const candidates = transports.map(([name]) => name);
  const unsigned = has("INNGEST_DEV") && !/^(0|false)$/i.test(source.INNGEST_DEV ?? "") && !isLocal(source.APP_URL);
  problems.push(...between({ has, production, transport, candidates, engine, unsigned }));
  if (problems.length > 0) throw new EnvError(problems);

  const port = values.PORT ?? 3000;
  const appUrl = values.APP_URL ?? `http://localhost:${port}`;
  return {
    appUrl,
    port,
    host: values.HOST ?? "127.0.0.1",
    appSecret: values.APP_SECRET ?? null,
    appSecretPrevious: values.APP_SECRET_PREVIOUS ?? null,
    mongodbUri: values.MONGODB_URI ?? null,
    // Next would take the path for one of its sources and trace the whole project.
    dataDir: path.resolve(/*turbopackIgnore: true*/ values.DATA_DIR ?? ".data"),
    owner:
      values.OWNER_EMAIL && values.OWNER_PASSWORD && values.OWNER_ACCOUNT
        ? { email: values.OWNER_EMAIL, password: values.OWNER_PASSWORD, account: values.OWNER_ACCOUNT }
        : null,
    mail: {
      transport,
      from: values.MAIL_FROM ?? `Foyer <foyer@${new URL(appUrl).hostname}>`,
      smtpUrl: values.SMTP_URL ?? null,
      rate: values.MAIL_RATE ?? null,
      resend: {
        apiKey: values.RESEND_API_KEY ?? null,
        baseUrl: values.RESEND_BASE_URL ?? null,
        webhookSecret: values.RESEND_WEBHOOK_SECRET ?? null,
      },
      sendgrid: {
        apiKey: values.SENDGRID_API_KEY ?? null,
        baseUrl: values.SENDGRID_BASE_URL ?? null,
        webhookPublicKey: values.SENDGRID_WEBHOOK_PUBLIC_KEY ?? null,
        templates: values.SENDGRID_TEMPLATES ?? {},
      },
    },
    engine,
    inviteTtlDays: values.INVITE_TTL_DAYS ?? 7,
    trustedProxies: values.TRUSTED_PROXIES ?? 0,
    rateLimits: values.RATE_LIMITS !== "off",
    logLevel: values.LOG_LEVEL ?? "info",
    metricsToken: values.METRICS_TOKEN ?? null,
    production,
  };
}

function isLocal(appUrl: string | undefined): boolean {
  if (!appUrl?.trim()) return true;
  const host = URL.canParse(appUrl) ? new URL(appUrl).hostname : "";
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
}

const TRANSPORT_KEY: Record<MailTransport, Name | null> = {
  mailbox: null,
  smtp: "SMTP_URL",
  resend: "RESEND_API_KEY",
  sendgrid: "SENDGRID_API_KEY",
};

/** Rules that concern more than one setting. They look at what was given, valid or not, so that nothing hides behind another problem. */
function between(given: {
  has: (name: Name) => boolean;
  production: boolean;
  transport: MailTransport;
  candidates: MailTransport[];
  engine: "embedded" | "inngest";
  /** Calls of Inngest's development server are not signed, and other machines can make them. */
  unsigned: boolean;
}): SettingProblem[] {
  const { has, production, transport, candidates, engine, unsigned } = given;
  const problems: SettingProblem[] = [];
  const say = (name: Name, problem: string) => problems.push({ name, problem });

  if (production && has("MONGODB_URI") && !has("APP_SECRET")) {
    say("APP_SECRET", "is required with MONGODB_URI in production. Make one with: openssl rand -base64 48");
  }
  if (has("APP_SECRET_PREVIOUS") && !has("APP_SECRET")) {
    say("APP_SECRET_PREVIOUS", "needs APP_SECRET, the one in use now, beside it.");
  }
  const owner = ["OWNER_EMAIL", "OWNER_PASSWORD", "OWNER_ACCOUNT"] as const;
  if (owner.some(has)) {
    for (const name of owner.filter((name) => !has(name))) {
      say(name, `is missing; ${owner.join(", ")} go together. Set all three or none.`);
    }
  }
  const key = TRANSPORT_KEY[transport];
  if (!has("MAIL_TRANSPORT")) {
    if (candidates.length > 1) {
      say("MAIL_TRANSPORT", `must say which one to use, because there are settings for ${candidates.join(" and ")}.`);
    } else if (candidates.length === 0 && production && has("MONGODB_URI")) {
      say(
        "MAIL_TRANSPORT",
        "must be named with MONGODB_URI in production: resend (with RESEND_API_KEY), sendgrid (with SENDGRID_API_KEY), smtp (with SMTP_URL), or mailbox to keep mail in the database and show it on a page.",
      );
    }
  } else if (key && !has(key)) {
    say(key, `is required by MAIL_TRANSPORT=${transport}.`);
  }
  if (engine === "inngest" && production && !has("INNGEST_SIGNING_KEY")) {
    say("INNGEST_SIGNING_KEY", "is required by the inngest engine in production.");
  }
  if (engine === "inngest" && production && unsigned) {
    say(
      "INNGEST_DEV",
      "is for trying out on this machine: with it, whoever calls /api/inngest is believed to be Inngest. Unset it; INNGEST_BASE_URL names an Inngest of your own.",
    );
  }
  return problems;
}

let parsed: Env | undefined;

/**
 * The settings of this process.
 * @throws EnvError when something is wrong, or when there is no database or secret (`npm start` provides both)
 */
export function env(): Env {
  if (parsed) return parsed;
  const settings = readSettings(process.env);
  const { appSecret, mongodbUri } = settings;
  if (appSecret === null || mongodbUri === null) {
    const missing: SettingProblem[] = [];
    const problem = "is not set. npm start provides it; a server started in another way needs it set.";
    if (mongodbUri === null) missing.push({ name: "MONGODB_URI", problem });
    if (appSecret === null) missing.push({ name: "APP_SECRET", problem });
    throw new EnvError(missing);
  }
  parsed = { ...settings, appSecret, mongodbUri };
  return parsed;
}

/** Reads the variables again at the next `env()`; for a process that has just set some, and for tests. */
export function forgetEnv(): void {
  parsed = undefined;
}

/** next-auth reads these two from the environment alone, and else believes request headers for its own address. */
export function setNextAuth(url: string, secret: string): void {
  process.env.NEXTAUTH_URL = url;
  process.env.NEXTAUTH_SECRET = secret;
}
