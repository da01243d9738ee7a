import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { figuresOf, noFigures } from "../batches/figures";
import { invitations } from "../db/client";
import { filtersOf, type InvitationFilters, KEYS } from "../invitations/list";
import { prefixRange } from "../paging";
import { nameKeyOf } from "../text";

export const TABS = ["pending", "accepted", "expired", "all"] as const;
export type Tab = (typeof TABS)[number];

/** Counting stops here, so that the page costs the same for however many; the tab then says "10,000+". */
export const COUNTED = 10_000;

/** How many invitations each tab holds, at most `COUNTED`; of one list alone, all of its. */
export async function countTabs(
  actor: UserActor,
  accountId: ObjectId,
  list: ObjectId | null = null,
): Promise<Record<Tab, number>> {
  await authorize(actor, accountId, "invitations:read");
  if (list) return countTabsOf(list);
  const count = async (status: Exclude<Tab, "all"> | { $ne: "preparing" }) => {
    const [made, opened] = await Promise.all([
      invitations().countDocuments({ scope: accountId, status }, { limit: COUNTED }),
      // The list also shows the invitations that opened this account.
      invitations().countDocuments({ account: accountId, type: "business", status }, { limit: COUNTED }),
    ]);
    return Math.min(made + opened, COUNTED);
  };
  const [pending, accepted, expired, all] = await Promise.all([
    count("pending"),
    count("accepted"),
    count("expired"),
    count({ $ne: "preparing" }),
  ]);
  return { pending, accepted, expired, all };
}

async function countTabsOf(list: ObjectId): Promise<Record<Tab, number>> {
  const { pending, accepted, expired, declined, cancelled } =
    (await figuresOf([list])).get(list.toHexString())?.outcome ?? noFigures().outcome;
  return { pending, accepted, expired, all: pending + accepted + expired + declined + cancelled };
}

/** How many a narrowed list holds, at most `COUNTED`: what an act on all of them is about. */
export async function countMatching(
  actor: UserActor,
  accountId: ObjectId,
  filters: Omit<InvitationFilters, "limit" | "cursor">,
): Promise<number> {
  await authorize(actor, accountId, "invitations:read");
  const narrowed = filtersOf(accountId, filters);
  if (!narrowed) return 0;
  const prefix = nameKeyOf(filters.q ?? "");
  const beginning = prefix === "" ? {} : { $or: KEYS.map((key) => ({ [key]: prefixRange(prefix) })) };
  return invitations().countDocuments({ ...narrowed.made, ...beginning }, { limit: COUNTED });
}
