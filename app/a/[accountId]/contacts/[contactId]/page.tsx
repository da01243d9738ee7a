import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Status } from "@/components/arch";
import { ContactFacts } from "@/components/console/contact-facts";
import { DeleteContact, EditContact } from "@/components/console/contact-form";
import { availabilityOf, isInvitable } from "@/components/console/contact-words";
import { PageHeader, Section } from "@/components/console/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { UserActor } from "@/lib/auth/actor";
import { type ContactDetail, readContact } from "@/lib/console/contacts";
import { contactTexts } from "@/lib/contacts/schema";
import { parseId } from "@/lib/db/ids";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";
import { changeAction, deleteAction } from "../actions";

const words = consoleWords().contacts;

interface Props {
  params: Promise<{ accountId: string; contactId: string }>;
}

type Console = Awaited<ReturnType<typeof openConsole>>;

export const metadata: Metadata = { title: words.title };

export default async function ContactPage({ params }: Props) {
  const { accountId, contactId } = await params;
  const { actor, account, status, permissions, id, base } = await openConsole(accountId, `/contacts/${contactId}`);
  if (!permissions.has("contacts:manage")) {
    return <PageHeader title={words.notYours.title} lead={words.notYours.lead(account.name)} />;
  }
  const detail = await read(actor, id, contactId);
  const { contact, became, invitation } = detail;
  const { state, word } = availabilityOf(contact);
  const mayOpen = permissions.has("accounts:create");
  const mayInvite = status === "active" && mayOpen && isInvitable(contact);
  const accountHref = became && mayOpen ? `${base}/accounts/${became.id}` : null;
  const invitationHref = invitation ? `${base}/invitations/${invitation}` : null;
  const suspended = status === "suspended";
  const bound = [id.toHexString(), contact.id] as const;
  return (
    <>
      <PageHeader
        title={contact.name}
        back={{ href: `${base}/contacts`, label: words.title }}
        lead={<Status state={state}>{word}</Status>}
        action={
          mayInvite ? (
            <ButtonLink href={`${base}/invitations/new?contact=${contact.id}`} variant="door">
              {words.invite}
            </ButtonLink>
          ) : null
        }
      />
      <p className="mt-3 max-w-[68ch]">
        {told(detail)}{" "}
        <Ways invitation={invitationHref} account={contact.availability === "available" ? null : accountHref} />
      </p>
      {suspended ? (
        <Notice tone="waiting" state="barred" className="mt-4">
          {words.suspended(account.name)}
        </Notice>
      ) : null}
      <div className="mt-8 grid gap-x-12 gap-y-8 md:grid-cols-[minmax(0,1fr)_minmax(240px,320px)]">
        {suspended ? null : (
          <EditContact
            base={base}
            version={contact.version}
            texts={contactTexts(contact)}
            held={{ email: invitationHref, type: contact.availability !== "available" }}
            main={!mayInvite}
            mayInvite={status === "active" && mayOpen}
            action={changeAction.bind(null, ...bound)}
          />
        )}
        <ContactFacts
          contact={contact}
          account={became ? { name: became.name, href: accountHref } : null}
          whole={suspended}
        />
      </div>
      {suspended ? null : (
        <div id="delete" className="scroll-mt-16">
          <Section title={words.one.remove}>
            <div className="pt-4">
              {contact.availability === "available" ? (
                <DeleteContact
                  base={base}
                  question={(became ? words.remove.questionLapsed : words.remove.question)(contact.name)}
                  action={deleteAction.bind(null, ...bound)}
                />
              ) : (
                <p className="max-w-[68ch]">
                  {words.remove.not[contact.availability](contact.name)}{" "}
                  <Ways invitation={invitationHref} account={accountHref} />
                </p>
              )}
            </div>
          </Section>
        </div>
      )}
    </>
  );
}

/** The way to what stands there: the open invitation before the account. */
function Ways({ invitation, account }: { invitation: string | null; account: string | null }) {
  const href = invitation ?? account;
  if (!href) return null;
  return (
    <Link href={href} className="underline underline-offset-2">
      {invitation ? words.inTheWay.invitation : words.inTheWay.account}
    </Link>
  );
}

/** The availability in a sentence. */
function told({ contact, became }: ContactDetail): string {
  const { told: say } = words.one;
  if (contact.availability !== "available") return say[contact.availability](contact.name);
  if (contact.email === null) return say.noEmail(contact.name);
  return (became ? say.lapsed : say.available)(contact.name);
}

async function read(actor: UserActor, accountId: Console["id"], contactId: string): Promise<ContactDetail> {
  const id = parseId(contactId);
  if (id === null) notFound();
  try {
    return (await readContact(actor, accountId, id)) ?? notFound();
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
