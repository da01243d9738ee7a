import { verifyReset } from "../auth/mail-token";
import { users } from "../db/client";
import { usableReset } from "./reset-password";

/** Whether the link of a password mail still opens anything, and whose it is. Changes nothing. */
export async function describeReset(token: string): Promise<{ email: string } | null> {
  const verified = await verifyReset(token);
  const user = verified ? await users().findOne(usableReset(verified), { projection: { email: 1 } }) : null;
  return user ? { email: user.email } : null;
}
