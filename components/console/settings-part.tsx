import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { consoleWords } from "@/lib/i18n/console/words";

/** One of the settings' pages, below their title and places: the place that is marked there names it to the eye. */
export function SettingsPart({
  title,
  lead,
  aside,
  named = false,
  children,
}: {
  title: string;
  /** Shows the title, where it says more than its place does. */
  named?: boolean;
  lead?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className="mt-6">
      <h2 className={named ? "text-16 font-medium" : "sr-only"}>{title}</h2>
      {lead ? <p className="mt-1 max-w-[68ch] text-ink-muted">{lead}</p> : null}
      {aside ? <p className="mt-1">{aside}</p> : null}
      {children}
    </section>
  );
}

/** For whoever typed the address of a part that is the owner's. */
export function SettingsNotYours({ account }: { account: string }) {
  const words = consoleWords().settings.notYours;
  return <SettingsPart named title={words.title} lead={words.lead(account)} />;
}

/** Instead of a form, where the account cannot be changed: why, and the way to where that can be mended. */
export function SettingsNotActive({
  name,
  status,
  href,
}: {
  name: string;
  status: "invited" | "lapsed" | "suspended";
  /** The account's page, in the account above. */
  href: string;
}) {
  const words = consoleWords().settings.notActive;
  return (
    <>
      <Notice tone="waiting" className="mt-4 max-w-[68ch]">
        {words[status](name)}
      </Notice>
      <p className="mt-4">
        <ButtonLink href={href}>{words.open(name)}</ButtonLink>
      </p>
    </>
  );
}

/** Whoever sees an account that is not open comes from above, where it can be invited again or let go on. */
export function pageAbove(account: { _id: Id; parent: Id | null }): string {
  const id = account._id.toHexString();
  return account.parent ? `/a/${account.parent.toHexString()}/accounts/${id}` : `/a/${id}`;
}

interface Id {
  toHexString(): string;
}
