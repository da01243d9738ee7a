import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { mayReadMailbox } from "@/app/mailbox/reader";
import { AccountPath } from "@/components/console/account-path";
import type { SwitcherAccount } from "@/components/console/account-switcher";
import { ConsoleFrame } from "@/components/console/frame";
import { accountNameFor, listOwnAccounts } from "@/lib/console/accounts";
import { readAbove } from "@/lib/console/accounts-path";
import { consoleWords } from "@/lib/i18n/console/words";
import { setThemeAction, signOutAction } from "./actions";
import { enter } from "./gate";

/**
 * The frame round every page of an account. Who may not see the account gets the page's own answer without a frame:
 * redirects and 404s are for the page to give, which knows its address.
 */
export default async function ConsoleLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ accountId: string }>;
}) {
  const { accountId } = await params;
  const entry = await enter(accountId);
  if (entry.kind === "signed-out" || entry.kind === "missing") {
    return <main className="px-4 py-6 md:px-10">{children}</main>;
  }
  const [own, jar, mailbox, above] = await Promise.all([
    listOwnAccounts(entry.actor),
    cookies(),
    mayReadMailbox(entry.actor),
    entry.kind === "open" ? readAbove(entry.actor, entry.access.account) : [],
  ]);
  const chosen = jar.get("foyer_theme")?.value;
  const id = entry.kind === "open" ? entry.access.account._id.toHexString() : accountId.toLowerCase();
  const name = entry.kind === "open" ? entry.access.account.name : await accountNameFor(entry.actor, id);
  const status = entry.kind === "open" ? entry.access.status : "suspended";
  const role = entry.actor.memberships.find(({ account }) => account.toHexString() === id)?.role ?? null;
  const permissions = entry.kind === "open" ? entry.access.permissions : new Set<string>();
  return (
    <ConsoleFrame
      current={{ id, name }}
      accounts={withCurrent(own.accounts, { id, name, role, status })}
      more={own.nextCursor !== null}
      email={entry.actor.email}
      theme={chosen === "light" || chosen === "dark" ? chosen : "system"}
      may={{
        invitations: permissions.has("invitations:read"),
        invite: permissions.has("invitations:create") || permissions.has("accounts:create"),
        bulk: permissions.has("invitations:read"),
        accounts: permissions.has("accounts:create"),
        people: permissions.has("members:manage"),
        contacts: permissions.has("contacts:manage"),
        activity: permissions.has("events:read"),
        mailbox,
      }}
      setTheme={setThemeAction}
      signOut={signOutAction}
    >
      <AccountPath
        label={consoleWords().frame.accountPath}
        steps={above.map((step) => ({ ...step, href: `/a/${step.id}` }))}
      />
      {children}
    </ConsoleFrame>
  );
}

/** An account reached from one above is none of the user's own, but it is the one that is open. */
function withCurrent(own: SwitcherAccount[], current: SwitcherAccount): SwitcherAccount[] {
  return own.some(({ id }) => id === current.id) ? own : [current, ...own];
}
