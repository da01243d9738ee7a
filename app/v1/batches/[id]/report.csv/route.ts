import { z } from "zod";
import { reportOf } from "@/lib/batches/report";
import { RowStatus } from "@/lib/batches/schema";
import { attachment } from "@/lib/http/attachment";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "What became of each row, as a file for a spreadsheet",
      description:
        "text/csv in UTF-8 with a byte order mark: the file's own columns, then `status`, `code`, `reason` and `invitation`. Where no mail was asked for, and for who may invite such people, also `inviteUrl` while an invitation is pending. A cell that begins like a formula has an apostrophe before it. Corrected and uploaded again, the added columns are ignored and the apostrophes taken off.",
      tag: "Bulk",
      permission: "invitations:read",
      params: IdParams,
      query: z.strictObject({ status: RowStatus.optional() }),
      answer: null,
      status: 200,
    },
    async ({ actor, params, query }) => {
      const { title, content } = await reportOf(actor, params.id, query);
      return new Response(content, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": attachment(title, ".csv"),
        },
      });
    },
  ),
});
