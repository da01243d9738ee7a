import { cookies } from "next/headers";
import { cache } from "react";
import { toLocale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import { requestLocale } from "@/lib/i18n/request";
import { type DescribedInvite, describeInvite } from "@/lib/invitations/describe";
import { INVITE_COOKIE } from "@/lib/invitations/invite-cookie";

/** The token in this page's own cookie, put there where the link of the mail arrived. */
export async function inviteToken(): Promise<string | null> {
  return (await cookies()).get(INVITE_COOKIE)?.value || null;
}

/** What that token opens, asked once a request; null without one. */
export const currentInvite = cache(async (): Promise<DescribedInvite | null> => {
  const token = await inviteToken();
  return token ? describeInvite(token) : null;
});

/** The invitee's language where the invitation is known, else the reader's. */
export async function inviteWords(invite: DescribedInvite | null) {
  const locale = invite?.invitation ? toLocale(invite.invitation.locale) : await requestLocale();
  return { locale, words: messagesFor(locale) };
}
