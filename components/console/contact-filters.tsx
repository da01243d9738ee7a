"use client";

import { consoleWords } from "@/lib/i18n/console/words";
import { ListChoice, ListSearch } from "./list-search";

const { search, filters } = consoleWords().contacts;

export function ContactFilters({ filter }: { filter: { q: string; type: string; availability: string } }) {
  return (
    <ListSearch label={search} q={filter.q} apply={filters.apply} ownLine className="max-md:w-full">
      {(go) => (
        <>
          <ListChoice name="type" label={filters.type} options={filters.types} value={filter.type} onPick={go} />
          <ListChoice
            name="availability"
            label={filters.availability}
            options={filters.availabilities}
            value={filter.availability}
            onPick={go}
          />
        </>
      )}
    </ListSearch>
  );
}
