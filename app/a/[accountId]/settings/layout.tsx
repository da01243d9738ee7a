import type { ReactNode } from "react";
import { PageHeader } from "@/components/console/page-header";
import { SettingsPlaces } from "@/components/console/settings-places";
import { consoleWords } from "@/lib/i18n/console/words";
import { enter } from "../gate";

const words = consoleWords().settings;

/** Title and places round every page of the settings; whoever may not be here gets the page's own answer. */
export default async function SettingsLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ accountId: string }>;
}) {
  const { accountId } = await params;
  const entry = await enter(accountId);
  if (entry.kind !== "open") return children;
  const { account, permissions } = entry.access;
  const base = `/a/${account._id.toHexString()}/settings`;
  const places = [
    { href: base, label: words.places.account, show: permissions.has("owner:update") },
    { href: `${base}/owner`, label: words.places.owner, show: permissions.has("owner:update") },
    { href: `${base}/branding`, label: words.places.branding, show: permissions.has("branding:update") },
    { href: `${base}/mails`, label: words.places.mails, show: permissions.has("branding:update") },
    { href: `${base}/delivery`, label: words.places.delivery, show: permissions.has("invitations:read") },
    { href: `${base}/keys`, label: words.places.keys, show: permissions.has("api_keys:manage") },
    { href: `${base}/security`, label: words.places.security, show: true },
  ].filter(({ show }) => show);
  return (
    <>
      <PageHeader title={words.title} lead={words.lead(account.name)} />
      <div className="mt-6">
        <SettingsPlaces label={words.places.label} places={places.map(({ href, label }) => ({ href, label }))} />
      </div>
      {children}
    </>
  );
}
