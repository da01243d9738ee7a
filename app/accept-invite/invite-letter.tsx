import type { ReactNode } from "react";
import type { ArchState } from "@/components/arch";
import { Letter } from "@/components/letter";
import type { Locale } from "@/lib/i18n/locales";
import type { PageMessages } from "@/lib/i18n/pages/shape";
import type { DescribedInvite } from "@/lib/invitations/describe";

/** The letter that every page about an invitation is: in the inviter's colours, where they are known. */
export function InviteLetter({
  invite,
  locale,
  words,
  title,
  state,
  children,
}: {
  invite: DescribedInvite | null;
  locale: Locale;
  words: PageMessages;
  title: string;
  state?: ArchState;
  children: ReactNode;
}) {
  const invitation = invite?.invitation;
  const privacy = invitation
    ? words.common.privacyInvite({ inviter: invitation.inviterName, account: invitation.accountName })
    : words.common.privacyBody;
  return (
    <Letter
      locale={locale}
      brand={invite?.brand ?? null}
      title={title}
      {...(state ? { state } : {})}
      privacy={{ summary: words.common.privacy, body: privacy }}
    >
      {children}
    </Letter>
  );
}
