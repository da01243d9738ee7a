import { z } from "zod";
import { listEvents } from "@/lib/events/list";
import { EventFilters, EventPage } from "@/lib/events/schema";
import { route, routes } from "@/lib/http/route";
import { pageFields } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List what happened, newest first",
      description:
        "Who did what to whom, when and from where: in the account and in those below it. Events are only ever added.",
      tag: "Events",
      permission: "events:read",
      query: z.strictObject({ ...pageFields, ...EventFilters }),
      answer: EventPage,
    },
    ({ actor, query }) => listEvents(actor, query),
  ),
});
