import { z } from "zod";
import { findByName } from "@/lib/console/find";
import { FindQuery, FoundByName } from "@/lib/console/schema";
import { route, routes } from "@/lib/http/route";
import { Id } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "What begins with the words typed into the console's palette",
      params: z.strictObject({ accountId: Id }),
      query: FindQuery,
      answer: FoundByName,
    },
    ({ actor, params, query }) => findByName(actor, params.accountId, query.q),
  ),
});
