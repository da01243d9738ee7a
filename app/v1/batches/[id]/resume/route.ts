import { resumeBatch } from "@/lib/batches/resume";
import { BatchView } from "@/lib/batches/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Let a paused list go on",
      description:
        "It goes on where it was. Resuming one that is under way is no error. A list of businesses needs `accounts:create` instead.",
      tag: "Bulk",
      permission: "invitations:create",
      params: IdParams,
      answer: BatchView,
      codes: ["account_not_active", "batch_not_started", "batch_finished"],
    },
    ({ actor, params }) => resumeBatch(actor, params.id),
  ),
});
