import type { Metadata } from "next";
import { PageHeader, Section } from "@/components/console/page-header";
import { PermissionList } from "@/components/console/people-roles";
import { SuspendedNotice } from "@/components/console/suspended-notice";
import { ButtonLink } from "@/components/ui/button";
import { PlainForm } from "@/components/ui/plain-form";
import { RelativeTime } from "@/components/ui/relative-time";
import { readOffer } from "@/lib/accounts/transfer-read";
import { ROLE_PERMISSIONS } from "@/lib/auth/permissions";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";
import { acceptAction, declineAction } from "../actions";

const words = consoleWords().people.ownership;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where the mail about an offer leads: for the person offered, whatever their role. */
export default async function OwnershipPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const { now } = await searchParams;
  const { actor, account, status, id, base } = await openConsole(accountId, "/people/ownership");
  const offer = await readOffer(actor, id);
  if (!offer?.mine) {
    const told = now === "declined" ? words.declined : words.none;
    return (
      <PageHeader
        title={told.title}
        lead={told.lead(account.name)}
        action={<ButtonLink href={base}>{words.on(account.name)}</ButtonLink>}
      />
    );
  }
  return (
    <>
      <PageHeader
        title={words.heading(offer.by, account.name)}
        lead={
          <>
            {words.lead} <RelativeTime at={offer.expiresAt} />.
          </>
        }
      />
      <Section title={words.take}>
        <div className="max-w-[68ch]">
          <p className="mt-4">
            {words.becomes(account.name)} {words.below}
          </p>
          <PermissionList permissions={[...ROLE_PERMISSIONS.owner]} />
          <p className="mt-4">
            {words.former(offer.owner.name)} {words.contact}
          </p>
        </div>
      </Section>
      {status === "suspended" ? (
        <SuspendedNotice name={account.name} />
      ) : (
        <div className="mt-6 flex max-w-[440px] flex-col gap-5">
          <PlainForm
            action={acceptAction.bind(null, accountId)}
            submit={words.accept(account.name)}
            working={words.accepting}
          />
          <PlainForm
            action={declineAction.bind(null, accountId)}
            submit={words.decline}
            working={words.declining}
            look="link"
          />
        </div>
      )}
    </>
  );
}
