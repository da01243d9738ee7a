import { z } from "zod";
import { SHOWS } from "@/lib/console/bulk";

type Query = Record<string, string | string[] | undefined>;

/** What the address may say; what it says wrongly counts as not said, since it was typed or is old. */
const Address = z.object({
  show: z.enum(SHOWS).optional().catch(undefined),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/)
    .optional()
    .catch(undefined),
});
export type ReviewAddress = z.infer<typeof Address>;

export function readAddress(query: Query): ReviewAddress {
  return Address.parse(query);
}

/** The same review with something else shown; another part of it begins at its first page. */
export function reviewHref(page: string, { show, cursor }: ReviewAddress): string {
  const search = new URLSearchParams();
  if (show) search.set("show", show);
  if (cursor) search.set("cursor", cursor);
  const query = search.toString();
  return `${page}/review${query ? `?${query}` : ""}`;
}
