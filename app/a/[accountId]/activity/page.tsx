import type { Metadata } from "next";
import { ActivityFilters } from "@/components/console/activity-filters";
import { ActivityList } from "@/components/console/activity-list";
import { whoOf } from "@/components/console/activity-words";
import { PageHeader } from "@/components/console/page-header";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { now } from "@/lib/clock";
import { readActivity } from "@/lib/console/activity";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../gate";
import { activityHref, readAddress, searchOf } from "./filters";

const words = consoleWords().activity;
const frame = consoleWords().frame;

const PAGE = 50;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const { address, cursor } = readAddress(await searchParams);
  const here = activityHref("", address, cursor ? { cursor } : {});
  const { actor, account, permissions, id, base } = await openConsole(accountId, here);
  if (!permissions.has("events:read")) {
    return <PageHeader title={frame.notYours.title} lead={frame.notYours.lead(account.name)} />;
  }
  const page = { limit: PAGE, ...(cursor ? { cursor } : {}) };
  const { entries, nextCursor } = await readActivity(actor, id, searchOf(address), page);
  const filtered = Object.values(address).some((value) => value !== undefined);
  const [first] = entries;

  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        action={
          entries.length > 0 ? (
            // A file is no page: the router has nothing to fetch ahead.
            <a className={buttonClass("line")} href={activityHref(base, address, {}, "/export.csv")} download>
              {words.download}
            </a>
          ) : null
        }
      />
      {filtered || first ? (
        <ActivityFilters
          // Following a link changes the address from outside the form.
          key={here}
          address={address}
          names={{
            actor: address.actor === undefined ? null : first ? whoOf(first) : words.someone,
            subject: address.subject === undefined ? null : (first?.what ?? words.something),
          }}
          clear={activityHref(base, {})}
          everyone={activityHref(base, address, { actor: undefined })}
          everything={activityHref(base, address, { subject: undefined })}
        />
      ) : null}
      {first ? (
        <ActivityList
          base={base}
          entries={entries}
          today={now().toISOString()}
          byActor={(actorId) => activityHref(base, address, { actor: actorId })}
          narrowed={address.actor !== undefined}
        />
      ) : (
        <EmptyState state={filtered ? "shut" : "dotted"} title={filtered ? words.emptySearch.title : words.empty.title}>
          {filtered ? words.emptySearch.lead : words.empty.lead}
        </EmptyState>
      )}
      {cursor || nextCursor ? (
        <nav aria-label={words.pages} className="mt-4 flex gap-2">
          {cursor ? <ButtonLink href={activityHref(base, address)}>{words.first}</ButtonLink> : null}
          {nextCursor ? (
            <ButtonLink href={activityHref(base, address, { cursor: nextCursor })}>{words.next}</ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}
