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

/** Instead of a form, where the account cannot be changed: why, and the way on. */
export function SettingsNotActive({
  name,
  status,
  base,
}: {
  name: string;
  status: "invited" | "lapsed" | "suspended";
  base: string;
}) {
  const words = consoleWords().settings.notActive;
  const way =
    status === "suspended"
      ? { href: `${base}`, label: words.toAccount }
      : { href: `${base}/invitations`, label: words.toInvitations };
  return (
    <>
      <Notice tone="waiting" className="mt-4 max-w-[68ch]">
        {words[status](name)}
      </Notice>
      <p className="mt-4">
        <ButtonLink href={way.href}>{way.label}</ButtonLink>
      </p>
    </>
  );
}
