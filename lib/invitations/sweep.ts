import { now } from "../clock";
import { accounts, invitations, transact } from "../db/client";
import { expireInvitation } from "./end";

const AT_ONCE = 200;

/**
 * Expires every invitation that is due. Any number of copies may sweep at once: the conditional first write of each ending
 * lets one of them through.
 * @returns how many this call expired
 */
export async function sweep(signal?: AbortSignal): Promise<{ expired: number }> {
  let expired = 0;
  for (;;) {
    const due = await invitations()
      .find({ status: "pending", expiresAt: { $lte: now() } })
      .sort({ expiresAt: 1 })
      .limit(AT_ONCE)
      .toArray();
    const before = expired;
    for (const invitation of due) {
      if (signal?.aborted) return { expired };
      const ended = await transact(async (session) => {
        const scope = await accounts().findOne({ _id: invitation.scope }, { projection: { ancestors: 1 }, session });
        return scope ? expireInvitation(session, invitation, scope) : null;
      });
      if (ended) expired += 1;
    }
    // A short round was the last one; a round that ended none leaves the rest to the copy that is at it.
    if (due.length < AT_ONCE || expired === before) return { expired };
  }
}
