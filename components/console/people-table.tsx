import Link from "next/link";
import { type ArchState, Status } from "@/components/arch";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PersonWays } from "@/lib/console/people";
import { consoleWords } from "@/lib/i18n/console/words";
import { fullName } from "@/lib/text";
import type { ListedUser } from "@/lib/users/schema";
import { PersonMenu } from "./people-menu";

const words = consoleWords().people;

const STATE: Record<ListedUser["status"], ArchState> = { active: "open", invited: "ajar", disabled: "barred" };

export interface PersonRow {
  user: ListedUser;
  ways: PersonWays;
}

/** Rows of 40; where that is too narrow each row is two lines. */
export function PeopleTable({
  base,
  account,
  rows,
  self,
}: {
  base: string;
  account: string;
  rows: PersonRow[];
  /** The id of the one who looks. */
  self: string;
}) {
  return (
    <table className="mt-3 w-full table-fixed border-collapse text-start max-lg:block">
      <caption className="sr-only">{words.title}</caption>
      <thead className="max-lg:sr-only">
        <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:font-normal">
          <th scope="col" className="text-start">
            {words.columns.name}
          </th>
          <th scope="col" className="w-[32%] text-start">
            {words.columns.email}
          </th>
          <th scope="col" className="w-24 text-start">
            {words.columns.role}
          </th>
          <th scope="col" className="w-32 text-start">
            {words.columns.status}
          </th>
          <th scope="col" className="w-32 text-start">
            {words.columns.since}
          </th>
          <th scope="col" className="w-10">
            <span className="sr-only">{words.columns.menu}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row) => (
          <Row key={row.user.id} base={base} account={account} row={row} isSelf={row.user.id === self} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  base,
  account,
  row: { user, ways },
  isSelf,
}: {
  base: string;
  account: string;
  row: PersonRow;
  isSelf: boolean;
}) {
  const name = fullName(user) || user.email;
  const invitation = ways.invitation ? `${base}/invitations/${ways.invitation}` : null;
  return (
    <tr className="relative border-b border-line hover:bg-sunken focus-within:bg-sunken max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto_44px] max-lg:items-center max-lg:gap-x-3 max-lg:py-2 lg:h-10 [&>td]:p-0">
      <td className="truncate font-medium lg:pe-4! max-lg:col-start-1 max-lg:row-start-1">
        {invitation ? (
          <Link href={invitation} className="outline-offset-4 after:absolute after:inset-0">
            {name}
          </Link>
        ) : (
          name
        )}
        {isSelf ? <span className="ms-2 font-normal text-ink-muted">{words.you}</span> : null}
      </td>
      <td className="truncate text-ink-muted lg:pe-4! lg:text-ink max-lg:col-start-1 max-lg:row-start-2" dir="ltr">
        {name === user.email ? null : user.email}
      </td>
      <td className="max-lg:col-start-2 max-lg:row-start-2 max-lg:text-end max-lg:text-ink-muted">
        {words.roles[user.role]}
      </td>
      <td className="max-lg:col-start-2 max-lg:row-start-1 max-lg:text-end">
        <Status state={STATE[user.status]} className="align-middle">
          {words.status[user.status]}
        </Status>
      </td>
      <td className="whitespace-nowrap text-ink-muted max-lg:hidden">
        <Since user={user} />
      </td>
      <td className="max-lg:col-start-3 max-lg:row-span-2 max-lg:row-start-1">
        <PersonMenu
          person={{ id: user.id, name, role: user.role, status: user.status }}
          account={account}
          ways={ways}
          isSelf={isSelf}
          invitation={invitation}
        />
      </td>
    </tr>
  );
}

function Since({ user }: { user: ListedUser }) {
  const at = user.invitation?.createdAt ?? user.joinedAt;
  if (!at) return <span aria-hidden="true">–</span>;
  return <RelativeTime at={at} width="short" focusable={false} className="exact-end" />;
}
