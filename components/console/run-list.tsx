import Link from "next/link";
import { Status } from "@/components/arch";
import { ButtonLink } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BatchView } from "@/lib/batches/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { RowKeys } from "./row-keys";
import { isDiscarded, statusOfList } from "./run-words";

const words = consoleWords().bulkRun;

/** The lists of an account, newest first. Rows of 40; where that is too narrow each row is two lines. */
export function RunList({
  accountId,
  lists,
  nextHref,
}: {
  accountId: string;
  lists: BatchView[];
  /** Where the older ones are; null where these are the last. */
  nextHref: string | null;
}) {
  return (
    <>
      <RowKeys>
        <table className="w-full table-fixed border-collapse text-start max-lg:block">
          <caption className="sr-only">{words.list.all}</caption>
          <thead className="max-lg:sr-only">
            <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:font-normal">
              <th scope="col" className="w-36 text-start">
                {words.list.columns.status}
              </th>
              <th scope="col" className="text-start">
                {words.list.columns.name}
              </th>
              <th scope="col" className="w-72 text-start">
                {words.list.columns.rows}
              </th>
              <th scope="col" className="w-40 text-start max-xl:hidden">
                {words.list.columns.by}
              </th>
              <th scope="col" className="w-32 text-end">
                {words.list.columns.when}
              </th>
            </tr>
          </thead>
          <tbody className="max-lg:block">
            {lists.map((list) => (
              <Row key={list.id} href={`/a/${accountId}/bulk/${list.id}`} list={list} />
            ))}
          </tbody>
        </table>
      </RowKeys>
      {nextHref ? (
        <nav aria-label={words.list.pages} className="mt-4">
          <ButtonLink href={nextHref}>{words.list.older}</ButtonLink>
        </nav>
      ) : null}
    </>
  );
}

function Row({ href, list }: { href: string; list: BatchView }) {
  const { state, word } = statusOfList(list);
  return (
    <tr className="relative border-b border-line hover:bg-sunken focus-within:bg-sunken max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:items-center max-lg:gap-x-4 max-lg:gap-y-1 max-lg:py-2.5 lg:h-10 [&>td]:p-0">
      <td className="max-lg:col-start-2 max-lg:row-start-1">
        <Status state={state} className="align-middle">
          {word}
        </Status>
      </td>
      <td className="lg:pe-4! max-lg:col-start-1 max-lg:row-start-1">
        <Link href={href} className="block truncate font-medium outline-offset-4 after:absolute after:inset-0">
          {list.name}
        </Link>
      </td>
      <td className="truncate text-ink-muted lg:pe-4! max-lg:col-start-1 max-lg:row-start-2">{countsOf(list)}</td>
      <td className="truncate text-ink-muted lg:pe-4! max-xl:hidden">{list.createdBy.name}</td>
      <td className="whitespace-nowrap text-end text-ink-muted max-lg:col-start-2 max-lg:row-start-2">
        <RelativeTime
          at={list.finishedAt ?? list.startedAt ?? list.createdAt}
          width="short"
          focusable={false}
          className="exact-end"
        />
      </td>
    </tr>
  );
}

/** How far it is, in numbers; of a draft, discarded or not, there is only its length. */
function countsOf(list: BatchView): string {
  const { status, counts } = list;
  if (status === "draft" || isDiscarded(list) || counts.total === counts.queued) return words.list.rows(counts.total);
  const { invited, skipped, failed } = counts;
  return [
    words.list.invited(invited),
    ...(skipped > 0 ? [words.list.skipped(skipped)] : []),
    ...(failed > 0 ? [words.list.failed(failed)] : []),
  ].join(" · ");
}
