import type { UserActor } from "../auth/actor";
import { users } from "../db/client";

/** Whether one can sign in with a password; an undone change of address takes it away. */
export async function hasPassword(actor: UserActor): Promise<boolean> {
  const found = await users().findOne(
    { _id: actor.id, passwordHash: { $exists: true } },
    { projection: { passwordVoidedAt: 1 } },
  );
  return found !== null && found.passwordVoidedAt === undefined;
}
