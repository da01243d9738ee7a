import Link from "next/link";
import { Status } from "@/components/arch";
import type { ContactView } from "@/lib/contacts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { ContactMenu } from "./contact-menu";
import { availabilityOf, isInvitable } from "./contact-words";

const words = consoleWords().contacts;

export interface ContactRow {
  contact: ContactView;
  /** The sub-account it became; null while there is none that counts. */
  account: { name: string; href: string | null } | null;
}

/** Rows of 40; where that is too narrow each row is two lines. The name is the link, and covers the row. */
export function ContactTable({
  base,
  rows,
  may,
}: {
  base: string;
  rows: ContactRow[];
  may: { invite: boolean; change: boolean };
}) {
  return (
    <table className="w-full table-fixed border-collapse text-start max-lg:block">
      <caption className="sr-only">{words.title}</caption>
      <thead className="max-lg:sr-only">
        <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:font-normal">
          <th scope="col" className="text-start">
            {words.columns.name}
          </th>
          <th scope="col" className="w-24 text-start">
            {words.columns.type}
          </th>
          <th scope="col" className="w-[26%] text-start">
            {words.columns.email}
          </th>
          <th scope="col" className="w-40 text-start">
            {words.columns.availability}
          </th>
          <th scope="col" className="w-[20%] text-start">
            {words.columns.account}
          </th>
          <th scope="col" className="w-10">
            <span className="sr-only">{words.columns.menu}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row) => (
          <Row key={row.contact.id} base={base} row={row} may={may} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  base,
  row: { contact, account },
  may,
}: {
  base: string;
  row: ContactRow;
  may: { invite: boolean; change: boolean };
}) {
  const { state, word } = availabilityOf(contact);
  const href = `${base}/contacts/${contact.id}`;
  return (
    <tr className="relative border-b border-line hover:bg-sunken focus-within:bg-sunken max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto_44px] max-lg:items-center max-lg:gap-x-3 max-lg:py-2 lg:h-10 [&>td]:p-0">
      <td className="truncate lg:pe-4! max-lg:col-start-1 max-lg:row-start-1">
        <Link href={href} className="block truncate font-medium outline-offset-4 after:absolute after:inset-0">
          {contact.name}
        </Link>
      </td>
      <td className="text-ink-muted max-lg:hidden">{words.types[contact.type]}</td>
      <td className="truncate text-ink-muted lg:pe-4! lg:text-ink max-lg:col-start-1 max-lg:row-start-2">
        {contact.email ?? <span className="text-ink-muted">{words.noEmail}</span>}
      </td>
      <td className="max-lg:col-start-2 max-lg:row-start-1 max-lg:text-end">
        <Status state={state} className="align-middle">
          {word}
        </Status>
      </td>
      <td className="truncate lg:pe-4! max-lg:col-start-2 max-lg:row-start-2 max-lg:max-w-40 max-lg:text-end">
        {account?.href ? (
          <Link
            href={account.href}
            aria-label={words.opens(account.name)}
            className="relative z-10 underline underline-offset-2"
          >
            {account.name}
          </Link>
        ) : account ? (
          account.name
        ) : (
          <span className="text-ink-muted lg:hidden">{words.types[contact.type]}</span>
        )}
      </td>
      <td className="max-lg:col-start-3 max-lg:row-span-2 max-lg:row-start-1">
        <ContactMenu
          name={contact.name}
          href={href}
          invite={may.invite && isInvitable(contact) ? `${base}/invitations/new?contact=${contact.id}` : null}
          change={may.change}
        />
      </td>
    </tr>
  );
}
