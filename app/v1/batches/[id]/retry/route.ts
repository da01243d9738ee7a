import { retryBatch } from "@/lib/batches/retry";
import { BatchView } from "@/lib/batches/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Run the failed rows of a finished list again",
      description:
        "The other rows keep what became of them. Where none failed, or the list is under way, nothing changes. A list of businesses needs `accounts:create` instead.",
      tag: "Bulk",
      permission: "invitations:create",
      params: IdParams,
      answer: BatchView,
      codes: ["account_not_active", "batch_not_started", "batch_finished"],
    },
    ({ actor, params }) => retryBatch(actor, params.id),
  ),
});
