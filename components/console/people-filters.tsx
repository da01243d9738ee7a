"use client";

import { consoleWords } from "@/lib/i18n/console/words";
import { ListChoice, ListSearch } from "./list-search";

const { search, filters } = consoleWords().people;

export function PeopleFilters({ filter }: { filter: { q: string; role: string; status: string } }) {
  return (
    <ListSearch label={search} q={filter.q} apply={filters.apply} ownLine className="max-md:w-full">
      {(go) => (
        <>
          <ListChoice name="role" label={filters.role} options={filters.roles} value={filter.role} onPick={go} />
          <ListChoice
            name="status"
            label={filters.status}
            options={filters.statuses}
            value={filter.status}
            onPick={go}
          />
        </>
      )}
    </ListSearch>
  );
}
