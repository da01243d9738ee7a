import { z } from "zod";
import type { MailKind } from "../../db/types";

/** Which kinds of mail SendGrid draws from dynamic templates of its own: SENDGRID_TEMPLATES. */
export type SendGridTemplates = Readonly<Partial<Record<MailKind, string>>>;

/** Every kind, checked against the type. */
const KINDS: Record<MailKind, true> = {
  "invite-business": true,
  "invite-user": true,
  "invite-link-again": true,
  "invite-reminder": true,
  "invite-cancelled": true,
  "invite-cancelled-inviter": true,
  "invite-declined": true,
  "invite-accepted": true,
  "invite-requested": true,
  "invitations-expired": true,
  "batch-finished": true,
  "address-confirm": true,
  "address-consent": true,
  "address-changing": true,
  "address-changed": true,
  "ownership-offered": true,
  "password-reset": true,
  "password-changed": true,
};

const EXAMPLE = '{"invite-user":"d-0123456789abcdef0123456789abcdef"}';

export const sendGridTemplates = z.string().transform((text, context): SendGridTemplates => {
  const wrong = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return wrong(`must be JSON like ${EXAMPLE}.`);
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return wrong(`must be a JSON object like ${EXAMPLE}.`);
  }
  for (const [kind, id] of Object.entries(given)) {
    if (!Object.hasOwn(KINDS, kind)) {
      return wrong(`names ${kind}, which is no kind of mail. The kinds: ${Object.keys(KINDS).join(", ")}.`);
    }
    if (typeof id !== "string" || !/^d-[A-Za-z0-9]+$/.test(id)) {
      return wrong(`must name a dynamic template for ${kind}: its id begins with d-.`);
    }
  }
  return given;
});
