import Link from "next/link";
import type { ReactNode } from "react";
import { Arch, type ArchState } from "@/components/arch";
import type { FormState } from "@/components/ui/action-form";
import { RelativeTime } from "@/components/ui/relative-time";
import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";
import { RemindForm } from "./remind-form";

const words = consoleWords().overview;

type Action = (state: FormState, data: FormData) => Promise<FormState>;

export interface NeedItem {
  kind: "asked" | "bounced" | "failed" | "complained" | "suppressed" | "unknown" | "expiring";
  id: string;
  name: string;
  email: string;
  detail: string | null;
  at: string;
  remindable: boolean;
}

export interface ListItem {
  kind: "paused" | "failed";
  id: string;
  name: string;
  rows: number;
  itself: boolean;
  at: string;
}

/** Another address mends these; of the others there is only to be known. */
const MENDED_BY_ADDRESS = new Set(["bounced", "failed", "suppressed"]);

/** What waits for somebody, most urgent first, each with the one way on. */
export function NeedsList({
  base,
  lists,
  needs,
  expiring,
  remindable,
  trouble,
  remind,
  remindAll,
}: {
  base: string;
  lists: ListItem[];
  needs: NeedItem[];
  expiring: number;
  remindable: boolean;
  /** All mails that need a look, where more do than are listed. */
  trouble: number;
  remind: Action;
  remindAll: Action;
}) {
  if (lists.length === 0 && needs.length === 0 && expiring === 0 && trouble === 0) {
    return <p className="py-3 text-ink-muted">{words.nothing}</p>;
  }
  const urgent = needs.filter((need) => need.kind !== "expiring");
  const ending = needs.filter((need) => need.kind === "expiring");
  const many = words.need.expiringMany(count(expiring, 10_000));
  return (
    <ul>
      {lists.map(({ kind, id, name, rows, itself, at }) => (
        <Row
          key={id}
          state={kind === "paused" ? "shut" : "split"}
          text={kind === "failed" ? words.need.listFailed(name, rows) : words.need.listPaused(name, itself)}
          at={at}
          href={kind === "failed" ? `${base}/bulk/${id}?rows=failed` : `${base}/bulk/${id}`}
          act={kind === "failed" ? words.act.listFailed : words.act.listPaused}
        />
      ))}
      {urgent.map((need) => (
        <NeedRow key={need.id} base={base} need={need} />
      ))}
      {trouble > 0 ? (
        <Row
          state="split"
          text={words.need.trouble(count(trouble, 1000))}
          href={`${base}/invitations?status=pending&delivery=trouble`}
          act={words.act.lookMany}
        />
      ) : null}
      {ending.map((need) => {
        const text = words.need.expiring(need.name);
        return (
          <RemindRow key={need.id} text={text} at={need.at} href={`${base}/invitations/${need.id}`}>
            <RemindForm
              action={remind}
              invitation={need.id}
              offered={need.remindable}
              label={words.act.remind}
              about={text}
            >
              <Act word={words.act.look} />
            </RemindForm>
          </RemindRow>
        );
      })}
      {expiring > 0 ? (
        <RemindRow text={many} href={`${base}/invitations?status=pending`}>
          <RemindForm action={remindAll} offered={remindable} label={words.act.remindMany} about={many}>
            <Act word={words.act.lookMany} />
          </RemindForm>
        </RemindRow>
      ) : null}
    </ul>
  );
}

function NeedRow({ base, need }: { base: string; need: NeedItem }) {
  const href = `${base}/invitations/${need.id}`;
  if (need.kind === "asked") {
    return <Row state="shut" text={words.need.asked(need.name)} at={need.at} href={href} act={words.act.again} />;
  }
  if (need.kind === "expiring") return null;
  // What is known of it is a sentence of its own, or goes on with ours.
  const whole = need.detail?.includes(need.email) ? need.detail.replace(/\.$/, "") : null;
  const mended = MENDED_BY_ADDRESS.has(need.kind);
  return (
    <Row
      state={need.kind === "unknown" ? "ajar" : "split"}
      text={whole ?? words.need[need.kind](need.email)}
      detail={whole ? null : need.detail}
      at={need.at}
      href={mended ? `${href}#move` : href}
      act={mended ? words.act.correct : words.act.look}
    />
  );
}

const ROW =
  "relative flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 hover:bg-sunken md:flex-nowrap md:py-1";
const ACT = "ms-7 md:ms-3 md:min-w-44 md:text-end";

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
    <li className={ROW}>
      <Arch state={state} />
      <span className="min-w-0 flex-1 basis-56 md:truncate" title={detail ? `${text}: ${detail}` : text}>
        {text}
        {detail ? <span className="text-ink-muted">: {detail}</span> : null}
      </span>
      {at ? <RelativeTime at={at} focusable={false} className="exact-end z-10 text-ink-muted" /> : null}
      <Link href={href} className={`${ACT} font-medium text-door after:absolute after:inset-0 hover:underline`}>
        {act}
        <span className="sr-only">: {text}</span>
      </Link>
    </li>
  );
}

/** Here the button acts at once, and the words lead to what it is about. */
function RemindRow({ text, at, href, children }: { text: string; at?: string; href: string; children: ReactNode }) {
  return (
    <li className={ROW}>
      <Arch state="ajar" />
      <Link href={href} className="min-w-0 flex-1 basis-56 after:absolute after:inset-0 hover:underline md:truncate">
        {text}
      </Link>
      {at ? <RelativeTime at={at} focusable={false} className="exact-end z-10 text-ink-muted" /> : null}
      <div className={`${ACT} z-10`}>{children}</div>
    </li>
  );
}

/** The row's own link says where it leads; this is its word at the right. */
function Act({ word }: { word: string }) {
  return (
    <span aria-hidden="true" className="pointer-events-none font-medium text-door">
      {word}
    </span>
  );
}
