import { z } from "zod";
import { AccountView } from "../accounts/schema";
import { isKnownLocale, LANGUAGES } from "../locale";
import { emailText, messageText, nameText, optionalNameText, shortText } from "../text";
import { UserView } from "../users/schema";

/** Shared by forms, the API and its description. Nothing here reaches for the server. */

export const InvitationStatusSchema = z.enum(["pending", "accepted", "declined", "cancelled", "expired"]);
export const DeliveryStatusSchema = z.enum([
  "none",
  "queued",
  "sending",
  "sent",
  "delivered",
  "bounced",
  "failed",
  "complained",
  "suppressed",
  "unknown",
]);

/** Mail that arrived, or may have: only then has somebody a link to be reminded of. */
export const MAIL_REACHED = ["sent", "delivered", "unknown"] as const;

/** Mail that went wrong, or may have: most urgent first – what another address mends, what can only be looked at. */
export const MAIL_TROUBLE = ["bounced", "failed", "complained", "suppressed", "unknown"] as const;

const IdText = z.string().min(1).max(100);

export const AddressInput = z.union([
  shortText(500),
  z.strictObject({
    line1: shortText(120).optional(),
    line2: shortText(120).optional(),
    city: shortText(120).optional(),
    region: shortText(120).optional(),
    postalCode: shortText(20).optional(),
    country: shortText(60).optional(),
  }),
]);

export const LocaleInput = z
  .string()
  .refine(isKnownLocale, { error: `Choose one of ${LANGUAGES.join(", ")}, with a region if you like.`, abort: true });

const options = {
  accountId: IdText.optional(),
  message: messageText.optional(),
  locale: LocaleInput.optional(),
  expiresInDays: z.number().int().min(1).max(90).optional(),
  externalId: shortText(200).optional(),
  metadata: z
    .record(z.string().min(1).max(40), z.string().max(500))
    .refine((pairs) => Object.keys(pairs).length <= 20, { error: "At most 20 pairs." })
    .optional(),
  redirectUrl: z.string().min(1).max(2000).optional(),
  sendEmail: z.boolean().optional(),
  force: z.boolean().optional(),
};

/** `blue.example`, or a whole http(s) address; nothing that a browser would run. */
export const WebsiteInput = shortText(200).refine(
  (value) => value === "" || /^(https?:\/\/)?[^\s/:@]+\.[^\s/:@]+(:\d+)?(\/\S*)?$/i.test(value),
  { error: "Write a web address, such as https://blue.example." },
);

export const BusinessInput = z.strictObject({
  name: nameText,
  phone: shortText(40).optional(),
  website: WebsiteInput.optional(),
  address: AddressInput.optional(),
});

const BusinessInvite = z
  .strictObject({
    type: z.literal("business"),
    contactId: IdText.optional(),
    business: BusinessInput.optional(),
    email: emailText.optional(),
    firstName: optionalNameText.optional(),
    lastName: optionalNameText.optional(),
    ...options,
  })
  .superRefine((input, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (input.contactId !== undefined) {
      if (input.business !== undefined) wrong("business", "Give either contactId or business, not both.");
      if (input.email !== undefined) wrong("email", "The contact's own address is used; leave this out.");
      return;
    }
    if (input.business === undefined) wrong("business", "Give contactId, or business and email.");
    if (input.email === undefined) wrong("email", "Fill this in.");
  });

const UserInvite = z.strictObject({
  type: z.literal("user"),
  email: emailText,
  firstName: optionalNameText.optional(),
  lastName: optionalNameText.optional(),
  role: z.enum(["admin", "member"]).optional(),
  ...options,
});

export const InviteInput = z.discriminatedUnion("type", [BusinessInvite, UserInvite]);
export type InviteInput = z.infer<typeof InviteInput>;

/** `POST /v1/accounts/:id/invite`: nothing, an invitation to send again, or somebody new for this account. */
export const AccountInviteInput = z.union([
  z.strictObject({ force: z.boolean().optional() }),
  z.strictObject({ invitationId: IdText, email: emailText.optional(), force: z.boolean().optional() }),
  UserInvite.omit({ type: true, accountId: true }),
]);
export type AccountInviteInput = z.infer<typeof AccountInviteInput>;

export const CancelQuery = z
  .strictObject({
    invitationId: IdText.optional(),
    email: emailText.optional(),
    notify: z.enum(["true", "false"]).optional(),
  })
  .refine(({ invitationId, email }) => invitationId === undefined || email === undefined, {
    error: "Give either invitationId or email, not both.",
    path: ["email"],
  });

const TokenText = z.string().max(4096);
export const TokenInput = z.strictObject({ token: TokenText });
export const AcceptInput = z.strictObject({
  token: TokenText,
  password: z.string().max(1000).optional(),
  firstName: optionalNameText.optional(),
  lastName: optionalNameText.optional(),
});
export type AcceptInput = z.infer<typeof AcceptInput>;

export const ListFilters = {
  status: InvitationStatusSchema.optional(),
  delivery: DeliveryStatusSchema.optional(),
  type: z.enum(["business", "user"]).optional(),
  batch: IdText.optional(),
  role: z.enum(["owner", "admin", "member"]).optional(),
  q: z.string().max(200).optional(),
};

/** As many as one call handles. */
export const MOST_AT_ONCE = 500;

const setFields = {
  ...ListFilters,
  q: z
    .string()
    .max(200)
    .refine((value) => value.trim() !== "", { error: "Fill this in, or leave it out." })
    .optional(),
  invitationIds: z.array(IdText).min(1).max(MOST_AT_ONCE).optional(),
  all: z.literal(true).optional(),
  cursor: z.string().max(200).optional(),
};

/** Nobody means everybody by saying nothing. */
function saysWhich(set: { all?: true; invitationIds?: string[] } & object, context: z.RefinementCtx): void {
  const wrong = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  const filters = Object.keys(ListFilters).filter((name) => (set as Record<string, unknown>)[name] !== undefined);
  const ways = [set.all, set.invitationIds, filters.length > 0 || undefined].filter((way) => way !== undefined);
  if (ways.length === 0) wrong("all", 'Say which: by a filter, by invitationIds, or with "all": true.');
  if (set.all && ways.length > 1) wrong("all", "Give either this or filters, not both.");
  else if (ways.length > 1) wrong("invitationIds", "Give either these or filters, not both.");
}

export const ResendManyInput = z
  .strictObject({ ...setFields, status: InvitationStatusSchema.exclude(["accepted"]).optional() })
  .superRefine(saysWhich);
export const CancelManyInput = z
  .strictObject({ ...setFields, status: z.literal("pending").optional(), notify: z.boolean().optional() })
  .superRefine(saysWhich);

/** What one call did of a set; with a cursor, there are more. */
const SetDone = z.object({
  message: z.string(),
  counts: z.object({
    matched: z.number().int(),
    done: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
  }),
  /** Why some were left as they are. */
  reasons: z.array(z.object({ code: z.string(), count: z.number().int(), message: z.string() })),
  nextCursor: z.string().nullable(),
});
export const ResentMany = SetDone.extend({ status: z.literal("resent") });
export type ResentMany = z.infer<typeof ResentMany>;
export const CancelledMany = SetDone.extend({ status: z.literal("cancelled") });
export type CancelledMany = z.infer<typeof CancelledMany>;

const time = z.iso.datetime();

export const TimelineView = z.array(z.object({ at: time, event: z.string(), detail: z.string().optional() }));

export const InvitationView = z
  .object({
    id: z.string(),
    type: z.enum(["business", "user"]),
    status: InvitationStatusSchema,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    role: z.enum(["owner", "admin", "member"]),
    locale: z.string(),
    account: z.object({ id: z.string(), name: z.string() }),
    parent: z.string().nullable(),
    contact: z.string().nullable(),
    batch: z.string().nullable(),
    externalId: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    sends: z.number().int(),
    expiresAt: time,
    invitedBy: z.object({ type: z.enum(["user", "api_key", "system"]), id: z.string().nullable(), name: z.string() }),
    delivery: z.object({
      status: DeliveryStatusSchema,
      transport: z.string().nullable(),
      error: z.string().nullable(),
      /** Of a bounce: what kind it was. */
      code: z.string().optional(),
      at: time,
    }),
    /** When the current link was last brought to mind. */
    remindedAt: time.nullable(),
    viewedAt: time.nullable(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "Invitation" });
export type InvitationView = z.infer<typeof InvitationView>;

export const InvitationDetail = InvitationView.extend({ timeline: TimelineView }).meta({ id: "InvitationDetail" });
export type InvitationDetail = z.infer<typeof InvitationDetail>;

export const InvitationPage = z.object({ data: z.array(InvitationView), nextCursor: z.string().nullable() });

export const Invited = z.object({
  status: z.literal("invited"),
  message: z.string(),
  invitation: InvitationView,
  account: AccountView,
  user: UserView,
  inviteUrl: z.string().optional(),
});
export type Invited = z.infer<typeof Invited>;

export const Resent = Invited.extend({ status: z.literal("resent") });
export type Resent = z.infer<typeof Resent>;

export const InvitedOrResent = z.union([Invited, Resent]);

export const Cancelled = z.object({
  status: InvitationStatusSchema,
  message: z.string(),
  invitation: InvitationView,
  user: UserView,
});
export type Cancelled = z.infer<typeof Cancelled>;

export const Accepted = z.object({
  status: z.literal("accepted"),
  message: z.string(),
  account: AccountView,
  user: UserView,
  redirectTo: z.string(),
});
export type Accepted = z.infer<typeof Accepted>;

export const Declined = z.object({
  status: z.literal("declined"),
  message: z.string(),
  invitation: InvitationView,
});

export const Requested = z.object({ status: z.literal("requested"), message: z.string() });

export const InviteChecked = z.object({
  status: z.literal("valid"),
  next: z.enum(["signup", "login"]),
  invitation: z.object({
    id: z.string(),
    type: z.enum(["business", "user"]),
    email: z.string(),
    accountName: z.string(),
    inviterName: z.string(),
    role: z.enum(["owner", "admin", "member"]),
    expiresAt: time,
  }),
});
export type Declined = z.infer<typeof Declined>;
export type Requested = z.infer<typeof Requested>;
