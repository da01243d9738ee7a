"use client";

import { ChevronsUpDown } from "lucide-react";
import { Arch } from "@/components/arch";
import type { AccountView } from "@/lib/accounts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { accountStatus } from "./account-words";
import { Menu, MenuLabel, MenuLine, MenuLink, Tick } from "./menu";

const words = consoleWords().frame;
const { roles } = consoleWords().accounts;

export interface SwitcherAccount {
  id: string;
  name: string;
  /** Null for an account reached from one above. */
  role: keyof typeof roles | null;
  status: AccountView["status"];
}

interface Choice {
  current: { id: string; name: string };
  accounts: SwitcherAccount[];
  /** There are more than those listed. */
  more: boolean;
}

/** Which account is open, and the others one can open instead. */
export function AccountSwitcher({ current, accounts, more }: Choice) {
  const alone = accounts.every((account) => account.id === current.id);
  if (alone) return <span className="block truncate px-3 py-2 font-medium">{current.name}</span>;
  return (
    <>
      <Menu
        label={words.accounts}
        width="w-72"
        trigger={
          <button
            type="button"
            aria-label={`${words.switchAccount}: ${current.name}`}
            className="flex h-9 w-full min-w-0 items-center gap-2 rounded-md px-3 text-start font-medium hover:bg-line/60"
          >
            <span className="min-w-0 flex-1 truncate">{current.name}</span>
            <ChevronsUpDown aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-ink-muted" />
          </button>
        }
      >
        <AccountSwitcherItems current={current} accounts={accounts} more={more} />
      </Menu>
      <noscript>
        <a href={switchHref(current.id)} className="block px-3 py-1 text-ink-muted underline underline-offset-2">
          {words.switchAccount}
        </a>
      </noscript>
    </>
  );
}

export function AccountSwitcherItems({ current, accounts, more }: Choice) {
  return (
    <>
      <MenuLabel>{words.accounts}</MenuLabel>
      {accounts.map((account) => (
        <MenuLink key={account.id} href={`/a/${account.id}`}>
          <span className="min-w-0 flex-1 truncate">{account.name}</span>
          <Standing account={account} />
          {account.id === current.id ? (
            <span className="flex shrink-0 items-center">
              <Tick />
              <span className="sr-only">{words.current}</span>
            </span>
          ) : null}
        </MenuLink>
      ))}
      {more ? (
        <>
          <MenuLine />
          <MenuLink href={switchHref(current.id)}>{words.findAnother}</MenuLink>
        </>
      ) : null}
    </>
  );
}

/** One's role; where it is suspended, that. */
function Standing({ account: { role, status } }: { account: SwitcherAccount }) {
  const { state, word } = accountStatus(status);
  if (status === "suspended") {
    return (
      <span className="flex shrink-0 items-center gap-1 text-12 text-ink-muted">
        <Arch state={state} />
        {word}
      </span>
    );
  }
  return role ? <span className="shrink-0 text-12 text-ink-muted">{roles[role]}</span> : null;
}

function switchHref(accountId: string): string {
  return `/a/${accountId}/switch`;
}
