import { z } from "zod";
import { MemberStatusSchema } from "@/lib/users/schema";

type Query = Record<string, string | string[] | undefined>;

/** What the address may say; what it says wrongly counts as not said, since it was typed or is old. */
const Address = z.object({
  q: z.string().max(200).catch(""),
  role: z.enum(["owner", "admin", "member"]).optional().catch(undefined),
  status: MemberStatusSchema.optional().catch(undefined),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,6000}$/)
    .optional()
    .catch(undefined),
});
export type PeopleAddress = z.infer<typeof Address>;

export function readAddress(query: Query): PeopleAddress {
  return Address.parse(query);
}

/** The same list with something changed; another list begins at its first page. */
export function peopleHref(base: string, address: PeopleAddress, change: Partial<PeopleAddress> = {}): string {
  const next = { ...address, cursor: undefined, ...change };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) if (value) search.set(name, value);
  return search.size > 0 ? `${base}/people?${search}` : `${base}/people`;
}
