import type { Metadata } from "next";
import { InviteForm } from "@/components/console/invite-form";
import { PageHeader } from "@/components/console/page-header";
import { SuspendedNotice } from "@/components/console/suspended-notice";
import { readInvitable } from "@/lib/console/contact";
import { linkDays } from "@/lib/console/invite-form";
import { previewInvite } from "@/lib/console/preview";
import { env } from "@/lib/env";
import { consoleWords } from "@/lib/i18n/console/words";
import { log } from "@/lib/log";
import { openConsole } from "../../gate";
import { inviteAction } from "./actions";

const words = consoleWords().invite;
const frame = consoleWords().frame;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function InvitePage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const query = await searchParams;
  const wanted = typeof query.contact === "string" ? query.contact : undefined;
  const { actor, account, status, permissions, role, id, base } = await openConsole(
    accountId,
    `/invitations/new${wanted ? `?contact=${encodeURIComponent(wanted)}` : query.type === "user" ? "?type=user" : ""}`,
  );
  const may = {
    business: permissions.has("accounts:create"),
    user: permissions.has("invitations:create"),
    admin: role === "owner" || role === "admin",
  };
  if (!may.business && !may.user) {
    return <PageHeader title={frame.notYours.title} lead={frame.notYours.lead(account.name)} />;
  }
  if (status !== "active") {
    return (
      <>
        <PageHeader title={words.title} />
        {status === "suspended" ? (
          <SuspendedNotice name={account.name} />
        ) : (
          <p className="mt-4">{words.notActive(account.name)}</p>
        )}
      </>
    );
  }
  const contact = wanted && may.business ? await readInvitable(actor, id, wanted) : null;
  const type = (query.type === "user" || !may.business) && may.user && contact === null ? "user" : "business";
  const preview = await previewInvite(actor, id, {
    type,
    business: contact?.name ?? "",
    email: contact?.email ?? "",
    firstName: "",
    lastName: "",
    message: "",
  }).catch((error: unknown) => {
    // Inviting works without the picture of the mail.
    log.error("A preview could not be drawn", { error: String(error) });
    return null;
  });
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        back={{ href: `${base}/invitations`, label: frame.invitations }}
      />
      <div className="mt-6">
        <InviteForm
          base={base}
          account={{ id: id.toHexString(), name: account.name }}
          start={{
            type,
            contact: contact ? { id: contact.id, name: contact.name, email: contact.email } : null,
            may,
            defaultDays: env().inviteTtlDays,
          }}
          preview={preview}
          linkDays={linkDays(env().inviteTtlDays)}
          action={inviteAction}
        />
      </div>
    </>
  );
}
