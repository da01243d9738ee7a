import type { z } from "zod";
import { env } from "../env";
import { describeInvite } from "./describe";
import { inviteCookie } from "./invite-cookie";
import { lookUpInvite, refusalOf } from "./lookup";
import type { InviteChecked } from "./schema";

/**
 * `GET /v1/accounts/accept-invite`. It only looks: mail scanners open links too, and more than once. A browser is sent to
 * the landing page with the token in a cookie for that page alone, out of the address bar, the history and any Referer.
 */
export async function openInviteLink(
  given: string | string[] | undefined,
  accept: string | null,
): Promise<z.infer<typeof InviteChecked> | Response> {
  const token = typeof given === "string" ? given : "";
  if (prefersJson(accept)) return checkInvite(token);
  const { state, invitation } = await describeInvite(token);
  if (state === "valid" && invitation) {
    return seeOther(`/accept-invite/${invitation.id}`, inviteCookie(token, `/accept-invite/${invitation.id}`));
  }
  // The problem page can ask for a new link, or name whom to ask, where the token is one of ours.
  const cookie = invitation ? inviteCookie(token, "/invite-problem") : null;
  return seeOther(`/invite-problem?reason=${state}`, cookie);
}

async function checkInvite(token: string): Promise<z.infer<typeof InviteChecked>> {
  const refusal = refusalOf(await lookUpInvite(token));
  if (refusal) throw refusal;
  const { next, invitation } = await describeInvite(token);
  if (!invitation) throw new Error("A valid token has an invitation");
  const { id, type, email, accountName, inviterName, role, expiresAt } = invitation;
  return {
    status: "valid",
    next,
    invitation: { id, type, email, accountName, inviterName, role, expiresAt: expiresAt.toISOString() },
  };
}

/** JSON where it is asked for by name and html is not. */
function prefersJson(accept: string | null): boolean {
  const types = (accept ?? "").toLowerCase();
  return types.includes("application/json") && !types.includes("text/html");
}

function seeOther(path: string, cookie: string | null): Response {
  const headers = new Headers({
    location: `${env().appUrl}${path}`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  if (cookie) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
