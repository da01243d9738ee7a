"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { currentInvite, inviteToken, inviteWords } from "@/app/accept-invite/current-invite";
import type { FormState } from "@/components/ui/action-form";
import { closeSession, currentActor, openSession, openSessionOf, signIn, userActor } from "@/lib/auth/session";
import { parseId } from "@/lib/db/ids";
import { env } from "@/lib/env";
import { clientIp } from "@/lib/http/client-ip";
import { formAction } from "@/lib/http/form-action";
import { inWords } from "@/lib/i18n/form-errors";
import { acceptInvite } from "@/lib/invitations/accept";
import { declineInvite } from "@/lib/invitations/decline";
import { mailSameLink, viewInvite } from "@/lib/invitations/mail-again";
import { requestInvite } from "@/lib/invitations/request";
import { requestPasswordReset } from "@/lib/users/request-password-reset";

/**
 * Each reads the token from the page's cookie: a form carries none. What has changed since the page was shown is not
 * explained in the form; the page, shown anew, says how things stand.
 */

const CHANGED_MEANWHILE = new Set([
  "invite_invalid",
  "invite_accepted",
  "invite_declined",
  "invite_cancelled",
  "invite_replaced",
  "invite_expired",
  "account_suspended",
  "login_required",
  "password_not_allowed",
  "wrong_account",
]);

async function ownToken(): Promise<string> {
  return (await inviteToken()) ?? "";
}

async function ipOfRequest(): Promise<string | null> {
  return clientIp(await headers());
}

/** The page of this invitation, without asking again what it is. */
async function landing(): Promise<string> {
  const invite = await currentInvite();
  return invite?.invitation ? `/accept-invite/${invite.invitation.id}` : "/invite-problem?reason=invalid";
}

const Acceptance = z.object({
  next: z.enum(["signup", "login", "session"]),
  firstName: z.string().trim().max(60, "too_long").optional(),
  lastName: z.string().trim().max(60, "too_long").optional(),
  password: z.string().max(200, "too_long").optional(),
});

const accept = formAction(Acceptance, async ({ next, firstName, lastName, password }) => {
  const [token, ip, invite] = await Promise.all([ownToken(), ipOfRequest(), currentInvite()]);
  let redirectTo: string;
  if (next === "login" && invite?.state === "valid" && invite.invitation) {
    const user = await signIn({ email: invite.invitation.email, password: password ?? "", ip });
    ({ redirectTo } = await acceptInvite(userActor(user, ip), { token }, ip));
    await openSession(user);
  } else if (next === "signup") {
    const accepted = await acceptInvite(
      await currentActor(),
      { token, firstName, lastName, password: password ?? "" },
      ip,
    );
    await openSessionOf(accepted.user.id);
    redirectTo = accepted.redirectTo;
  } else {
    ({ redirectTo } = await acceptInvite(await currentActor(), { token }, ip));
  }
  // Where the inviter sends people elsewhere, they go there; everybody else is welcomed here first.
  const elsewhere = new URL(redirectTo).origin !== new URL(env().appUrl).origin;
  redirect(elsewhere ? redirectTo : `${await landing()}/welcome`);
});

export async function acceptAction(state: FormState, data: FormData): Promise<FormState> {
  const outcome = await accept(state, data);
  if (outcome.code && CHANGED_MEANWHILE.has(outcome.code)) redirect(await landing());
  const { words } = await inviteWords(await currentInvite());
  return inWords(outcome, words);
}

const decline = formAction(z.object({}), async () => {
  await declineInvite(await ownToken(), await ipOfRequest());
});

export async function declineAction(state: FormState, data: FormData): Promise<FormState> {
  const outcome = await decline(state, data);
  const { words } = await inviteWords(await currentInvite());
  if (!outcome.ok && !(outcome.code && CHANGED_MEANWHILE.has(outcome.code))) return inWords(outcome, words);
  // The page, shown anew, says that it is declined, or what came first.
  redirect(`${await landing()}/decline`);
}

const request = formAction(z.object({}), async () => {
  await requestInvite(await ownToken(), await ipOfRequest());
});

/** Asks the inviter for a new link in place of an expired one. */
export async function requestAction(state: FormState, data: FormData): Promise<FormState> {
  const outcome = await request(state, data);
  const { words } = await inviteWords(await currentInvite());
  if (outcome.code === "invite_replaced" || outcome.code === "invitation_pending") {
    return { ...outcome, message: `${words.problem.replaced.title}. ${words.problem.replaced.body}` };
  }
  return inWords(outcome, words);
}

const again = formAction(z.object({ invitationId: z.string().max(100) }), async ({ invitationId }) => {
  const id = parseId(invitationId);
  if (id) await mailSameLink(id, await ipOfRequest());
});

/** Mails an open invitation's link once more, to its own address; the answer never says whether there was one. */
export async function mailAgainAction(state: FormState, data: FormData): Promise<FormState> {
  const { words } = await inviteWords(await currentInvite());
  return inWords(await again(state, data), words);
}

const forgot = formAction(z.object({}), async () => {
  const invite = await currentInvite();
  if (!invite?.invitation) return;
  const { email, id } = invite.invitation;
  await requestPasswordReset(email, { ip: await ipOfRequest(), next: `/accept-invite/${id}` });
});

/** The address is the invitation's; the link in the mail leads back to it. */
export async function forgotOnTheWayAction(state: FormState, data: FormData): Promise<FormState> {
  const { words } = await inviteWords(await currentInvite());
  return inWords(await forgot(state, data), words);
}

export async function switchAccountAction(): Promise<void> {
  await closeSession();
  redirect(await landing());
}

export async function viewedAction(): Promise<void> {
  await viewInvite(await ownToken());
}
