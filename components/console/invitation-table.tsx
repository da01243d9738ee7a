import Link from "next/link";
import { Status } from "@/components/arch";
import { RelativeTime } from "@/components/ui/relative-time";
import { consoleWords } from "@/lib/i18n/console/words";
import type { InvitationView } from "@/lib/invitations/schema";
import { deliveryOf, type InvitationWays, nameOf, purposeOf, statusOf } from "./invitation-words";
import { RowMenu } from "./row-menu";

const words = consoleWords().invitations;

export interface InvitationRow {
  invitation: InvitationView;
  ways: InvitationWays;
}

/** Rows of 40; where that is too narrow each row is two lines. The name is the link, and covers the row. */
export function InvitationTable({ base, rows, ends }: { base: string; rows: InvitationRow[]; ends: string }) {
  const choosable = rows.some(({ ways }) => ways.again || ways.cancel);
  return (
    <table className="w-full table-fixed border-collapse text-start max-lg:block">
      <caption className="sr-only">{words.title}</caption>
      <thead className="max-lg:sr-only">
        <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:font-normal">
          <th scope="col" className="w-8 text-start">
            {choosable ? (
              <input
                type="checkbox"
                name="all"
                aria-label={words.chooseAll}
                className="size-4 align-middle accent-door"
              />
            ) : null}
          </th>
          <th scope="col" className="w-32 text-start">
            {words.columns.status}
          </th>
          <th scope="col" className="text-start">
            {words.columns.who}
          </th>
          <th scope="col" className="w-[24%] text-start">
            {words.columns.what}
          </th>
          <th scope="col" className="w-44 text-start max-xl:hidden">
            {words.columns.mail}
          </th>
          <th scope="col" className="w-32 text-start">
            {ends}
          </th>
          <th scope="col" className="w-10">
            <span className="sr-only">{words.columns.menu}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row) => (
          <Row key={row.invitation.id} base={base} row={row} />
        ))}
      </tbody>
    </table>
  );
}

/** Nothing has happened to these yet that could have a time. */
const TIMELESS = new Set(["none", "queued", "sending"]);

function Row({ base, row: { invitation: one, ways } }: { base: string; row: InvitationRow }) {
  const name = nameOf(one);
  const { state, word } = statusOf(one);
  const href = `${base}/invitations/${one.id}`;
  const choosable = ways.again || ways.cancel;
  return (
    <tr className="relative border-b border-line hover:bg-sunken focus-within:bg-sunken has-[input:checked]:bg-sunken max-lg:grid max-lg:grid-cols-[28px_minmax(0,1fr)_auto_44px] max-lg:items-center max-lg:py-2 lg:h-10 [&>td]:p-0">
      <td className="max-lg:row-span-2">
        {choosable ? (
          <label className="relative z-10 flex h-10 w-8 cursor-pointer items-center">
            <input
              type="checkbox"
              name="invitation"
              value={one.id}
              aria-label={words.chooseOne(name)}
              className="size-4 accent-door"
            />
          </label>
        ) : null}
      </td>
      <td className="max-lg:col-start-3 max-lg:row-start-1">
        <Status state={state} className="align-middle">
          {word}
        </Status>
      </td>
      <td className="lg:pe-4! max-lg:col-start-2 max-lg:row-start-1">
        <span className="flex min-w-0 gap-3">
          <Link
            href={href}
            className="shrink-0 truncate font-medium outline-offset-4 after:absolute after:inset-0 max-xl:w-full xl:max-w-[60%]"
          >
            {name}
          </Link>
          {name === one.email ? null : (
            <span className="min-w-0 truncate text-ink-muted max-xl:hidden">{one.email}</span>
          )}
        </span>
      </td>
      <td className="truncate text-ink-muted lg:pe-4! lg:text-ink max-lg:col-start-2 max-lg:row-start-2">
        {purposeOf(one)}
      </td>
      <td className="whitespace-nowrap text-ink-muted max-xl:hidden">
        {deliveryOf(one)}
        {TIMELESS.has(one.delivery.status) ? null : (
          <>
            {" "}
            <RelativeTime at={one.delivery.at} width="short" focusable={false} />
          </>
        )}
      </td>
      <td className="whitespace-nowrap text-ink-muted max-lg:col-start-3 max-lg:row-start-2 max-lg:text-end">
        <When one={one} />
      </td>
      <td className="max-lg:col-start-4 max-lg:row-span-2 max-lg:row-start-1">
        <RowMenu id={one.id} name={name} email={one.email} href={href} ways={ways} />
      </td>
    </tr>
  );
}

/** When a pending one ends; when any other came to what it is. */
function When({ one }: { one: InvitationView }) {
  const at = one.status === "pending" || one.status === "expired" ? one.expiresAt : one.updatedAt;
  return <RelativeTime at={at} width="short" focusable={false} className="exact-end" />;
}
