import { cookies } from "next/headers";
import { cache } from "react";
import { describeInvite } from "@/lib/invitations/describe";

/** Holds the invite token, HttpOnly, for one path only; set where the link of the mail arrives. */
export const INVITE_COOKIE = "foyer_invite";

export async function inviteToken(): Promise<string | null> {
  return (await cookies()).get(INVITE_COOKIE)?.value || null;
}

/** What the token in this page's cookie opens, asked once a request; null without one. */
export const currentInvite = cache(async () => {
  const token = await inviteToken();
  return token ? describeInvite(token) : null;
});
