import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ContactView } from "@/lib/contacts/schema";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().contacts;

/** What is to be known of a contact beside its form; `whole` where there is no form. */
export function ContactFacts({
  contact,
  account,
  whole,
}: {
  contact: ContactView;
  account: { name: string; href: string | null } | null;
  whole: boolean;
}) {
  const { form } = words;
  const person = `${contact.firstName} ${contact.lastName}`.trim();
  return (
    <dl className="grid grid-cols-[88px_minmax(0,1fr)] content-start gap-x-4 gap-y-2 border-t border-line pt-4 md:border-t-0 md:border-s md:ps-6 md:pt-0">
      {whole || contact.availability !== "available" ? (
        <Fact name={words.columns.type}>{words.types[contact.type]}</Fact>
      ) : null}
      {whole ? (
        <>
          {contact.type === "business" && person ? <Fact name={form.writeTo}>{person}</Fact> : null}
          <Fact name={form.email}>{contact.email ?? words.noEmail}</Fact>
          {contact.phone ? <Fact name={form.phone}>{contact.phone}</Fact> : null}
          {contact.website ? <Fact name={form.website}>{contact.website}</Fact> : null}
          {contact.address ? <Fact name={form.address}>{inOneLine(contact.address)}</Fact> : null}
        </>
      ) : null}
      {account ? (
        <Fact name={words.one.facts.account}>
          {account.href ? (
            <Link href={account.href} className="underline underline-offset-2">
              {account.name}
            </Link>
          ) : (
            account.name
          )}
        </Fact>
      ) : null}
      {contact.externalId ? <Fact name={words.one.facts.reference}>{contact.externalId}</Fact> : null}
      {Object.entries(contact.metadata).map(([key, value]) => (
        <Fact key={key} name={key}>
          {value}
        </Fact>
      ))}
      <Fact name={words.one.facts.added}>
        <RelativeTime at={contact.createdAt} />
      </Fact>
      {contact.updatedAt === contact.createdAt ? null : (
        <Fact name={words.one.facts.changed}>
          <RelativeTime at={contact.updatedAt} />
        </Fact>
      )}
      <Fact name={words.one.facts.id}>
        <code className="font-mono text-12 break-all select-all">{contact.id}</code>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="wrap-anywhere text-ink-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

function inOneLine(address: NonNullable<ContactView["address"]>): string {
  if (typeof address === "string") return address;
  const { line1, line2, postalCode, city, region, country } = address;
  const place = [postalCode, city].filter(Boolean).join(" ");
  return [line1, line2, place, region, country].filter(Boolean).join(", ");
}
