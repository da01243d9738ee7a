import { z } from "zod";
import { TABS } from "@/lib/console/counts";
import { DeliveryStatusSchema } from "@/lib/invitations/schema";

type Query = Record<string, string | string[] | undefined>;

/** What the address may say; what it says wrongly counts as not said, since it was typed or is old. */
const Address = z.object({
  status: z.enum(TABS).catch("pending"),
  q: z.string().max(200).catch(""),
  type: z.enum(["business", "user"]).optional().catch(undefined),
  delivery: z
    .union([DeliveryStatusSchema, z.literal("trouble")])
    .optional()
    .catch(undefined),
  role: z.enum(["owner", "admin", "member"]).optional().catch(undefined),
  /** Those of one list. */
  batch: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .optional()
    .catch(undefined),
  cursor: z.string().max(6000).refine(isCursor).optional().catch(undefined),
});
export type ListAddress = z.infer<typeof Address>;

/** That of the whole list is an id, that of a search the key and the id of the last one shown. */
function isCursor(text: string): boolean {
  if (/^[A-Za-z0-9_-]{32}$/.test(text)) return true;
  try {
    return Array.isArray(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    return false;
  }
}

export function readAddress(query: Query): ListAddress {
  return Address.parse(query);
}

/** The same list with something changed; another list begins at its first page. */
export function listHref(base: string, address: ListAddress, change: Partial<ListAddress> = {}): string {
  const next = { ...address, cursor: undefined, ...change };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) if (value) search.set(name, value);
  return `${base}/invitations?${search}`;
}
