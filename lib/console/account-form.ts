import { z } from "zod";
import {
  type ChangeAccountInput,
  MOST_ORIGINS,
  MOST_REMINDER_DAYS,
  NOTICES,
  type Notice,
  OriginInput,
} from "../accounts/schema";
import { consoleWords } from "../i18n/console/words";
import { nameText } from "../text";

/** The form for an account's name and settings as a browser sends it: what is empty is left out of it, and means none. */

const words = consoleWords().settings.account;

const DAYS = [1, 2, 3, 5, 7];

/** The choices of when to remind; the one that is set is always among them. */
export function reminderChoices(set: number | null): number[] {
  return [...new Set([...DAYS, ...(set === null ? [] : [set])])].sort((a, b) => a - b);
}

/** The version that was shown; see components/console/conflict-notice.tsx. */
export const VersionText = z
  .string()
  .regex(/^\d{1,15}$/, "Open this page again.")
  .transform(Number);

const DaysText = z
  .string()
  .regex(/^\d{1,2}$/, "Choose from the list.")
  .transform(Number)
  .refine((days) => days >= 1 && days <= MOST_REMINDER_DAYS, "Choose from the list.");

/** One a line. Each wrong one is named by its line, since all of them share one field. */
const OriginLines = z.string().transform((text, context): string[] => {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const read = lines.map((line) => (line === "" ? null : OriginInput.safeParse(line)));
  const wrong = read.flatMap((one, index) =>
    one?.success === false ? [words.originLine(index + 1, one.error.issues[0]?.message ?? "")] : [],
  );
  const origins = [...new Set(read.flatMap((one) => (one?.success ? [one.data] : [])))];
  if (origins.length > MOST_ORIGINS) wrong.push(words.originsMany(MOST_ORIGINS));
  if (wrong.length === 0) return origins;
  context.addIssue({ code: "custom", message: wrong.join(" ") });
  return z.NEVER;
});

type NoticeField = `notices.${Notice}`;

export const noticeField = (notice: Notice): NoticeField => `notices.${notice}`;

/** A tick that was taken away is not sent. */
const NoticeTicks = Object.fromEntries(
  NOTICES.map((notice) => [noticeField(notice), z.literal("on").optional()]),
) as Record<NoticeField, z.ZodOptional<z.ZodLiteral<"on">>>;

export const AccountForm = z
  .object({
    version: VersionText,
    name: nameText,
    redirectOrigins: OriginLines.default([]),
    reminderDays: DaysText.optional(),
    ...NoticeTicks,
  })
  .transform(({ version, name, redirectOrigins, reminderDays, ...ticks }) => ({
    version,
    change: {
      name,
      settings: {
        redirectOrigins,
        reminderDays: reminderDays ?? null,
        notices: Object.fromEntries(NOTICES.map((notice) => [notice, ticks[noticeField(notice)] === "on"])) as Record<
          Notice,
          boolean
        >,
      },
    } satisfies ChangeAccountInput,
  }));
