import Link from "next/link";
import { mailAgainAction, requestAction } from "@/app/accept-invite/actions";
import { InviteLetter } from "@/app/accept-invite/invite-letter";
import type { ArchState } from "@/components/arch";
import { letterLink, Prose } from "@/components/letter";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PlainForm } from "@/components/ui/plain-form";
import type { UserActor } from "@/lib/auth/actor";
import { now } from "@/lib/clock";
import type { Locale } from "@/lib/i18n/locales";
import { formatMoment } from "@/lib/i18n/moment";
import type { PageMessages } from "@/lib/i18n/pages/shape";
import type { DescribedInvite } from "@/lib/invitations/describe";

export const REASONS = ["expired", "accepted", "declined", "cancelled", "replaced", "invalid", "suspended"] as const;
export type Reason = (typeof REASONS)[number];

const STATES: Record<Reason, ArchState> = {
  expired: "shut",
  accepted: "open",
  declined: "barred",
  cancelled: "barred",
  replaced: "shut",
  invalid: "split",
  suspended: "shut",
};

interface ProblemProps {
  reason: Reason;
  /** Null where the link is none of ours, or its cookie is gone: the letter then names nobody. */
  invite: DescribedInvite | null;
  actor: UserActor | null;
  locale: Locale;
  words: PageMessages;
}

/** The same letter with other words and one way on. */
export function ProblemLetter(props: ProblemProps) {
  const { reason, invite, locale, words } = props;
  const { title, body } = sayProblem(props);
  return (
    <InviteLetter
      invite={invite}
      locale={locale}
      words={words}
      state={invite?.inside ? "open" : STATES[reason]}
      title={title}
    >
      <Prose>{body}</Prose>
      <WayOn {...props} />
    </InviteLetter>
  );
}

/** What happened, and what it means. */
export function sayProblem({ reason, invite, locale, words }: Omit<ProblemProps, "actor">): {
  title: string;
  body: string;
} {
  const { problem } = words;
  const inviter = invite?.invitation?.inviterName ?? problem.someone;
  const account = invite?.invitation?.accountName ?? problem.someAccount;
  switch (reason) {
    case "expired": {
      const until = invite?.invitation ? formatMoment(invite.invitation.expiresAt, locale, now()) : null;
      return { title: problem.expired.title, body: problem.expired.body(until) };
    }
    case "cancelled":
      if (invite?.inside) return { title: problem.inside.title, body: problem.inside.body(account) };
      return { title: problem.cancelled.title, body: problem.cancelled.body(inviter) };
    case "accepted":
      return { title: problem.accepted.title, body: problem.accepted.body(account) };
    case "suspended":
      return { title: problem.suspended.title(account), body: problem.suspended.body(inviter) };
    case "replaced":
    case "invalid":
      return problem[reason];
    default:
      return { title: problem[reason].title, body: problem[reason].body(inviter) };
  }
}

function WayOn({ reason, invite, actor, words }: ProblemProps) {
  const { again, common, problem, welcome } = words;
  const invitation = invite?.invitation;
  if (reason === "expired") {
    if (!invitation) return <Prose muted>{problem.openMailAgain}</Prose>;
    const { inviterName } = invitation;
    return (
      <PlainForm
        action={requestAction}
        submit={problem.expired.ask(inviterName)}
        working={common.working}
        after={
          <Notice tone="done">
            <p className="text-16 font-medium">{problem.asked.title}</p>
            <p className="mt-1 font-letter text-17">{problem.asked.body(inviterName)}</p>
          </Notice>
        }
      />
    );
  }
  if (reason === "replaced" && invitation) {
    return (
      <PlainForm
        action={mailAgainAction}
        submit={problem.replaced.submit}
        working={common.working}
        fields={{ invitationId: invitation.id }}
        after={
          <Notice tone="done">
            <p className="text-16 font-medium">{again.sent.title}</p>
            <p className="mt-1 font-letter text-17">{again.sent.body}</p>
          </Notice>
        }
      />
    );
  }
  if (reason === "accepted" || invite?.inside) {
    const inside = actor?.memberships.some(({ account }) => account.toHexString() === invitation?.accountId);
    return invitation && inside ? (
      <ButtonLink href={`/a/${invitation.accountId}`} variant="door" size="lg">
        {welcome.go(invitation.accountName)}
      </ButtonLink>
    ) : (
      <ButtonLink href="/login" variant="door" size="lg">
        {common.signIn}
      </ButtonLink>
    );
  }
  return (
    <p className="text-14 text-ink-muted">
      <Link href="/" className={letterLink}>
        {common.toStart}
      </Link>
    </p>
  );
}
