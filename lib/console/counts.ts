import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { invitations } from "../db/client";

export const TABS = ["pending", "accepted", "expired", "all"] as const;
export type Tab = (typeof TABS)[number];

/** Counting stops here, so that the page costs the same for however many; the tab then says "10,000+". */
export const COUNTED = 10_000;

/** How many invitations each tab holds, at most `COUNTED`. */
export async function countTabs(actor: UserActor, accountId: ObjectId): Promise<Record<Tab, number>> {
  await authorize(actor, accountId, "invitations:read");
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
