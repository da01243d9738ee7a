import { Arch } from "@/components/arch";
import { RelativeTime } from "@/components/ui/relative-time";
import { consoleWords } from "@/lib/i18n/console/words";
import type { InvitationDetail } from "@/lib/invitations/schema";
import { nameOf, statusOf } from "./invitation-words";

const words = consoleWords().invitation;

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

type Entry = InvitationDetail["timeline"][number];

/** What happened to an invitation, oldest first, under the days it happened on; last, what it waits for. */
export function Story({ invitation }: { invitation: InvitationDetail }) {
  const days = new Map<string, Entry[]>();
  for (const entry of invitation.timeline) {
    const name = day.format(new Date(entry.at));
    days.set(name, [...(days.get(name) ?? []), entry]);
  }
  const { state } = statusOf(invitation);
  return (
    <section aria-label={words.story}>
      {[...days].map(([name, entries]) => (
        <div key={name}>
          <h2 className="pb-1 text-12 text-ink-muted">{words.utc(name)}</h2>
          <ol className="mb-4 ms-[7px] border-s border-line">
            {entries.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
              <li key={`${entry.at}${index}`} className="relative flex items-baseline gap-4 py-2 ps-5">
                <span
                  aria-hidden="true"
                  className="absolute -start-[4px] top-[15px] size-[7px] rounded-full bg-ink-muted"
                />
                <time dateTime={entry.at} className="w-10 shrink-0 text-ink-muted">
                  {clock.format(new Date(entry.at))}
                </time>
                <Told entry={entry} invitation={invitation} />
              </li>
            ))}
          </ol>
        </div>
      ))}
      {invitation.status === "pending" && state !== "split" ? (
        <p className="flex items-center gap-3">
          <Arch state={state} />
          <span>
            {invitation.delivery.status === "unknown" ? (
              words.unsure(nameOf(invitation))
            ) : (
              <>
                {words.waiting(nameOf(invitation))}
                <span className="text-ink-muted">
                  , {words.endsAt} <RelativeTime at={invitation.expiresAt} />
                </span>
              </>
            )}
          </span>
        </p>
      ) : null}
    </section>
  );
}

/** In these the detail says who it was, which the sentence begins with. */
const NAMED = new Set(["invited", "cancelled"]);
/** In these it says what took the mail. */
const TAKEN = new Set(["sent", "delivered"]);
/** In these it may be what there is to say, in a sentence of its own; see lib/mail/provider/effect.ts. */
const TROUBLE = new Set(["bounced", "failed", "complained", "suppressed", "unknown"]);
/** What the other side said follows our own sentence. */
const QUOTED = /^(.+?\.) ([^.]*\bsaid: .+)$/s;

function Told({ entry, invitation }: { entry: Entry; invitation: InvitationDetail }) {
  const { event, detail = "" } = entry;
  const [, sentence = detail, said] = QUOTED.exec(detail) ?? [];
  if (TROUBLE.has(event) && sentence.endsWith(".")) {
    return (
      <span className="min-w-0 wrap-anywhere">
        {sentence}
        {said ? <span className="block text-ink-muted">{said}</span> : null}
      </span>
    );
  }
  const who = TAKEN.has(event)
    ? (words.transports[detail] ?? detail)
    : (NAMED.has(event) && detail) || invitation.invitedBy.name;
  const more = NAMED.has(event) || TAKEN.has(event) || detail in words.transports ? "" : detail;
  return (
    <span className="min-w-0 wrap-anywhere">
      {words.timeline[event]?.(who) ?? event}
      {more ? <span className="text-ink-muted">: {more}</span> : null}
    </span>
  );
}
