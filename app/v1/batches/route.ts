import { z } from "zod";
import { listBatches } from "@/lib/batches/list";
import { BatchFilters, BatchPage } from "@/lib/batches/schema";
import { route, routes } from "@/lib/http/route";
import { pageFields } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List an account's lists of people, newest first",
      tag: "Bulk",
      permission: "invitations:read",
      query: z.strictObject({ ...pageFields, ...BatchFilters }),
      answer: BatchPage,
    },
    ({ actor, query }) => listBatches(actor, query),
  ),
});
