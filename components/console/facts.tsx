import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import { consoleWords } from "@/lib/i18n/console/words";
import type { InvitationDetail } from "@/lib/invitations/schema";
import { deliveryOf } from "./invitation-words";

const words = consoleWords().invitation.facts;
const transports = consoleWords().invitation.transports;
const inviting = consoleWords().invite;
const list = consoleWords().invitations;

/** Of these the page itself, or the story, says what became of the mail. */
const TOLD_ABOVE = new Set(["bounced", "failed", "complained", "suppressed", "unknown"]);

/** What is to be known of an invitation, beside its story. */
export function Facts({
  invitation: one,
  accountHref,
  from,
}: {
  invitation: InvitationDetail;
  accountHref: string | null;
  /** The list it came from. */
  from: { href: string; name: string; line: number | null } | null;
}) {
  const by = one.invitedBy.type === "api_key" ? words.apiKey(one.invitedBy.name) : one.invitedBy.name;
  const language = inviting.languages[one.locale.split("-")[0] as keyof typeof inviting.languages] ?? one.locale;
  return (
    <dl className="grid content-start grid-cols-[88px_minmax(0,1fr)] gap-x-4 gap-y-2 border-t border-line pt-4 md:border-t-0 md:border-s md:ps-6 md:pt-0">
      <Fact name={words.for}>
        <span className="wrap-anywhere">{one.email}</span>
      </Fact>
      <Fact name={words.account}>
        {accountHref ? (
          <Link href={accountHref} className="underline underline-offset-2">
            {one.account.name}
          </Link>
        ) : (
          one.account.name
        )}
      </Fact>
      <Fact name={words.role}>{list.roleOf[one.role]}</Fact>
      {one.status === "pending" || one.status === "expired" ? (
        <Fact name={one.status === "pending" ? words.ends : words.ended}>
          <RelativeTime at={one.expiresAt} />
        </Fact>
      ) : null}
      <Fact name={words.by}>{by}</Fact>
      {from ? (
        <Fact name={words.batch}>
          <Link href={from.href} className="underline underline-offset-2">
            {from.name}
          </Link>
          {from.line === null ? null : `, ${words.line(from.line)}`}
        </Fact>
      ) : null}
      <Fact name={words.mail}>
        {deliveryOf(one)}
        {one.delivery.transport ? (
          <span className="text-ink-muted">
            {" "}
            {words.via(transports[one.delivery.transport] ?? one.delivery.transport)}
          </span>
        ) : null}
        {one.delivery.error && !TOLD_ABOVE.has(one.delivery.status) ? (
          <span className="block text-failed">{one.delivery.error}</span>
        ) : null}
      </Fact>
      {one.delivery.status === "none" ? null : <Fact name={words.sends}>{words.times(one.sends)}</Fact>}
      {one.remindedAt ? (
        <Fact name={words.reminded}>
          <RelativeTime at={one.remindedAt} />
        </Fact>
      ) : null}
      {one.viewedAt ? (
        <Fact name={words.viewed}>
          <RelativeTime at={one.viewedAt} />
        </Fact>
      ) : null}
      <Fact name={words.language}>{language}</Fact>
      {one.externalId ? <Fact name={words.externalId}>{one.externalId}</Fact> : null}
      {Object.entries(one.metadata).map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
      <Fact name={words.id}>
        <code className="font-mono text-12 text-ink-muted">{one.id}</code>
      </Fact>
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="truncate text-ink-muted" title={name}>
        {name}
      </dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
