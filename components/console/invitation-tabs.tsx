"use client";

import clsx from "clsx";
import Link, { useLinkStatus } from "next/link";

export interface TabItem {
  href: string;
  label: string;
  count: string;
  here: boolean;
}

export function InvitationTabs({ label, tabs }: { label: string; tabs: TabItem[] }) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] md:mx-0 md:px-0">
      <ul className="flex min-w-max gap-5 border-b border-line">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.here ? "page" : undefined}
              className={clsx(
                "-mb-px flex h-10 items-center gap-2 border-b-2",
                tab.here ? "border-ink font-medium" : "border-transparent text-ink-muted hover:text-ink",
              )}
            >
              <TabText tab={tab} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function TabText({ tab }: { tab: TabItem }) {
  const { pending } = useLinkStatus();
  return (
    <>
      <span className={clsx(pending && "animate-pulse")}>{tab.label}</span>
      <span className="font-normal text-ink-muted">{tab.count}</span>
    </>
  );
}
