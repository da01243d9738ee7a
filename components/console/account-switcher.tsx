"use client";

import { ChevronsUpDown } from "lucide-react";
import { consoleWords } from "@/lib/i18n/console/words";
import { Menu, MenuLabel, MenuLink, Tick } from "./menu";

const words = consoleWords().frame;

export interface SwitcherAccount {
  id: string;
  name: string;
}

/** Which account is open, and the others one can open instead. */
export function AccountSwitcher({ current, accounts }: { current: SwitcherAccount; accounts: SwitcherAccount[] }) {
  const alone = accounts.every((account) => account.id === current.id);
  if (alone) return <span className="block truncate px-3 py-2 font-medium">{current.name}</span>;
  return (
    <Menu
      label={words.accounts}
      width="w-64"
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
      <AccountSwitcherItems accounts={accounts} currentId={current.id} />
    </Menu>
  );
}

export function AccountSwitcherItems({ accounts, currentId }: { accounts: SwitcherAccount[]; currentId: string }) {
  return (
    <>
      <MenuLabel>{words.accounts}</MenuLabel>
      {accounts.map((account) => (
        <MenuLink key={account.id} href={`/a/${account.id}`}>
          <span className="min-w-0 flex-1 truncate">{account.name}</span>
          {account.id === currentId ? (
            <span className="flex items-center">
              <Tick />
              <span className="sr-only">{words.current}</span>
            </span>
          ) : null}
        </MenuLink>
      ))}
    </>
  );
}
