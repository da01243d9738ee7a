import type { Metadata } from "next";
import { OwnerAddress } from "@/components/console/owner-address";
import { OwnerForm } from "@/components/console/owner-form";
import { Section } from "@/components/console/page-header";
import { pageAbove, SettingsNotActive, SettingsNotYours, SettingsPart } from "@/components/console/settings-part";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { ownerTexts, zoneGroups } from "@/lib/console/owner-form";
import { consoleWords } from "@/lib/i18n/console/words";
import { fullName } from "@/lib/text";
import { readOwnerInfo } from "@/lib/users/read-owner";
import { openConsole } from "../../gate";
import { changeAddressAction, changeOwnerAction, withdrawAddressAction } from "./actions";

const words = consoleWords().settings.owner;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
}

export default async function OwnerPage({ params }: Props) {
  const { accountId } = await params;
  const { actor, account, status, permissions, id } = await openConsole(accountId, "/settings/owner");
  if (!permissions.has("owner:update")) return <SettingsNotYours account={account.name} />;
  if (status !== "active") {
    return (
      <SettingsPart title={words.title}>
        <SettingsNotActive name={account.name} status={status} href={pageAbove(account)} />
      </SettingsPart>
    );
  }
  const { inPerson, version, owner, shared, pending, undo, ...info } = await readOwnerInfo(actor, id);
  const name = fullName(owner) || owner.email;
  const texts = ownerTexts({ owner, ...info });
  return (
    <SettingsPart title={words.title} lead={inPerson ? words.inPerson(account.name) : words.above(name, account.name)}>
      <OwnerForm
        version={version}
        texts={texts}
        zones={zoneGroups(owner.timezone)}
        inPerson={inPerson}
        fixed={shared && !inPerson ? words.shared(name) : null}
        action={changeOwnerAction.bind(null, accountId)}
      />
      <Section title={words.email.title}>
        <p className="mt-4 max-w-[68ch] wrap-anywhere">
          {inPerson ? words.email.signIn(owner.email) : words.email.signInAbove(name, owner.email)}
        </p>
        {undo ? (
          <Notice tone="plain" className="mt-4 max-w-[68ch]">
            {words.undo(undo.email)} <RelativeTime at={undo.until} />.
          </Notice>
        ) : null}
        {shared && !inPerson ? null : (
          <>
            <p className={`${undo ? "mt-4" : "mt-1"} max-w-[68ch] text-ink-muted`}>
              {inPerson ? words.email.lead : words.email.leadAbove(name)}
            </p>
            <OwnerAddress
              pending={pending && { ...pending, mine: inPerson && !pending.consentNeeded }}
              owner={inPerson ? null : name}
              email={owner.email}
              change={changeAddressAction.bind(null, accountId)}
              withdraw={withdrawAddressAction.bind(null, accountId)}
            />
          </>
        )}
      </Section>
    </SettingsPart>
  );
}
