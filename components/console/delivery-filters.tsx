"use client";

import { consoleWords } from "@/lib/i18n/console/words";
import { ListChoice, ListSearch } from "./list-search";

const { search, filters, reasons } = consoleWords().delivery;

export function DeliveryFilters({ filter }: { filter: { q: string; reason: string } }) {
  return (
    <ListSearch label={search} q={filter.q} apply={filters.apply} ownLine className="max-md:w-full">
      {(go) => (
        <ListChoice
          name="reason"
          label={filters.reason}
          options={{ "": filters.all, ...reasons }}
          value={filter.reason}
          onPick={go}
        />
      )}
    </ListSearch>
  );
}
