import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { declineAction } from "@/app/accept-invite/actions";
import { currentInvite, inviteWords } from "@/app/accept-invite/current-invite";
import { InviteLetter } from "@/app/accept-invite/invite-letter";
import { letterLink, Prose } from "@/components/letter";
import { PlainForm } from "@/components/ui/plain-form";

interface Props {
  params: Promise<{ invitationId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { words } = await inviteWords(await currentInvite());
  return { title: words.decline.title };
}

/** Asks once more; only the button declines. */
export default async function DeclinePage({ params }: Props) {
  const { invitationId } = await params;
  const path = `/accept-invite/${invitationId}`;
  const invite = await currentInvite();
  const invitation = invite?.invitation;
  if (!invitation || invitation.id !== invitationId.toLowerCase()) redirect(path);
  const { locale, words } = await inviteWords(invite);
  const { decline, common } = words;
  if (invite.state === "declined") {
    return (
      <InviteLetter invite={invite} locale={locale} words={words} state="barred" title={decline.done.title}>
        <Prose>{decline.done.body(invitation.inviterName)}</Prose>
      </InviteLetter>
    );
  }
  if (invite.state !== "valid") redirect(path);
  return (
    <InviteLetter invite={invite} locale={locale} words={words} title={decline.title}>
      <Prose>{decline.body(invitation.inviterName)}</Prose>
      <PlainForm action={declineAction} submit={decline.submit} working={common.working} />
      <p className="text-14 text-ink-muted">
        <Link href={path} className={letterLink}>
          {decline.back}
        </Link>
      </p>
    </InviteLetter>
  );
}
