import { z } from "zod";
import { sendGridTemplates } from "./mail/transports/sendgrid-templates";

/** What each variable may be, taken alone. The messages follow its name. */

const whole = (min: number, max: number) =>
  z
    .string()
    .refine((s) => /^\d{1,9}$/.test(s) && Number(s) >= min && Number(s) <= max, {
      message: `must be a whole number from ${min} to ${max}.`,
    })
    .transform(Number);

const url = (schemes: string[], example: string) =>
  z.string().refine((s) => URL.canParse(s) && schemes.includes(new URL(s).protocol) && new URL(s).hostname !== "", {
    error: `must be an address like ${example}.`,
    abort: true,
  });

const secret = z
  .string()
  .refine((s) => Buffer.byteLength(s) >= 32, "must have at least 32 bytes. Make one with: openssl rand -base64 48");

const origin = url(["http:", "https:"], "https://invite.example.com")
  .refine((s) => {
    const { pathname, search, hash, username, password } = new URL(s);
    return pathname === "/" && search === "" && hash === "" && username === "" && password === "";
  }, "must be an origin alone, without path, query or user name, like https://invite.example.com.")
  .transform((s) => new URL(s).origin);

const mailbox = z
  .string()
  .refine((s) => /^[^\s@<>"]+@[^\s@<>"]+$/.test(s) || /^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/.test(s), {
    message: "must be an address, or a name and an address, like Acme <invitations@acme.com>.",
  });

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}.` });

const some = z.string();

/** As Resend shows it: what follows whsec_ is base64. */
const webhookSecret = z
  .string()
  .regex(
    /^(whsec_)?[A-Za-z0-9+/]{8,}={0,2}$/,
    "must be the signing secret of the webhook: whsec_, then letters and digits.",
  );

/** As SendGrid shows it, base64 of the key alone; or as a file has it, between BEGIN and END. */
const publicKey = z
  .string()
  .transform((text) => text.replaceAll(/-----(BEGIN|END) PUBLIC KEY-----|\\n|\s/g, ""))
  .pipe(
    z
      .string()
      .regex(/^[A-Za-z0-9+/]{80,}={0,2}$/, "must be the verification key that SendGrid's settings show, in base64."),
  );

export const FIELDS = {
  APP_URL: origin,
  PORT: whole(1, 65_535),
  HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/, "must be a host name or an IP address alone, like 127.0.0.1."),
  APP_SECRET: secret,
  APP_SECRET_PREVIOUS: secret,
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^/\s]+/, "must begin with mongodb:// or mongodb+srv:// and name a host."),
  DATA_DIR: some,
  OWNER_EMAIL: z.string().regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/, "must be an e-mail address."),
  OWNER_PASSWORD: z.string().min(8, "must have at least 8 characters.").max(200, "must have at most 200 characters."),
  OWNER_ACCOUNT: z.string().max(60, "must have at most 60 characters."),
  MAIL_TRANSPORT: oneOf(["mailbox", "smtp", "resend", "sendgrid"]),
  MAIL_FROM: mailbox,
  MAIL_RATE: z
    .string()
    .refine((s) => /^\d{1,6}(\.\d{1,6})?$/.test(s) && Number(s) > 0, "must be a number of requests a second above 0.")
    .transform(Number),
  SMTP_URL: url(["smtp:", "smtps:"], "smtps://user:password@mail.example.com:465"),
  RESEND_API_KEY: some,
  RESEND_BASE_URL: url(["http:", "https:"], "https://api.resend.com"),
  RESEND_WEBHOOK_SECRET: webhookSecret,
  SENDGRID_API_KEY: some,
  SENDGRID_BASE_URL: url(["http:", "https:"], "https://api.sendgrid.com"),
  SENDGRID_WEBHOOK_PUBLIC_KEY: publicKey,
  SENDGRID_TEMPLATES: sendGridTemplates,
  ENGINE: oneOf(["embedded", "inngest"]),
  INNGEST_DEV: some,
  INNGEST_EVENT_KEY: some,
  INNGEST_SIGNING_KEY: some,
  INVITE_TTL_DAYS: whole(1, 90),
  TRUSTED_PROXIES: z
    .string()
    .transform((s) => (s === "none" ? "0" : s))
    .pipe(whole(0, 16)),
  RATE_LIMITS: oneOf(["on", "off"]),
  LOG_LEVEL: oneOf(["debug", "info", "warn", "error"]),
  METRICS_TOKEN: some,
} as const satisfies Record<string, z.ZodType>;

export type Name = keyof typeof FIELDS;
export type Values = { [K in Name]?: z.output<(typeof FIELDS)[K]> };
