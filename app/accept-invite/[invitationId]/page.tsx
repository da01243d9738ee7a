import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AcceptLetter } from "@/app/accept-invite/accept-letter";
import { AgainLetter } from "@/app/accept-invite/again-letter";
import { currentInvite, inviteWords } from "@/app/accept-invite/current-invite";
import { OtherAccountLetter } from "@/app/accept-invite/other-account-letter";
import { ProblemLetter, sayProblem } from "@/app/invite-problem/problem-letter";
import { currentActor } from "@/lib/auth/session";
import { parseId } from "@/lib/db/ids";
import { offerTitle } from "@/lib/i18n/offer-title";

interface Props {
  params: Promise<{ invitationId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const invite = await currentInvite();
  const { locale, words } = await inviteWords(invite);
  if (!invite?.invitation) return { title: words.again.title };
  const { state, invitation } = invite;
  return {
    title:
      state === "valid" ? offerTitle(invitation, words) : sayProblem({ reason: state, invite, locale, words }).title,
  };
}

/** The page a mailed link leads to. Showing it changes nothing. */
export default async function AcceptInvitePage({ params }: Props) {
  const [{ invitationId }, invite, actor] = await Promise.all([params, currentInvite(), currentActor()]);
  const id = parseId(invitationId)?.toHexString();
  if (!id) notFound();
  const { locale, words } = await inviteWords(invite);
  const invitation = invite?.invitation;
  if (!invite || invitation?.id !== id) return <AgainLetter invitationId={id} locale={locale} words={words} />;
  if (invite.state !== "valid") {
    return <ProblemLetter reason={invite.state} invite={invite} actor={actor} locale={locale} words={words} />;
  }
  const letter = { invite: { ...invite, invitation }, locale, words };
  if (actor && actor.emailKey !== invitation.emailKey) return <OtherAccountLetter {...letter} signedIn={actor.email} />;
  return <AcceptLetter {...letter} signedIn={actor !== null} />;
}
