import { Inbox, LayoutDashboard, Send } from "lucide-react";
import type { ReactNode } from "react";
import { consoleWords } from "@/lib/i18n/console/words";
import { AccountSwitcher, type SwitcherAccount } from "./account-switcher";
import { FindButton } from "./find-button";
import { PlaceLink } from "./rail-link";
import { Shortcuts } from "./shortcuts";
import { type Theme, UserMenu } from "./user-menu";

const words = consoleWords().frame;

export interface FrameProps {
  current: SwitcherAccount;
  accounts: SwitcherAccount[];
  email: string;
  theme: Theme;
  /** What the user may reach here; a place one may not open is not shown. */
  may: { invitations: boolean; invite: boolean; mailbox: boolean };
  setTheme: (theme: Theme) => Promise<void>;
  signOut: () => Promise<void>;
  children: ReactNode;
}

/** Rail and content; on a phone a bar above with the account and one below with the places. */
export function ConsoleFrame({ current, accounts, email, theme, may, setTheme, signOut, children }: FrameProps) {
  const base = `/a/${current.id}`;
  const icon = { "aria-hidden": true, size: 16, strokeWidth: 1.5 } as const;
  const places = [
    { href: base, label: words.overview, exact: true, icon: <LayoutDashboard {...icon} />, show: true },
    {
      href: `${base}/invitations`,
      label: words.invitations,
      exact: false,
      icon: <Send {...icon} />,
      show: may.invitations,
    },
  ].filter((place) => place.show);
  const menu = { email, theme, accounts, currentId: current.id, mailbox: may.mailbox, setTheme, signOut };
  return (
    <Shortcuts
      base={base}
      canInvite={may.invite}
      places={[
        ...places.map(({ href, label }) => ({ href, label })),
        ...(may.mailbox ? [{ href: "/mailbox", label: words.mailbox }] : []),
      ]}
    >
      <a
        href="#page"
        className="sr-only z-50 rounded-md bg-surface px-4 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {words.skip}
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[220px_minmax(0,1fr)]">
        <header className="sticky top-0 z-20 flex h-12 items-center justify-between gap-2 border-b border-line bg-paper px-1 md:hidden">
          <div className="min-w-0">
            <AccountSwitcher current={current} accounts={accounts} />
          </div>
          <FindButton variant="top" />
        </header>
        <aside className="sticky top-0 hidden h-dvh flex-col gap-1 border-e border-line bg-sunken p-3 md:flex">
          <div className="mb-3">
            <AccountSwitcher current={current} accounts={accounts} />
          </div>
          <FindButton variant="rail" />
          <nav aria-label={words.places} className="mt-1 flex flex-1 flex-col gap-1">
            {places.map((place) => (
              <PlaceLink key={place.href} href={place.href} exact={place.exact} icon={place.icon} variant="rail">
                {place.label}
              </PlaceLink>
            ))}
          </nav>
          {may.mailbox ? (
            <PlaceLink href="/mailbox" icon={<Inbox {...icon} />} variant="rail">
              {words.mailbox}
            </PlaceLink>
          ) : null}
          <UserMenu variant="rail" {...menu} />
        </aside>
        <main id="page" tabIndex={-1} className="min-w-0 px-4 pt-6 pb-24 md:px-10 md:pt-8 md:pb-16">
          <div className="max-w-[1120px]">{children}</div>
        </main>
        <nav
          aria-label={words.places}
          className="fixed inset-x-0 bottom-0 z-20 grid auto-cols-fr grid-flow-col border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
        >
          {places.map((place) => (
            <PlaceLink key={place.href} href={place.href} exact={place.exact} icon={place.icon} variant="bar">
              {place.label}
            </PlaceLink>
          ))}
          <UserMenu variant="bar" {...menu} />
        </nav>
      </div>
    </Shortcuts>
  );
}
