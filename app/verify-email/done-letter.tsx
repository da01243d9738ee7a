import Link from "next/link";
import type { Outcome } from "@/app/verify-email/address-link";
import type { ArchState } from "@/components/arch";
import { Letter, letterLink, Prose } from "@/components/letter";
import { ButtonLink } from "@/components/ui/button";
import type { Locale } from "@/lib/i18n/locales";
import type { PageMessages } from "@/lib/i18n/pages/shape";

const STATES: Record<Outcome, ArchState> = {
  verified: "open",
  consent_required: "ajar",
  verification_required: "ajar",
  stopped: "shut",
  kept: "shut",
  undone: "open",
};

/** What the button did, and the one way on. */
export function DoneLetter({ outcome, locale, words }: { outcome: Outcome; locale: Locale; words: PageMessages }) {
  const { common, verify } = words;
  const { title, body } = verify.done[outcome];
  return (
    <Letter
      locale={locale}
      state={STATES[outcome]}
      title={title}
      privacy={{ summary: common.privacy, body: common.privacyBody }}
    >
      <Prose>{body}</Prose>
      <WayOn outcome={outcome} words={words} />
    </Letter>
  );
}

function WayOn({ outcome, words }: { outcome: Outcome; words: PageMessages }) {
  if (outcome === "verified") {
    return (
      <ButtonLink href="/login?address=changed" variant="door" size="lg">
        {words.common.signIn}
      </ButtonLink>
    );
  }
  if (outcome === "stopped") {
    return (
      <ButtonLink href="/forgot-password" variant="door" size="lg">
        {words.verify.newPassword}
      </ButtonLink>
    );
  }
  const [href, label] =
    outcome === "undone" ? ["/forgot-password", words.reset.askAgain] : ["/login", words.common.backToSignIn];
  return (
    <p className="text-14 text-ink-muted">
      <Link href={href} className={letterLink}>
        {label}
      </Link>
    </p>
  );
}
