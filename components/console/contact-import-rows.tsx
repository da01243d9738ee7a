import { Notice } from "@/components/ui/notice";
import type { ContactsImported } from "@/lib/contacts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";

const words = consoleWords().bulk.contacts;

/** What would come of a file of contacts, and which rows cannot be used. */
export function ContactImportRows({ checked: { counts, rows } }: { checked: ContactsImported }) {
  const failed = rows.filter(({ status }) => status === "failed");
  return (
    <div className="flex flex-col gap-4" aria-live="polite">
      <Notice tone={counts.created > 0 ? "done" : "waiting"} state={counts.created > 0 ? "open" : "shut"}>
        <p className="font-medium">{counts.created > 0 ? words.would(counts.created) : words.none}</p>
        {counts.skipped > 0 ? <p>{words.known(counts.skipped)}</p> : null}
        {counts.failed > 0 ? <p>{words.look(counts.failed)}</p> : null}
      </Notice>
      {failed.length > 0 ? (
        <section>
          <h2 className="border-b border-line pb-2 font-medium">
            {words.lookTitle}
            {counts.failed > failed.length ? (
              <span className="font-normal text-ink-muted"> {words.first(failed.length, counts.failed)}</span>
            ) : null}
          </h2>
          <ul>
            {failed.map(({ line, name, email, reason }) => (
              <li
                key={line}
                className="grid gap-x-4 border-b border-line py-2 md:grid-cols-[64px_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.6fr)]"
              >
                <span className="text-ink-muted">{words.line(count(line))}</span>
                <span className="wrap-anywhere">{email}</span>
                <span className="wrap-anywhere">{name}</span>
                <span className="text-failed">{reason}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
