import { z } from "zod";
import { likelyEmail } from "../email-typos";
import { cellName, changedCells } from "./bulk-cells";

/** A review as a browser sends it: cells that were changed, what is ticked, and the one button that was pressed. */

const Line = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

const Pressed = z.object({
  intent: z.enum(["save", "options", "start", "test"]).catch("save"),
  /** The ticks came along: one that is not there was cleared. */
  ticks: z.literal("drawn").optional(),
  sendEmail: z.literal("on").optional(),
  resend: z.literal("on").optional(),
  /** The line whose address is to be as suggested. */
  suggested: Line.optional(),
  leaveOut: Line.optional(),
  takeIn: Line.optional(),
  /** The domain whose likely typing errors are all to be mended. */
  alike: z.string().max(255).optional(),
});

export interface RowChange {
  line: number;
  values?: Record<string, string>;
  leaveOut?: boolean;
}

export interface ReviewInput {
  intent: "save" | "options" | "start" | "test";
  rows: RowChange[];
  alike: string | null;
  /** Null where only rows were sent. */
  options: { sendEmail: boolean; resend: boolean } | null;
}

export const ReviewForm = Pressed.catchall(z.unknown()).transform((form): ReviewInput => {
  const { intent, ticks, sendEmail, resend, suggested, leaveOut, takeIn, alike = null, ...rest } = form;
  const rows = new Map<number, RowChange>();
  const change = (line: number, more: Partial<RowChange>) => rows.set(line, { line, ...rows.get(line), ...more });
  for (const [line, values] of changedCells(rest)) change(line, { values });
  if (suggested !== undefined) {
    const typed = rest[cellName(suggested, "email")];
    const meant = typeof typed === "string" ? likelyEmail(typed) : null;
    if (meant) change(suggested, { values: { ...rows.get(suggested)?.values, email: meant } });
  }
  if (leaveOut !== undefined) change(leaveOut, { leaveOut: true });
  if (takeIn !== undefined) change(takeIn, { leaveOut: false });
  const options = ticks ? { sendEmail: sendEmail === "on", resend: resend === "on" } : null;
  return { intent, rows: [...rows.values()], alike, options };
});
