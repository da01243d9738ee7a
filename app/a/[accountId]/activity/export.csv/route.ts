import { z } from "zod";
import { now } from "@/lib/clock";
import { exportEvents } from "@/lib/events/export";
import { route, routes } from "@/lib/http/route";
import { Id } from "@/lib/http/schemas";
import { ActivityAddress, searchOf } from "../filters";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "What happened, as a file for a spreadsheet",
      permission: "events:read",
      params: z.strictObject({ accountId: Id }),
      query: ActivityAddress,
      answer: null,
    },
    async ({ actor, params, query }) => {
      const { fileName, content } = await exportEvents(actor, params.accountId, searchOf(query), now());
      return new Response(content, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${fileName}"`,
        },
      });
    },
  ),
});
