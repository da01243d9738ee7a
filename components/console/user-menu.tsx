"use client";

import { Ellipsis, UserRound } from "lucide-react";
import { startTransition, useOptimistic } from "react";
import { consoleWords } from "@/lib/i18n/console/words";
import { AccountSwitcherItems, type SwitcherAccount } from "./account-switcher";
import { Menu, MenuAction, MenuChoice, MenuLabel, MenuLine, MenuLink } from "./menu";

const words = consoleWords().frame;

export type Theme = "system" | "light" | "dark";

/** The theme as it is and will be, and how one leaves. In the rail by address; in the phone's bar as “More”. */
export function UserMenu({
  variant,
  email,
  theme,
  current,
  accounts,
  more,
  mailbox,
  further = [],
  setTheme,
  signOut,
}: {
  variant: "rail" | "bar";
  email: string;
  theme: Theme;
  current: { id: string; name: string };
  accounts: SwitcherAccount[];
  more: boolean;
  mailbox: boolean;
  /** Places that have no room in a phone's bar. */
  further?: { href: string; label: string }[];
  setTheme: (theme: Theme) => Promise<void>;
  signOut: () => Promise<void>;
}) {
  const [chosen, choose] = useOptimistic(theme);
  const change = (value: string) =>
    startTransition(async () => {
      const next = value === "light" || value === "dark" ? value : "system";
      choose(next);
      paint(next);
      await setTheme(next);
    });
  return (
    <Menu
      label={words.more}
      side="top"
      align={variant === "bar" ? "end" : "start"}
      trigger={
        variant === "rail" ? (
          <button
            type="button"
            aria-label={words.signedInAs(email)}
            className="flex h-9 w-full min-w-0 items-center gap-3 rounded-md px-3 text-start text-ink-muted hover:bg-line/60 hover:text-ink"
          >
            <UserRound aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0" />
            <span className="min-w-0 flex-1 truncate">{email}</span>
          </button>
        ) : (
          <button
            type="button"
            className="flex h-14 w-full min-w-0 flex-col items-center justify-center gap-1 text-12 text-ink-muted"
          >
            <Ellipsis aria-hidden="true" size={16} strokeWidth={1.5} />
            {words.more}
          </button>
        )
      }
    >
      <MenuLabel>
        <span className="block truncate">{words.signedInAs(email)}</span>
      </MenuLabel>
      {further.length > 0 ? (
        <>
          <MenuLine />
          {further.map(({ href, label }) => (
            <MenuLink key={href} href={href}>
              {label}
            </MenuLink>
          ))}
        </>
      ) : null}
      {variant === "bar" && accounts.length > 1 ? (
        <>
          <MenuLine />
          <AccountSwitcherItems current={current} accounts={accounts} more={more} />
        </>
      ) : null}
      <MenuLine />
      <MenuChoice
        label={words.theme}
        value={chosen}
        options={(["system", "light", "dark"] as const).map((value) => ({ value, label: words.themes[value] }))}
        onChange={change}
      />
      <MenuLine />
      {variant === "bar" && mailbox ? <MenuLink href="/mailbox">{words.mailbox}</MenuLink> : null}
      <MenuAction onSelect={() => startTransition(() => signOut())}>{words.signOut}</MenuAction>
    </Menu>
  );
}

/** At once, rather than when the server has answered. */
function paint(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
