import type { ClientSession } from "mongodb";
import type { AccountDoc, UserDoc } from "../db/types";
import { queueMail } from "../mail/queue";
import { fullName } from "../text";

/** Tells somebody that their password is another one now, in the transaction that made it so. */
export async function mailPasswordChanged(session: ClientSession, user: UserDoc, home: AccountDoc): Promise<void> {
  await queueMail(session, {
    kind: "password-changed",
    account: home._id,
    to: { email: user.email, name: fullName(user) },
    locale: user.locale ?? home.profile.locale ?? "en",
    data: {
      accountName: home.name,
      inviteeName: fullName(user) || null,
      inviteeEmail: user.email,
      timezone: user.timezone,
    },
  });
}
