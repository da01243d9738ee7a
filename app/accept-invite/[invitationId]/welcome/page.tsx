import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { currentInvite, inviteWords } from "@/app/accept-invite/current-invite";
import { InviteLetter } from "@/app/accept-invite/invite-letter";
import { letterLink, Prose } from "@/components/letter";
import { ButtonLink } from "@/components/ui/button";
import { currentActor } from "@/lib/auth/session";

interface Props {
  params: Promise<{ invitationId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const invite = await currentInvite();
  const { words } = await inviteWords(invite);
  return { title: words.welcome.title(invite?.invitation?.accountName ?? "Foyer") };
}

/** After accepting: what is here now, and the way in. */
export default async function WelcomePage({ params }: Props) {
  const [{ invitationId }, invite, actor] = await Promise.all([params, currentInvite(), currentActor()]);
  const invitation = invite?.invitation;
  const membership = actor?.memberships.find(({ account }) => account.toHexString() === invitation?.accountId);
  if (!invitation || !membership || invite.state !== "accepted") redirect(`/accept-invite/${invitationId}`);
  const { locale, words } = await inviteWords(invite);
  const { welcome } = words;
  const { accountName, accountId } = invitation;
  const account = `/a/${accountId}`;
  const places = membership.role === "member" ? [account] : [`${account}/invitations/new`, `${account}/invitations`];
  return (
    <InviteLetter invite={invite} locale={locale} words={words} state="open" title={welcome.title(accountName)}>
      <Prose>{welcome[membership.role](accountName)}</Prose>
      <ul className="flex flex-col border-t border-line">
        {welcome.next[membership.role].map((line, index) => (
          <li key={line} className="border-b border-line py-3">
            <Link href={places[index] ?? account} className={letterLink}>
              {line}
            </Link>
          </li>
        ))}
      </ul>
      <ButtonLink href={account} variant="door" size="lg">
        {welcome.go(accountName)}
      </ButtonLink>
    </InviteLetter>
  );
}
