import { z } from "zod";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { exportEvents } from "@/lib/events/export";
import { route, routes } from "@/lib/http/route";
import { Id } from "@/lib/http/schemas";
import { ExportAddress, searchOf } from "../filters";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "What happened, as a file for a spreadsheet",
      permission: "events:read",
      // A person who follows the link after their session has ended is asked to sign in, as on a page.
      auth: "optional",
      params: z.strictObject({ accountId: Id }),
      query: ExportAddress,
      answer: null,
    },
    async ({ actor, params, query, request }) => {
      if (!actor) return signIn(request);
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

/** @throws AppError 401 for a program, which brings a credential or is told to */
function signIn(request: Request): Response {
  if (request.headers.has("authorization")) {
    throw new AppError("unauthenticated", "Send an API key as Authorization: Bearer <key>.");
  }
  const { pathname, search } = new URL(request.url);
  const location = `${env().appUrl}/login?callbackUrl=${encodeURIComponent(pathname + search)}`;
  return new Response(null, { status: 303, headers: { location } });
}
