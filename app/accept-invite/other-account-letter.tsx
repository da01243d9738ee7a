import type { InviteLetterProps } from "@/app/accept-invite/accept-letter";
import { switchAccountAction } from "@/app/accept-invite/actions";
import { InviteLetter } from "@/app/accept-invite/invite-letter";
import { Prose } from "@/components/letter";
import { ButtonLink } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

/** Signed in as somebody else: says so and offers both ways. The invitation stays as it is. */
export function OtherAccountLetter({ invite, locale, words, signedIn }: InviteLetterProps & { signedIn: string }) {
  const { accept, common } = words;
  const title = accept.other.title({ invited: invite.invitation.email, signedIn });
  return (
    <InviteLetter invite={invite} locale={locale} words={words} title={title}>
      <Prose>{accept.other.body}</Prose>
      <div className="flex flex-col gap-3">
        <form action={switchAccountAction}>
          <SubmitButton size="lg" pendingWord={common.working}>
            {accept.switchAccount}
          </SubmitButton>
        </form>
        <ButtonLink href="/" variant="line" size="lg">
          {accept.stayAs(signedIn)}
        </ButtonLink>
      </div>
    </InviteLetter>
  );
}
