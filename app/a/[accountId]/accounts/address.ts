import { z } from "zod";
import { AccountStatusSchema } from "@/lib/accounts/schema";
import { MOST_OPEN } from "@/lib/console/accounts-tree";

type Query = Record<string, string | string[] | undefined>;

const AnId = z.string().regex(/^[0-9a-f]{24}$/);

/** What the address may say; what it says wrongly counts as not said, since it was typed or is old. */
const Address = z.object({
  q: z.string().max(200).catch(""),
  status: AccountStatusSchema.optional().catch(undefined),
  /** Whose children stand at the top. */
  under: AnId.optional().catch(undefined),
  /** Whose children are shown below them. */
  open: z
    .string()
    .transform((text) => [...new Set(text.split(".").filter((id) => AnId.safeParse(id).success))].slice(-MOST_OPEN))
    .catch([]),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,6000}$/)
    .optional()
    .catch(undefined),
});
export type TreeAddress = z.infer<typeof Address>;

export function readAddress(query: Query): TreeAddress {
  return Address.parse(query);
}

/** The same tree with something changed; what stands elsewhere begins at its first page. */
export function treeHref(base: string, address: TreeAddress, change: Partial<TreeAddress> = {}): string {
  const { open, ...next } = { ...address, cursor: undefined, ...change };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) if (value) search.set(name, value);
  if (open.length > 0) search.set("open", open.join("."));
  return `${base}/accounts${search.size > 0 ? `?${search}` : ""}`;
}

/** With one more level open, or one less. The page of the list stays. */
export function toggled(base: string, address: TreeAddress, id: string): string {
  const open = address.open.includes(id) ? address.open.filter((one) => one !== id) : [...address.open, id];
  return treeHref(base, address, { open, cursor: address.cursor });
}
