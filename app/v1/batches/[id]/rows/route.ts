import { z } from "zod";
import { listRows } from "@/lib/batches/rows";
import { RowPage, RowStatus } from "@/lib/batches/schema";
import { route, routes } from "@/lib/http/route";
import { Flag, IdParams, pageFields } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List the rows of a list, in the order of the file",
      description:
        "`status` in a run is queued, invited, skipped or failed; in a draft what the check says would happen. `values` are the row's cells by field, as they are read now, corrections included.",
      tag: "Bulk",
      permission: "invitations:read",
      params: IdParams,
      query: z.strictObject({
        ...pageFields,
        status: RowStatus.optional(),
        code: z.string().min(1).max(60).optional(),
        warnings: Flag.optional().meta({ description: "`true`: only rows with something to look at twice." }),
      }),
      answer: RowPage,
    },
    ({ actor, params, query }) => listRows(actor, params.id, query),
  ),
});
