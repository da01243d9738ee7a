import { z } from "zod";

/** Everything that can happen, by what it is about. A type that is not here cannot be recorded. */
export const EVENT_GROUPS = {
  invitations: [
    "invitation.created",
    "invitation.resent",
    "invitation.accepted",
    "invitation.declined",
    "invitation.cancelled",
    "invitation.expired",
    "invitation.requested",
    "invitation.reminded",
    "invitation.bounced",
    "invitation.complained",
  ],
  people: [
    "member.role_changed",
    "member.disabled",
    "member.enabled",
    "member.removed",
    "owner.updated",
    "ownership.offered",
    "ownership.withdrawn",
    "ownership.declined",
    "ownership.transferred",
  ],
  accounts: ["account.created", "account.activated", "account.updated", "account.suspended", "account.unsuspended"],
  contacts: ["contact.created", "contact.updated", "contact.deleted", "contacts.imported"],
  lists: [
    "batch.created",
    "batch.started",
    "batch.paused",
    "batch.resumed",
    "batch.cancelled",
    "batch.retried",
    "batch.completed",
    "batch.failed",
  ],
  mail: ["branding.updated", "template.updated", "template.reset", "suppression.added", "suppression.lifted"],
  keys: ["api_key.created", "api_key.revoked"],
  sign_in: [
    "user.password_reset_requested",
    "user.password_changed",
    "user.sessions_ended",
    "owner.email_change_requested",
    "owner.email_change_withdrawn",
    "user.email_change_consented",
    "user.email_change_confirmed",
    "user.email_changed",
    "user.email_change_stopped",
    "user.email_change_undone",
  ],
} as const;

export type EventGroup = keyof typeof EVENT_GROUPS;
export type EventType = (typeof EVENT_GROUPS)[EventGroup][number];

export const EVENT_TYPES: readonly EventType[] = Object.values(EVENT_GROUPS).flat();

const IdText = z.string().min(1).max(100);
const notTime = { error: "Must be a time with its zone, such as 2026-11-23T00:00:00Z, or a day, such as 2026-11-23." };
// A day alone is its first moment in UTC.
const moment = z
  .union([z.iso.datetime({ offset: true, ...notTime }), z.iso.date(notTime)])
  .transform((text) => new Date(text));

/** What a list of events may be narrowed by. */
export const EventFilters = {
  account: IdText.optional().meta({ description: "The account and all below it; the caller's own when left out." }),
  type: z
    .string()
    .max(60)
    .regex(/^[a-z_]+\.[a-z_]*$/, "Must be a type such as invitation.accepted, or the beginning of some: invitation.")
    .optional()
    .meta({ description: "One type, or with a full stop at the end all that begin with it: `invitation.`" }),
  actor: IdText.optional().meta({ description: "The id of who did it." }),
  subject: IdText.optional().meta({ description: "The id of what it was done to." }),
  from: moment
    .optional()
    .meta({ description: "Not before this time (ISO 8601, with its zone). A day alone is its beginning in UTC." }),
  to: moment.optional().meta({
    description:
      "Not after this time. A day alone is its beginning in UTC here, too, so that the day itself is not in it.",
  }),
};

export const EventView = z
  .object({
    id: z.string(),
    type: z.string(),
    createdAt: z.iso.datetime(),
    actor: z.object({ type: z.enum(["user", "api_key", "system"]), id: z.string().nullable(), name: z.string() }),
    account: z.string(),
    subject: z.object({ type: z.string(), id: z.string() }),
    detail: z.record(z.string(), z.string()),
    ip: z.string().nullable(),
  })
  .meta({ id: "Event" });
export type EventView = z.infer<typeof EventView>;

export const EventPage = z.object({ data: z.array(EventView), nextCursor: z.string().nullable() });
