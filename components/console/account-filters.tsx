"use client";

import { consoleWords } from "@/lib/i18n/console/words";
import { ListChoice, ListSearch } from "./list-search";

const words = consoleWords().accounts;

/** @param status none where a list has accounts of all kinds alike */
export function AccountFilters({ q, status }: { q: string; status?: string }) {
  return (
    <ListSearch label={words.search} q={q} apply={words.apply} className="min-w-0 max-w-full">
      {(go) =>
        status === undefined ? null : (
          <ListChoice name="status" label={words.status} options={words.statuses} value={status} onPick={go} />
        )
      }
    </ListSearch>
  );
}
