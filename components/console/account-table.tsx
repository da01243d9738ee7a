import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { CSSProperties } from "react";
import { Status } from "@/components/arch";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AccountView } from "@/lib/accounts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { accountStatus, ownerName } from "./account-words";

const words = consoleWords().accounts;

export interface AccountTableRow {
  account: AccountView;
  level: number;
  /** Where its own page is. */
  href: string;
  /** How many lie directly below, in words; null for none. */
  below: string | null;
  /** Shows or hides those; null where there is nothing to show. */
  toggle: { href: string; open: boolean } | null;
  openedAt: string | null;
  /** Of a search's hit: the accounts it lies below. */
  path: string | null;
}

/** In place of those of a level that do not fit. */
export interface AccountTableMore {
  id: string;
  level: number;
  href: string;
  label: string;
}

/** Rows of 40; where that is too narrow each row is two lines. The name is the link, and covers the row. */
export function AccountTable({ rows }: { rows: (AccountTableRow | AccountTableMore)[] }) {
  // Where nothing unfolds, names begin where their heading does.
  const unfolds = rows.some((row) => "label" in row || row.toggle !== null || row.level > 0);
  return (
    <table className="w-full table-fixed border-collapse text-start max-lg:block">
      <caption className="sr-only">{words.title}</caption>
      <thead className="max-lg:sr-only">
        <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:font-normal">
          <th scope="col" className="text-start">
            {words.columns.name}
          </th>
          <th scope="col" className="w-32 text-start">
            {words.columns.status}
          </th>
          <th scope="col" className="w-[32%] text-start">
            {words.columns.owner}
          </th>
          <th scope="col" className="w-20 pe-4 text-end">
            {words.columns.below}
          </th>
          <th scope="col" className="w-28 text-start">
            {words.columns.opened}
          </th>
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row) =>
          "account" in row ? <Row key={row.account.id} row={row} unfolds={unfolds} /> : <More key={row.id} row={row} />,
        )}
      </tbody>
    </table>
  );
}

/** Deeper levels stand further in, up to where a phone has room. */
function indent(level: number): CSSProperties & { "--in": string } {
  return { "--in": `${Math.min(level, 8) * 20}px` };
}

function Row({
  row: { account, level, href, below, toggle, openedAt, path },
  unfolds,
}: {
  row: AccountTableRow;
  unfolds: boolean;
}) {
  const { state, word } = accountStatus(account.status);
  const owner = ownerName(account);
  return (
    <tr
      style={indent(level)}
      className="relative border-b border-line hover:bg-sunken focus-within:bg-sunken max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:items-center max-lg:gap-x-3 max-lg:py-2 lg:h-10 [&>td]:p-0"
    >
      <td className="lg:pe-4!">
        <span className="flex min-w-0 items-center gap-1 ps-(--in)">
          {toggle ? (
            <Link
              href={toggle.href}
              scroll={false}
              data-level-below
              aria-expanded={toggle.open}
              aria-label={toggle.open ? words.close(account.name) : words.open(below ?? "", account.name)}
              className="relative z-10 flex size-7 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-line/60 hover:text-ink max-lg:-my-2 max-lg:size-8"
            >
              <ChevronRight
                aria-hidden="true"
                size={16}
                strokeWidth={1.5}
                className={clsx("rtl:-scale-x-100", toggle.open && "rotate-90")}
              />
            </Link>
          ) : unfolds ? (
            <span aria-hidden="true" className="w-7 shrink-0 max-lg:w-8" />
          ) : null}
          <Link
            href={href}
            data-row
            className={clsx(
              "truncate font-medium outline-offset-4 after:absolute after:inset-0",
              path ? "max-w-[70%] shrink-0" : "min-w-0",
            )}
          >
            {level > 0 ? <span className="sr-only">{words.level(level + 1)}</span> : null}
            {account.name}
          </Link>
          {path ? <span className="min-w-0 truncate text-ink-muted">{words.in(path)}</span> : null}
        </span>
      </td>
      <td className="max-lg:text-end">
        <Status state={state} className="align-middle">
          {word}
        </Status>
      </td>
      <td className={clsx("truncate text-ink-muted lg:pe-4!", unfolds && "max-lg:ps-[calc(36px+var(--in))]!")}>
        {owner === null || account.owner === null ? (
          words.nobody
        ) : (
          <>
            <span className="lg:text-ink">{owner}</span>
            {owner === account.owner.email ? null : <span className="ms-3 max-sm:hidden">{account.owner.email}</span>}
          </>
        )}
      </td>
      <td className="pe-4! text-end text-ink-muted max-lg:hidden">{below}</td>
      <td className="whitespace-nowrap text-ink-muted max-lg:text-end">
        {openedAt ? (
          <RelativeTime at={openedAt} width="short" focusable={false} className="exact-end" />
        ) : (
          <span className="max-lg:hidden">{words.notOpened}</span>
        )}
      </td>
    </tr>
  );
}

function More({ row: { level, href, label } }: { row: AccountTableMore }) {
  return (
    <tr
      style={indent(level)}
      className="relative border-b border-line hover:bg-sunken focus-within:bg-sunken max-lg:block max-lg:py-2 lg:h-10 [&>td]:p-0"
    >
      <td colSpan={5}>
        <span className="flex min-w-0 ps-[calc(32px+var(--in))] max-lg:ps-[calc(36px+var(--in))]">
          <Link
            href={href}
            data-row
            className="min-w-0 truncate text-ink-muted underline decoration-field-line underline-offset-4 after:absolute after:inset-0"
          >
            {label}
          </Link>
        </span>
      </td>
    </tr>
  );
}
