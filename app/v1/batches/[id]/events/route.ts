import { z } from "zod";
import { streamProgress } from "@/lib/batches/progress-stream";
import { authenticate } from "@/lib/http/authenticate";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Follow a list while it runs (server-sent events)",
      description:
        "text/event-stream: `event: progress` with the list (`BatchProgress`) at most four times a second, and `event: done` once it has come to its end, after which the stream ends. Every event is the whole state under an `id`: with `Last-Event-ID` a client that has the present state is told the next one, and one that has the last event is answered 204.",
      tag: "Bulk",
      permission: "invitations:read",
      params: IdParams,
      query: z.strictObject({}),
      answer: null,
      status: 200,
    },
    async ({ actor, params, request, ip }) => {
      const events = await streamProgress(actor, params.id, {
        lastEventId: request.headers.get("last-event-id"),
        renew: () => authenticate(request, "required", ip),
        signal: request.signal,
      });
      if (!events) return new Response(null, { status: 204 });
      return new Response(events, {
        headers: {
          "content-type": "text/event-stream; charset=utf-8",
          // What is compressed on its way is held back until there is enough of it.
          "cache-control": "no-store, no-transform",
          "x-accel-buffering": "no",
        },
      });
    },
  ),
});
