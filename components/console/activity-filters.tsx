import Link from "next/link";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field, SelectField } from "@/components/ui/field";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().activity;

export interface ActivityFilter {
  kind?: string | undefined;
  actor?: string | undefined;
  subject?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

/** A plain GET form, so that the address holds the filters and they work without a script. */
export function ActivityFilters({
  address,
  names,
  clear,
  everyone,
  everything,
}: {
  address: ActivityFilter;
  /** Whom and what the list is narrowed to. */
  names: { actor: string | null; subject: string | null };
  clear: string;
  everyone: string;
  everything: string;
}) {
  const filtered = Object.values(address).some((value) => value !== undefined);
  return (
    <search className="mt-6 block">
      <form method="get" aria-label={words.filter} className="flex flex-wrap items-end gap-3">
        {address.actor ? <input type="hidden" name="actor" value={address.actor} /> : null}
        {address.subject ? <input type="hidden" name="subject" value={address.subject} /> : null}
        <SelectField name="kind" label={words.kind} defaultValue={address.kind ?? ""} className="w-full sm:w-52">
          {Object.entries(words.kinds).map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </SelectField>
        <Field
          type="date"
          name="since"
          label={words.since}
          defaultValue={address.since}
          className="min-w-0 flex-1 sm:max-w-40"
        />
        <Field
          type="date"
          name="until"
          label={words.until}
          defaultValue={address.until}
          className="min-w-0 flex-1 sm:max-w-40"
        />
        <div className="flex gap-2 max-sm:w-full">
          <Button type="submit">{words.show}</Button>
          {filtered ? (
            <ButtonLink variant="quiet" href={clear} className="text-ink-muted">
              {words.clear}
            </ButtonLink>
          ) : null}
        </div>
      </form>
      {names.actor === null ? null : (
        <Narrowed words={words.onlyBy(names.actor)} href={everyone} undo={words.everyone} />
      )}
      {names.subject === null ? null : (
        <Narrowed words={words.onlyAbout(names.subject)} href={everything} undo={words.everything} />
      )}
    </search>
  );
}

function Narrowed({ words: said, href, undo }: { words: string; href: string; undo: string }) {
  return (
    <p className="mt-3 flex flex-wrap gap-x-3">
      <span>{said}</span>
      <Link href={href} className="underline underline-offset-2">
        {undo}
      </Link>
    </p>
  );
}
