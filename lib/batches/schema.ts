import { z } from "zod";

/** Shared by forms, the API and its description. Nothing here reaches for the server. */

export const MOST_ROWS = 100_000;
export const MOST_COLUMNS = 64;
/** Bytes of the file. */
export const MOST_BYTES = 25 * 1024 * 1024;
/** Bytes of one record. */
export const LONGEST_ROW = 10 * 1024;
/** Rows waiting per account, in all of its lists. */
export const MOST_WAITING = 200_000;
/** Bytes of a JSON body with `contactIds`. */
export const MOST_CONTACT_BYTES = 5 * 1024 * 1024;
/** Of a dry run and a check, so many rows of each outcome are shown. */
export const SHOWN_OF_EACH = 100;

/** What a column can fill. `address…` and `metadata.*` are families: `address.city`, `metadata.plan`. */
export const FIELDS = [
  "email",
  "firstName",
  "lastName",
  "role",
  "locale",
  "message",
  "businessName",
  "phone",
  "website",
  "address",
  "address.line1",
  "address.line2",
  "address.city",
  "address.region",
  "address.postalCode",
  "address.country",
  "contactId",
  "externalId",
] as const;
export type PlainField = (typeof FIELDS)[number];
/** A plain field, or `metadata.` and a key of 1 to 40 characters. */
export type Field = PlainField | `metadata.${string}`;

export function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name) || /^metadata\..{1,40}$/su.test(name);
}

/** What a check says of a row, in the order a person wants to see them. */
export const OUTCOMES = [
  "invite",
  "already_member",
  "already_invited",
  "business_taken",
  "invalid",
  "duplicate_in_file",
  "over_limit",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const BATCH_STATUSES = [
  "draft",
  "queued",
  "running",
  "mailing",
  "paused",
  "completed",
  "failed",
  "cancelled",
] as const;
export const BatchStatusSchema = z.enum(BATCH_STATUSES);
export const FINISHED = ["completed", "failed", "cancelled"] as const;

const time = z.iso.datetime();
const count = z.number().int().min(0);

export const ColumnView = z
  .object({
    header: z.string(),
    field: z.string().nullable(),
    /** The first values in it that are not empty. */
    samples: z.array(z.string()),
  })
  .meta({ id: "BatchColumn" });
export type ColumnView = z.infer<typeof ColumnView>;

export const BatchView = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.enum(["business", "user"]),
    status: BatchStatusSchema,
    account: z.string(),
    counts: z.object({ total: count, queued: count, invited: count, skipped: count, failed: count }),
    delivery: z.object({
      queued: count,
      sent: count,
      delivered: count,
      bounced: count,
      failed: count,
      unknown: count,
    }),
    outcome: z.object({ pending: count, accepted: count, declined: count, cancelled: count, expired: count }),
    sendEmail: z.boolean(),
    resend: z.boolean(),
    /** Why it paused itself; null where somebody paused it, or it is not paused. */
    pausedBecause: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** Of a draft: how many rows the check gave each outcome. */
    checked: z.record(z.string(), count).nullable(),
    createdBy: z.object({ type: z.enum(["user", "api_key", "system"]), id: z.string().nullable(), name: z.string() }),
    createdAt: time,
    startedAt: time.nullable(),
    rowsFinishedAt: time.nullable(),
    finishedAt: time.nullable(),
  })
  .meta({ id: "Batch" });
export type BatchView = z.infer<typeof BatchView>;

/** One batch by itself also says how its columns are read. */
export const BatchDetail = BatchView.extend({ columns: z.array(ColumnView) }).meta({ id: "BatchDetail" });
export type BatchDetail = z.infer<typeof BatchDetail>;

/** A batch as those see it who watch it. */
export const BatchProgress = BatchView.extend({
  /** People whose mail was taken; where no mail is sent, who was invited. */
  reached: count,
  /** People it is for: all rows but those that were refused or failed. */
  meant: count,
  /** Rows a second that came to their end, mail included. */
  rate: z.number().min(0),
  /** Under the provider's quota; null where nobody can tell. */
  secondsLeft: z.number().min(0).nullable(),
  /** Nothing has moved for some seconds, or the provider asked to wait. */
  still: z.boolean(),
  /** When those will have passed; null where there are none. */
  finishesAt: time.nullable(),
}).meta({ id: "BatchProgress" });
export type BatchProgress = z.infer<typeof BatchProgress>;

export const WarningView = z.object({
  code: z.enum(["likely_typo", "no_mail_domain"]),
  message: z.string(),
  suggestion: z.string().optional(),
});
export type WarningView = z.infer<typeof WarningView>;

export const RowView = z
  .object({
    line: z.number().int(),
    email: z.string(),
    /** In a check and a draft the outcome; in a run queued, invited, skipped or failed. */
    status: z.string(),
    code: z.string().nullable(),
    reason: z.string().nullable(),
    invitation: z.string().nullable(),
    /** By field, as they are read now. */
    values: z.record(z.string(), z.string()),
    warnings: z.array(WarningView),
  })
  .meta({ id: "Row" });
export type RowView = z.infer<typeof RowView>;

/** What a dry run says. */
export const Checked = z.object({
  status: z.literal("checked"),
  /** `total`, and how many rows have each outcome. */
  counts: z.record(z.enum(["total", ...OUTCOMES]), count),
  columns: z.array(ColumnView),
  /** The first hundred of each outcome, in the order of the list. */
  rows: z.array(RowView),
});
export type Checked = z.infer<typeof Checked>;

export const ListQueued = z.object({ status: z.literal("queued"), message: z.string(), batch: BatchView });
export const ListDrafted = z.object({ status: z.literal("draft"), message: z.string(), batch: BatchView });
export const ListTaken = z.discriminatedUnion("status", [ListQueued, ListDrafted, Checked]);

export const BatchFilters = {
  accountId: z.string().min(1).max(100).optional(),
  status: BatchStatusSchema.optional(),
  type: z.enum(["business", "user"]).optional(),
};

export const RunStatus = z.enum(["queued", "invited", "skipped", "failed"]);
/** Of a draft's rows: what the check says, or that they were left out. */
export const DraftStatus = z.enum([...OUTCOMES, "left_out"]);
export const RowStatus = z.enum([...RunStatus.options, ...DraftStatus.options]);
export type RowStatus = z.infer<typeof RowStatus>;

export const BatchPage = z.object({ data: z.array(BatchView), nextCursor: z.string().nullable() });
export const RowPage = z.object({ data: z.array(RowView), nextCursor: z.string().nullable() });
