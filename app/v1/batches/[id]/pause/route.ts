import { pauseBatch } from "@/lib/batches/pause";
import { BatchView } from "@/lib/batches/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Hold a list",
      description:
        "No further row is run and no further mail of it leaves; what is on its way in this moment comes to its end. Pausing a paused list is no error. A list of businesses needs `accounts:create` instead.",
      tag: "Bulk",
      permission: "invitations:create",
      params: IdParams,
      answer: BatchView,
      codes: ["batch_not_started", "batch_finished"],
    },
    ({ actor, params }) => pauseBatch(actor, params.id),
  ),
});
