import { z } from "zod";
import { type InviteInput, LocaleInput } from "../invitations/schema";
import { emailText, messageText, nameText, optionalNameText } from "../text";

/** The invite form as a browser sends it: texts alone, what is empty left out. It becomes what the API takes. */

const DAYS = [1, 3, 7, 14, 30, 90];

/** The choices of how long a link works; the installation's own is always among them. */
export function linkDays(usual: number): number[] {
  return [...new Set([...DAYS, usual])].sort((a, b) => a - b);
}

export const DaysText = z
  .string()
  .regex(/^\d{1,2}$/, "Choose from the list.")
  .transform(Number)
  .refine((days) => days >= 1 && days <= 90, "Choose from the list.");

/** Each is read in a summary, away from its field. */
const MISSING: Record<string, string> = {
  business: "Name the business.",
  email: "Give the address to invite.",
};

const shared = {
  account: z.string(),
  firstName: optionalNameText.optional(),
  lastName: optionalNameText.optional(),
  message: messageText.optional(),
  locale: LocaleInput.optional(),
  days: DaysText.optional(),
  noMail: z.literal("on").optional(),
  force: z.literal("on").optional(),
};

const ByContact = z.object({
  ...shared,
  type: z.literal("business"),
  contact: z.string(),
});

const NewBusiness = z.object({
  ...shared,
  type: z.literal("business"),
  business: nameText,
  email: emailText,
});

const Colleague = z.object({
  ...shared,
  type: z.literal("user"),
  email: emailText,
  role: z.enum(["admin", "member"]).optional(),
});

/** Which of the three it is shows in what was filled in; each then says what is missing by its own field. */
export const InviteForm = z.unknown().transform((given, context): InviteInput => {
  const form = z.record(z.string(), z.unknown()).parse(given);
  const schema = form.type === "user" ? Colleague : form.contact ? ByContact : NewBusiness;
  const parsed = schema.safeParse(form);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const missing = issue.code === "invalid_type" && !(String(issue.path[0]) in form);
      context.addIssue({
        code: "custom",
        path: issue.path,
        message: missing ? (MISSING[String(issue.path[0])] ?? "Fill this in.") : issue.message,
      });
    }
    return z.NEVER;
  }
  return toInvite(parsed.data);
});

type Parsed = z.infer<typeof ByContact> | z.infer<typeof NewBusiness> | z.infer<typeof Colleague>;

function toInvite(form: Parsed): InviteInput {
  const options = {
    accountId: form.account,
    ...(form.message ? { message: form.message } : {}),
    ...(form.locale ? { locale: form.locale } : {}),
    ...(form.days ? { expiresInDays: form.days } : {}),
    ...(form.noMail ? { sendEmail: false } : {}),
    ...(form.force ? { force: true } : {}),
  };
  const names = {
    ...(form.firstName ? { firstName: form.firstName } : {}),
    ...(form.lastName ? { lastName: form.lastName } : {}),
  };
  if (form.type === "user") {
    return { type: "user", email: form.email, ...names, ...(form.role ? { role: form.role } : {}), ...options };
  }
  if ("contact" in form) return { type: "business", contactId: form.contact, ...names, ...options };
  return { type: "business", business: { name: form.business }, email: form.email, ...names, ...options };
}
