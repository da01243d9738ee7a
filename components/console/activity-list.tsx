import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Happening } from "@/lib/console/happenings";
import { consoleWords } from "@/lib/i18n/console/words";
import { byDay, dayOf, partsOf, subjectHref } from "./activity-words";

const words = consoleWords().activity;

interface Props {
  base: string;
  entries: Happening[];
  /** ISO 8601; what is called today. */
  today: string;
  /** The list narrowed to what one person or key did. */
  byActor: (id: string) => string;
  /** It is narrowed to one already. */
  narrowed: boolean;
}

/** What happened in sentences, newest first, day by day. */
export function ActivityList({ entries, today, ...rest }: Props) {
  return byDay(entries).map(([day, those]) => (
    <section key={day} className="mt-6">
      <h2 className="border-b border-line pb-2 font-medium">{dayOf(day, today)}</h2>
      <ol>
        {those.map((entry) => (
          <Row key={entry.id} entry={entry} {...rest} />
        ))}
      </ol>
    </section>
  ));
}

function Row({ entry, base, byActor, narrowed }: { entry: Happening } & Omit<Props, "entries" | "today">) {
  const { actor, account, below, ip } = entry;
  const where: ReactNode[] = [
    ...(below && entry.subject.id !== account.id
      ? [
          <Link
            key="account"
            href={`${base}/accounts/${account.id}`}
            className="underline decoration-field-line underline-offset-4 hover:decoration-current max-md:inline-block max-md:py-0.5"
          >
            {account.name}
          </Link>,
        ]
      : []),
    ...(ip ? [words.from(ip)] : []),
  ];
  const links = {
    who: narrowed || actor.id === null ? null : byActor(actor.id),
    what: subjectHref(base, entry),
    text: null,
  };
  return (
    <li className="flex min-h-10 items-baseline gap-4 border-b border-line py-2.5">
      <span className="min-w-0 flex-1">
        {partsOf(entry).map(({ is, text }) => (
          <Name key={is + text} href={links[is]}>
            {text}
          </Name>
        ))}
        {where.length > 0 ? (
          <span className="text-ink-muted max-md:mt-1 max-md:block">
            {where.map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line, which never change places
              <Fragment key={index}>
                <span aria-hidden="true" className={index === 0 ? "max-md:hidden" : ""}>
                  {" · "}
                </span>
                {part}
              </Fragment>
            ))}
          </span>
        ) : null}
      </span>
      <RelativeTime at={entry.at} width="short" className="exact-end shrink-0 text-ink-muted" />
    </li>
  );
}

function Name({ href, children }: { href: string | null; children: string }) {
  if (href === null) return children;
  return (
    <Link href={href} className="font-medium hover:underline">
      {children}
    </Link>
  );
}
