import { z } from "zod";
import type { RowView } from "../batches/schema";

/** Which cells of a row can be corrected in place. Shared by server and browser. */

export const CELLS = ["email", "firstName", "lastName", "businessName"] as const;

/** The field that a refusal is about, where it is none of the columns shown. */
const ABOUT: Record<string, string> = {
  invalid_role: "role",
  role_too_high: "role",
  invalid_locale: "locale",
  invalid_message: "message",
  invalid_phone: "phone",
  invalid_website: "website",
  invalid_external_id: "externalId",
  invalid_contact: "contactId",
};

/** The fields that a row of the review shows, the one that it was refused for among them. */
export function cellsOf(type: "business" | "user", row: Pick<RowView, "code" | "values">): string[] {
  const shown = CELLS.filter((cell) => type === "business" || cell !== "businessName");
  // With a contact's id, address and name are the contact's own.
  const own = row.values.contactId ? [] : shown;
  const about = ABOUT[row.code ?? ""];
  return about ? [...own, about] : own;
}

/** What a cell says. The address is the contact's, where the row names one. */
export function textOf(row: Pick<RowView, "email" | "values">, field: string): string {
  return field === "email" ? (row.values.email ?? row.email) : (row.values[field] ?? "");
}

/** A cell's name in the form: the line, then the field. */
export const cellName = (line: number, field: string) => `${line}.${field}`;

type Cells = Record<string, string>;

const Was = z.record(z.string().regex(/^\d{1,9}$/), z.record(z.string().regex(/^[A-Za-z]{1,40}$/), z.string()));

/** What a form says the cells were drawn with; see `changedCells`. */
export function drawnWith(type: "business" | "user", rows: readonly RowView[]): string {
  const cells = (row: RowView) => Object.fromEntries(cellsOf(type, row).map((field) => [field, textOf(row, field)]));
  return JSON.stringify(Object.fromEntries(rows.map((row) => [row.line, cells(row)])));
}

/**
 * What was typed into cells, by line and by field. All cells that were drawn are sent, and an emptied one is as good as not:
 * only what differs from what it was drawn with was changed.
 */
export function changedCells(form: Readonly<Record<string, unknown>>): Map<number, Cells> {
  const lines = new Map<number, Cells>();
  for (const [line, cells] of Object.entries(readWas(form.was))) {
    for (const [field, was] of Object.entries(cells)) {
      const typed = form[cellName(Number(line), field)] ?? "";
      if (typeof typed === "string" && typed !== was) {
        lines.set(Number(line), { ...lines.get(Number(line)), [field]: typed });
      }
    }
  }
  return lines;
}

function readWas(text: unknown): z.infer<typeof Was> {
  try {
    return Was.parse(JSON.parse(typeof text === "string" ? text : "{}"));
  } catch {
    return {};
  }
}
