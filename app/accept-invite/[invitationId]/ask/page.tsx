import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentInvite, inviteWords } from "@/app/accept-invite/current-invite";
import { InviteLetter } from "@/app/accept-invite/invite-letter";
import { Prose } from "@/components/letter";
import { ButtonLink } from "@/components/ui/button";

interface Props {
  params: Promise<{ invitationId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const invite = await currentInvite();
  const { words } = await inviteWords(invite);
  return { title: words.ask.title(invite?.invitation?.inviterName ?? words.problem.someone) };
}

/**
 * How to make sure. Nothing on this page writes to the inviter: whoever doubts a mail should not trust a button in what
 * it led to.
 */
export default async function AskPage({ params }: Props) {
  const { invitationId } = await params;
  const path = `/accept-invite/${invitationId}`;
  const invite = await currentInvite();
  const invitation = invite?.invitation;
  if (!invitation || invitation.id !== invitationId.toLowerCase() || invite.state !== "valid") redirect(path);
  const { locale, words } = await inviteWords(invite);
  const { ask, decline } = words;
  const names = { inviter: invitation.inviterName, account: invitation.accountName };
  return (
    <InviteLetter invite={invite} locale={locale} words={words} title={ask.title(invitation.inviterName)}>
      <Prose>{ask.body(names)}</Prose>
      <Prose>{ask.report}</Prose>
      <ButtonLink href={path} variant="line" size="lg">
        {decline.back}
      </ButtonLink>
    </InviteLetter>
  );
}
