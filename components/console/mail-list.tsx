import Link from "next/link";
import { consoleWords } from "@/lib/i18n/console/words";
import { Section } from "./page-header";

const words = consoleWords().mails;
const { languages } = consoleWords().invite;

export interface ListedMail {
  kind: string;
  /** The languages in which the account has words of its own, and in which it has those of an account above. */
  own: (keyof typeof languages)[];
  inherited: (keyof typeof languages)[];
}

/** The kinds of mail by who reads them, each with whose words it has. */
export function MailList({
  base,
  groups,
}: {
  base: string;
  groups: { group: keyof typeof words.groups; mails: ListedMail[] }[];
}) {
  return groups.map(({ group, mails }) => (
    <Section key={group} title={words.groups[group].title}>
      <ul>
        {mails.map(({ kind, own, inherited }) => (
          <li key={kind} className="relative border-b border-line py-2 hover:bg-sunken">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6">
              <Link href={`${base}/${kind}`} className="font-medium after:absolute after:inset-0">
                {words.kinds[kind]?.title ?? kind}
              </Link>
              <p className={own.length > 0 ? undefined : "text-ink-muted"}>{whose(own, inherited)}</p>
            </div>
            <p className="text-ink-muted">{words.kinds[kind]?.when}</p>
          </li>
        ))}
      </ul>
    </Section>
  ));
}

function whose(own: ListedMail["own"], inherited: ListedMail["inherited"]): string {
  const listed = (some: ListedMail["own"]) => some.map((locale) => languages[locale]).join(", ");
  const parts = [
    ...(own.length > 0 ? [words.changedIn(listed(own))] : []),
    ...(inherited.length > 0 ? [words.inheritedIn(listed(inherited))] : []),
  ];
  return parts.join(". ") || words.usual;
}
