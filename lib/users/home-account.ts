import { accounts } from "../db/client";
import type { AccountDoc, UserDoc } from "../db/types";

/** The account whose look a user's own mails wear: the one last used, else one they belong to, else the oldest root. */
export async function homeAccount(user: Pick<UserDoc, "lastAccount" | "memberships">): Promise<AccountDoc> {
  const active = user.memberships.filter(({ status }) => status === "active").map(({ account }) => account);
  const last = active.find((account) => user.lastAccount?.equals(account));
  const id = last ?? active[0];
  const own = id ? await accounts().findOne({ _id: id }) : null;
  const account = own ?? (await accounts().findOne({ parent: null }, { sort: { _id: 1 } }));
  if (!account) throw new Error("There is a user, but no account at all");
  return account;
}
