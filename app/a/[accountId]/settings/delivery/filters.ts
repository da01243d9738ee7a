import { z } from "zod";
import { SuppressionReasonSchema } from "@/lib/suppressions/schema";

type Query = Record<string, string | string[] | undefined>;

/** What the address may say; what it says wrongly counts as not said, since it was typed or is old. */
const Address = z.object({
  q: z.string().max(200).catch(""),
  reason: SuppressionReasonSchema.optional().catch(undefined),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,6000}$/)
    .optional()
    .catch(undefined),
});
export type ListAddress = z.infer<typeof Address>;

export function readAddress(query: Query): ListAddress {
  return Address.parse(query);
}

/** The same list with something changed; another list begins at its first page. */
export function deliveryHref(base: string, address: ListAddress, change: Partial<ListAddress> = {}): string {
  const next = { ...address, cursor: undefined, ...change };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) if (value) search.set(name, value);
  const query = search.toString();
  return `${base}/settings/delivery${query ? `?${query}` : ""}`;
}
