import { z } from "zod";
import { likelyEmail } from "../email-typos";
import { cellName, changedCells } from "./bulk-cells";

/** The rows of a review as a browser sends them: cells that were changed, and the one button that was pressed. */

const Line = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

const Pressed = z.object({
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

export const RowsForm = Pressed.catchall(z.unknown()).transform((form): { rows: RowChange[]; alike: string | null } => {
  const { suggested, leaveOut, takeIn, alike = null, ...rest } = form;
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
  return { rows: [...rows.values()], alike };
});
