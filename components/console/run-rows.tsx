import Link from "next/link";
import { Status } from "@/components/arch";
import { ButtonLink } from "@/components/ui/button";
import type { RowTab, RunRow } from "@/lib/console/run";
import { consoleWords } from "@/lib/i18n/console/words";
import { statusOf } from "./invitation-words";
import { RowKeys } from "./row-keys";

const words = consoleWords().bulkRun.rows;

interface Props {
  base: string;
  here: string;
  tab: RowTab;
  type: "business" | "user";
  rows: RunRow[];
  firstPage: boolean;
  nextCursor: string | null;
  finished: boolean;
}

/** The rows of one tab, in the order of the file; who was invited has a page, which the row leads to. */
export function RunRows({ base, here, tab, type, rows, firstPage, nextCursor, finished }: Props) {
  if (rows.length === 0) {
    const empty = tab === "invited" && !finished ? words.empty.invitedYet : words.empty[tab];
    return <p className="py-6 text-ink-muted">{empty}</p>;
  }
  const named = rows.some((row) => nameOf(type, row));
  return (
    <>
      <RowKeys>
        <table className="w-full table-fixed border-collapse text-start max-md:block">
          <caption className="sr-only">{words.tabs[tab]}</caption>
          <thead className="max-md:sr-only">
            <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:font-normal">
              <th scope="col" className="w-20 text-start">
                {words.columns.line}
              </th>
              <th scope="col" className="text-start">
                {words.columns.email}
              </th>
              {named ? (
                <th scope="col" className="w-[26%] text-start max-lg:hidden">
                  {type === "business" ? words.columns.business : words.columns.name}
                </th>
              ) : null}
              <th scope="col" className={tab === "invited" ? "w-40 text-start" : "w-[42%] text-start"}>
                {words.columns.became}
              </th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {rows.map((row) => (
              <Row key={row.line} base={base} row={row} name={named ? nameOf(type, row) : null} />
            ))}
          </tbody>
        </table>
      </RowKeys>
      {firstPage && nextCursor === null ? null : (
        <nav aria-label={words.pages} className="mt-4 flex gap-2">
          {firstPage ? null : <ButtonLink href={`${here}?rows=${tab}#rows`}>{words.first}</ButtonLink>}
          {nextCursor ? (
            <ButtonLink href={`${here}?rows=${tab}&cursor=${nextCursor}#rows`}>{words.next}</ButtonLink>
          ) : null}
        </nav>
      )}
    </>
  );
}

function nameOf(type: Props["type"], { values }: RunRow): string {
  if (type === "business") return values.businessName ?? "";
  return [values.firstName, values.lastName].filter(Boolean).join(" ");
}

/** @param name null where no row shown has one */
function Row({ base, row, name }: { base: string; row: RunRow; name: string | null }) {
  const { line, email, now, invitation } = row;
  const shown = email || <span className="text-ink-muted">{words.noEmail}</span>;
  return (
    <tr className="relative border-b border-line has-[a]:hover:bg-sunken focus-within:bg-sunken max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-4 max-md:gap-y-1 max-md:py-2.5 [&>td]:p-0 [&>td]:align-top md:[&>td]:py-2.5">
      <td className="text-ink-muted max-md:col-start-2 max-md:row-start-1">
        <span className="md:hidden">{words.line(line)}</span>
        <span className="max-md:hidden">{line.toLocaleString("en-GB")}</span>
      </td>
      <td className="truncate md:pe-4! max-md:col-start-1 max-md:row-start-1">
        {now && invitation ? (
          <Link
            href={`${base}/invitations/${invitation}`}
            className="block truncate font-medium outline-offset-4 after:absolute after:inset-0"
          >
            {shown}
          </Link>
        ) : (
          <span className="font-medium">{shown}</span>
        )}
      </td>
      {name === null ? null : <td className="truncate text-ink-muted md:pe-4! max-lg:hidden">{name}</td>}
      <td className="wrap-anywhere max-md:col-span-2 max-md:row-start-2">
        <Became row={row} />
      </td>
    </tr>
  );
}

/** How the invitation stands by now, or why there is none. */
function Became({ row: { status, now, reason, code } }: { row: RunRow }) {
  if (status === "queued")
    return (
      <Status state="dotted" className="align-top">
        {words.waiting}
      </Status>
    );
  // Nobody has heard of an invitation that the list took back.
  if (now && code !== "cancelled") {
    const { state, word } = statusOf({
      status: now.status === "preparing" ? "pending" : now.status,
      delivery: now.delivery,
    });
    return (
      <Status state={state} className="align-top">
        {word}
      </Status>
    );
  }
  if (status === "invited") return <span className="text-ink-muted">{words.gone}</span>;
  return <span className={status === "failed" ? "text-failed" : "text-ink-muted"}>{reason ?? code}</span>;
}
