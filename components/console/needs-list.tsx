import Link from "next/link";
import { Arch, type ArchState } from "@/components/arch";
import { RelativeTime } from "@/components/ui/relative-time";
import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";

const words = consoleWords().overview;

export interface NeedItem {
  kind: "asked" | "bounced" | "failed" | "complained" | "suppressed" | "unknown" | "expiring";
  id: string;
  name: string;
  email: string;
  detail: string | null;
  at: string;
}

/** What waits for somebody, most urgent first, each with the one way on. */
export function NeedsList({
  base,
  needs,
  expiring,
  moreUndelivered,
}: {
  base: string;
  needs: NeedItem[];
  expiring: number;
  moreUndelivered: number;
}) {
  if (needs.length === 0 && expiring === 0 && moreUndelivered === 0) {
    return <p className="py-3 text-ink-muted">{words.nothing}</p>;
  }
  const urgent = needs.filter((need) => need.kind !== "expiring");
  const ending = needs.filter((need) => need.kind === "expiring");
  return (
    <ul>
      {urgent.map((need) => (
        <NeedRow key={need.id} base={base} need={need} />
      ))}
      {moreUndelivered > 0 ? (
        <Row
          state="split"
          text={words.need.more(count(moreUndelivered, 995))}
          href={`${base}/invitations?status=pending&delivery=bounced`}
          act={words.act.lookMany}
        />
      ) : null}
      {ending.map((need) => (
        <NeedRow key={need.id} base={base} need={need} />
      ))}
      {expiring > 0 ? (
        <Row
          state="ajar"
          text={words.need.expiringMany(count(expiring, 10_000))}
          href={`${base}/invitations?status=pending`}
          act={words.act.lookMany}
        />
      ) : null}
    </ul>
  );
}

function NeedRow({ base, need }: { base: string; need: NeedItem }) {
  const href = `${base}/invitations/${need.id}`;
  if (need.kind === "asked") {
    return <Row state="shut" text={words.need.asked(need.name)} at={need.at} href={href} act={words.act.again} />;
  }
  if (need.kind === "expiring") {
    return <Row state="ajar" text={words.need.expiring(need.name)} at={need.at} href={href} act={words.act.again} />;
  }
  return (
    <Row
      state="split"
      text={words.need[need.kind](need.email)}
      detail={need.detail}
      at={need.at}
      href={need.kind === "unknown" ? href : `${href}#move`}
      act={need.kind === "unknown" ? words.act.look : words.act.correct}
    />
  );
}

function Row({
  state,
  text,
  detail = null,
  at,
  href,
  act,
}: {
  state: ArchState;
  text: string;
  detail?: string | null;
  at?: string;
  href: string;
  act: string;
}) {
  return (
    <li className="relative flex min-h-10 flex-wrap items-center gap-x-3 border-b border-line py-2 hover:bg-sunken md:flex-nowrap md:py-0">
      <Arch state={state} />
      <span className="min-w-0 flex-1 basis-56 md:truncate" title={detail ?? undefined}>
        {text}
        {detail ? <span className="text-ink-muted">: {detail}</span> : null}
      </span>
      {at ? <RelativeTime at={at} focusable={false} className="exact-end z-10 text-ink-muted" /> : null}
      <Link
        href={href}
        className="ms-7 font-medium text-door after:absolute after:inset-0 hover:underline md:ms-3 md:min-w-44 md:text-end"
      >
        {act}
        <span className="sr-only">: {text}</span>
      </Link>
    </li>
  );
}
