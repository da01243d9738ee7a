import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AccountView } from "@/lib/accounts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { ownerName } from "./account-words";
import { Fact } from "./facts";

const words = consoleWords().accounts;

interface Linked {
  name: string;
  /** Null where there is nothing to see. */
  href: string | null;
}

/** What is to be known of an account; each number leads to what it counts. */
export function AccountFacts({
  account,
  openedAt,
  contact,
  people,
  below,
}: {
  account: AccountView;
  openedAt: string | null;
  contact: Linked | null;
  people: Linked;
  below: Linked;
}) {
  const owner = ownerName(account);
  return (
    <dl className="grid max-w-[560px] grid-cols-[88px_minmax(0,1fr)] gap-x-4 gap-y-2 pt-4">
      <Fact name={words.one.owner}>
        {account.owner === null || owner === null ? (
          words.nobody
        ) : (
          <>
            {owner}
            {owner === account.owner.email ? null : (
              <span className="block text-ink-muted wrap-anywhere">{account.owner.email}</span>
            )}
            {account.owner.status === "invited" ? (
              <span className="block text-ink-muted">{words.one.invitedOwner}</span>
            ) : null}
          </>
        )}
      </Fact>
      <Fact name={openedAt ? words.one.opened : words.one.invitedAt}>
        <RelativeTime at={openedAt ?? account.createdAt} />
      </Fact>
      {contact ? (
        <Fact name={words.one.contact}>
          <Leading to={contact} />
        </Fact>
      ) : null}
      <Fact name={words.one.people}>
        <Leading to={people} />
      </Fact>
      <Fact name={words.one.below}>
        <Leading to={below} />
      </Fact>
      <Fact name={words.one.id}>
        <code className="font-mono text-12 text-ink-muted">{account.id}</code>
      </Fact>
    </dl>
  );
}

function Leading({ to: { name, href } }: { to: Linked }) {
  if (href === null) return name;
  return (
    <Link href={href} className="underline decoration-field-line underline-offset-4 hover:decoration-current">
      {name}
    </Link>
  );
}
