import type { ClientSession } from "mongodb";
import { now } from "../../clock";
import { users } from "../../db/client";
import type { UserDoc } from "../../db/types";
import { AppError } from "../../errors";

/** Whether this record stands for somebody who has shown the address to be theirs. */
export function isProven(user: UserDoc): boolean {
  if (user.emailVerifiedAt === null) return false;
  return user.passwordHash !== undefined || user.passwordVoidedAt !== undefined || user.status !== "invited";
}

export function taken(email: string, cause?: unknown): AppError {
  return new AppError(
    "email_taken",
    `${email} is the address of another login by now. Ask for the change to another one.`,
    {
      cause,
    },
  );
}

/** Whoever else holds the address, by a record of any kind. */
export function holderOf(session: ClientSession, user: UserDoc, emailKey: string): Promise<UserDoc | null> {
  return users().findOne({ emailKey, _id: { $ne: user._id } }, { session });
}

/** Whether somebody else gave the address up so short a while ago that its mailbox can still take it back. */
export async function isReserved(session: ClientSession, user: UserDoc, emailKey: string): Promise<boolean> {
  const reserved = { formerEmails: { $elemMatch: { emailKey, until: { $gt: now() } } }, _id: { $ne: user._id } };
  return (await users().findOne(reserved, { projection: { _id: 1 }, session })) !== null;
}
