import Link from "next/link";
import { OneButtonForm, SignInForm, SignUpForm, Viewed } from "@/app/accept-invite/accept-forms";
import { forgotOnTheWayAction } from "@/app/accept-invite/actions";
import { InviteLetter } from "@/app/accept-invite/invite-letter";
import { letterLink, Prose } from "@/components/letter";
import { Notice } from "@/components/ui/notice";
import { PlainForm } from "@/components/ui/plain-form";
import { now } from "@/lib/clock";
import { formWords } from "@/lib/i18n/form-words";
import type { Locale } from "@/lib/i18n/locales";
import { formatMoment } from "@/lib/i18n/moment";
import { offerTitle } from "@/lib/i18n/offer-title";
import type { PageMessages } from "@/lib/i18n/pages/shape";
import type { DescribedInvite } from "@/lib/invitations/describe";

export interface InviteLetterProps {
  invite: DescribedInvite & { invitation: NonNullable<DescribedInvite["invitation"]> };
  locale: Locale;
  words: PageMessages;
}

/** The invitation itself: who, what, for whom, until when; then the one thing that is needed to accept. */
export function AcceptLetter({ invite, locale, words, signedIn }: InviteLetterProps & { signedIn: boolean }) {
  const { invitation } = invite;
  const { accept } = words;
  const path = `/accept-invite/${invitation.id}`;
  const role = invitation.type === "user" && invitation.role === "admin" ? invitation.role : null;
  return (
    <InviteLetter invite={invite} locale={locale} words={words} title={offerTitle(invitation, words)}>
      {invitation.message && (
        <blockquote className="border-s-2 border-line ps-4 font-letter text-17 whitespace-pre-line">
          {invitation.message}
        </blockquote>
      )}
      <div>
        <Prose>
          {accept.forEmail(invitation.email)}
          {role && (
            <>
              {locale === "ja" ? "、" : locale === "ar" ? "، " : ", "}
              {accept.userAs({ inviter: invitation.inviterName, account: invitation.accountName, role })}
            </>
          )}
        </Prose>
        <p className="mt-1 text-14 text-ink-muted">{accept.until(formatMoment(invitation.expiresAt, locale, now()))}</p>
      </div>
      <Step invite={invite} words={words} locale={locale} signedIn={signedIn} />
      <p className="flex flex-wrap items-baseline gap-x-3 text-14 text-ink-muted">
        {accept.unsure}
        <Link href={`${path}/decline`} className={letterLink}>
          {accept.decline}
        </Link>
        <Link href={`${path}/ask`} className={letterLink}>
          {accept.ask(invitation.inviterName)}
        </Link>
      </p>
      <Viewed />
    </InviteLetter>
  );
}

function Step({ invite, words, signedIn }: InviteLetterProps & { signedIn: boolean }) {
  const { invitation, next } = invite;
  const { accept, common, forgot, login } = words;
  const { email, firstName, lastName, accountName } = invitation;
  const submit = invitation.type === "business" ? accept.open(accountName) : accept.join(accountName);
  const form = { words: formWords(words), submit };
  if (next === "signup") return <SignUpForm {...form} email={email} firstName={firstName} lastName={lastName} />;
  if (signedIn) {
    return (
      <>
        <p className="text-14">{accept.signedInAs(email)}</p>
        <OneButtonForm {...form} />
      </>
    );
  }
  return (
    <>
      <p className="text-14">{accept.hasLogin(email)}</p>
      <SignInForm {...form} email={email} />
      <PlainForm
        action={forgotOnTheWayAction}
        submit={login.forgot}
        working={common.working}
        look="link"
        after={
          <Notice tone="done">
            <p className="font-medium">{forgot.sentTitle}</p>
            <p className="mt-1">{forgot.sentBody(email)}</p>
          </Notice>
        }
      />
    </>
  );
}
