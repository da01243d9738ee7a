import Link from "next/link";
import { Status } from "@/components/arch";
import type { AccountView } from "@/lib/accounts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { accountStatus } from "./account-words";

const words = consoleWords().accounts;

/** One's own accounts, with what one is in each. */
export function OwnAccountTable({
  accounts,
  current,
}: {
  accounts: { id: string; name: string; role: keyof typeof words.roles; status: AccountView["status"] }[];
  current: string;
}) {
  return (
    <table className="w-full max-w-[720px] table-fixed border-collapse text-start">
      <caption className="sr-only">{words.own.title}</caption>
      <thead>
        <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:font-normal">
          <th scope="col" className="text-start">
            {words.own.columns.name}
          </th>
          <th scope="col" className="w-24 text-start">
            {words.own.columns.role}
          </th>
          <th scope="col" className="w-28 text-start">
            {words.own.columns.status}
          </th>
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ id, name, role, status }) => {
          const { state, word } = accountStatus(status);
          return (
            <tr
              key={id}
              className="relative h-10 border-b border-line hover:bg-sunken focus-within:bg-sunken [&>td]:p-0"
            >
              <td className="truncate pe-4!">
                <Link
                  href={`/a/${id}`}
                  data-row
                  aria-current={id === current ? "true" : undefined}
                  className="font-medium outline-offset-4 after:absolute after:inset-0"
                >
                  {name}
                </Link>
                {id === current ? (
                  <span className="ms-3 text-ink-muted max-sm:ms-0 max-sm:block max-sm:text-12">
                    {words.own.current}
                  </span>
                ) : null}
              </td>
              <td className="text-ink-muted">{words.roles[role]}</td>
              <td>
                <Status state={state} className="align-middle">
                  {word}
                </Status>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
