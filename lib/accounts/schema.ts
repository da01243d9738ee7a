import { z } from "zod";
import { nameText } from "../text";

export const AccountStatusSchema = z.enum(["invited", "active", "suspended", "lapsed"]);

/** The owner as an account shows them; null while nobody is. */
export const OwnerView = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: z.string(),
});

export const AccountView = z
  .object({
    id: z.string(),
    name: z.string(),
    status: AccountStatusSchema,
    parent: z.string().nullable(),
    owner: OwnerView.nullable(),
    contact: z.string().nullable(),
    version: z.number().int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Account" });

export type AccountView = z.infer<typeof AccountView>;

export const AccountPage = z.object({ data: z.array(AccountView), nextCursor: z.string().nullable() });

/** What whoever invited is told of by mail. */
export const NoticesSchema = z.strictObject({
  accepted: z.boolean(),
  declined: z.boolean(),
  requested: z.boolean(),
  cancelled: z.boolean(),
  expired: z.boolean(),
  batches: z.boolean(),
});

export type Notice = keyof z.infer<typeof NoticesSchema>;
export const NOTICES = Object.keys(NoticesSchema.shape) as Notice[];

export const SettingsView = z.object({
  redirectOrigins: z.array(z.string()),
  /** Days before its end that an unanswered invitation is reminded of; null for never. */
  reminderDays: z.number().int().nullable(),
  notices: z.union([z.boolean(), NoticesSchema]),
});
export type SettingsView = z.infer<typeof SettingsView>;

/** One account with its settings, which are null for who may not change them. */
export const AccountDetail = AccountView.extend({ settings: SettingsView.nullable() }).meta({ id: "AccountDetail" });
export type AccountDetail = z.infer<typeof AccountDetail>;

export const MOST_ORIGINS = 20;
export const MOST_REMINDER_DAYS = 30;

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where the words between scheme and end are a host and perhaps a port: its origin as browsers write it, else what is wrong. */
function readOrigin(text: string): { origin: string } | { wrong: string } {
  if (!/^https?:\/\/[^\s\\*]+$/i.test(text) || !URL.canParse(text)) {
    return { wrong: "Write scheme and host, such as https://app.example.com." };
  }
  const url = new URL(text);
  if (url.username || url.password) return { wrong: "Leave out the user name and the password." };
  if (url.href !== `${url.origin}/`) {
    return { wrong: `Leave out what follows the host: ${url.origin} covers every page there.` };
  }
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname)) {
    return { wrong: "Use https. Plain http is for this machine alone, such as http://localhost:3000." };
  }
  return { origin: url.origin };
}

/** An origin that invitees may be sent on to, in the form that addresses are compared with. */
export const OriginInput = z
  .string()
  .max(300)
  .transform((value, context) => {
    const read = readOrigin(value.trim());
    if ("origin" in read) return read.origin;
    context.addIssue({ code: "custom", message: read.wrong });
    return z.NEVER;
  });

const Settings = z.strictObject({
  redirectOrigins: z
    .array(OriginInput)
    .max(MOST_ORIGINS)
    .transform((origins) => [...new Set(origins)])
    .optional(),
  reminderDays: z.number().int().min(1).max(MOST_REMINDER_DAYS).nullable().optional(),
  notices: z
    .union([z.boolean(), NoticesSchema.partial()])
    .optional()
    .meta({ description: "Mail to whoever invited: all of it, or each kind. What is left out stays as it is." }),
});

/** `PATCH /v1/accounts/:id`: what is left out stays as it is. */
export const ChangeAccountInput = z
  .strictObject({ name: nameText.optional(), settings: Settings.optional() })
  .refine(({ name, settings = {} }) => name !== undefined || Object.values(settings).some((one) => one !== undefined), {
    error: "Say what is to be changed: name, or one of the settings.",
  });
export type ChangeAccountInput = z.infer<typeof ChangeAccountInput>;

/** An account's name and settings as texts, named as a form's fields: to compare what two people wrote. */
export function settingsTexts({ name, settings }: { name: string; settings: SettingsView }): Record<string, string> {
  return {
    name,
    redirectOrigins: settings.redirectOrigins.join("\n"),
    reminderDays: settings.reminderDays === null ? "" : String(settings.reminderDays),
    ...Object.fromEntries(
      NOTICES.map((notice) => [`notices.${notice}`, isOn(settings.notices, notice) ? "on" : "off"]),
    ),
  };
}

function isOn(notices: SettingsView["notices"], notice: Notice): boolean {
  return typeof notices === "boolean" ? notices : notices[notice];
}
