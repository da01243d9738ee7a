import clsx from "clsx";
import Link from "next/link";
import { consoleWords } from "@/lib/i18n/console/words";
import { Strip } from "./strip";

const { languages } = consoleWords().invite;
const words = consoleWords().mails;

/** The languages that mail is written in, each called as it calls itself. */
export function TemplateLanguages({ here, chosen }: { here: string; chosen: string }) {
  return (
    <Strip label={words.languages} current={chosen} className="mt-4">
      <ul className="flex min-w-max gap-4 border-b border-line">
        {Object.entries(languages).map(([locale, name]) => (
          <li key={locale}>
            <Link
              href={`${here}?locale=${locale}`}
              lang={locale}
              scroll={false}
              aria-current={locale === chosen ? "page" : undefined}
              className={clsx(
                "-mb-px flex h-10 items-center border-b-2",
                locale === chosen ? "border-ink font-medium" : "border-transparent text-ink-muted hover:text-ink",
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Strip>
  );
}
