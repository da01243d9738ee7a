import type { ObjectId } from "mongodb";
import type { Membership, UserDoc } from "../db/types";
import { fullName } from "../text";
import type { UserView } from "./schema";

/** How a user is called in sentences. */
export function userName(user: Pick<UserDoc, "firstName" | "lastName" | "email">): string {
  return fullName(user) || user.email;
}

export function membershipIn(user: Pick<UserDoc, "memberships">, account: ObjectId): Membership | undefined {
  return user.memberships.find((membership) => membership.account.equals(account));
}

/** Somebody who has joined the account. Who is only invited is shown as the invitation names them: see toInviteeView. */
export function toUserView(
  user: Pick<UserDoc, "_id" | "email" | "firstName" | "lastName">,
  { account, role, status }: Membership,
): UserView {
  return {
    id: user._id.toHexString(),
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    status,
    role,
    account: account.toHexString(),
  };
}
