import { BookUser, Building2, FileUp, History, Inbox, LayoutDashboard, Send, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import { consoleWords } from "@/lib/i18n/console/words";
import { AccountSwitcher, type SwitcherAccount } from "./account-switcher";
import { FindButton } from "./find-button";
import { PlaceLink } from "./rail-link";
import { Shortcuts } from "./shortcuts";
import { type Theme, UserMenu } from "./user-menu";

const words = consoleWords().frame;
const IN_BAR = 4;

export interface FrameProps {
  current: { id: string; name: string };
  /** Those to switch between; `more` where these are not all. */
  accounts: SwitcherAccount[];
  more: boolean;
  email: string;
  theme: Theme;
  /** What the user may reach here; a place one may not open is not shown. */
  may: {
    invitations: boolean;
    invite: boolean;
    bulk: boolean;
    accounts: boolean;
    people: boolean;
    contacts: boolean;
    activity: boolean;
    mailbox: boolean;
  };
  setTheme: (theme: Theme) => Promise<void>;
  signOut: () => Promise<void>;
  children: ReactNode;
}

/** Rail and content; on a phone a bar above with the account and one below with the places. */
export function ConsoleFrame({ current, accounts, more, email, theme, may, setTheme, signOut, children }: FrameProps) {
  const base = `/a/${current.id}`;
  const icon = { "aria-hidden": true, size: 16, strokeWidth: 1.5 } as const;
  const place = (path: string, label: string, symbol: ReactNode, show: boolean) => ({
    href: `${base}${path}`,
    label,
    exact: path === "",
    icon: symbol,
    show,
  });
  const places = [
    place("", words.overview, <LayoutDashboard {...icon} />, true),
    place("/invitations", words.invitations, <Send {...icon} />, may.invitations),
    place("/bulk", words.bulk, <FileUp {...icon} />, may.bulk),
    place("/accounts", words.accountsPlace, <Building2 {...icon} />, may.accounts),
    place("/people", words.people, <Users {...icon} />, may.people),
    place("/contacts", words.contacts, <BookUser {...icon} />, may.contacts),
    place("/activity", words.activity, <History {...icon} />, may.activity),
    place("/settings", words.settings, <Settings {...icon} />, true),
  ].filter(({ show }) => show);
  // A phone's bar has room for four; the others are under More.
  const inBar = places.slice(0, IN_BAR);
  const further = places.slice(IN_BAR).map(({ href, label }) => ({ href, label }));
  const menu = { email, theme, current, accounts, more, mailbox: may.mailbox, setTheme, signOut };
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
            <AccountSwitcher current={current} accounts={accounts} more={more} />
          </div>
          <FindButton variant="top" />
        </header>
        <aside className="sticky top-0 hidden h-dvh flex-col gap-1 border-e border-line bg-sunken p-3 md:flex">
          <div className="mb-3">
            <AccountSwitcher current={current} accounts={accounts} more={more} />
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
          {inBar.map((place) => (
            <PlaceLink key={place.href} href={place.href} exact={place.exact} icon={place.icon} variant="bar">
              {place.label}
            </PlaceLink>
          ))}
          <UserMenu variant="bar" further={further} {...menu} />
        </nav>
      </div>
    </Shortcuts>
  );
}
