import { BatchView } from "@/lib/batches/schema";
import { startBatch } from "@/lib/batches/start";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Start a draft",
      description:
        "Each row is judged again when its turn comes. Starting one that has started is no error. A list of businesses needs `accounts:create` instead.",
      tag: "Bulk",
      permission: "invitations:create",
      params: IdParams,
      answer: BatchView,
      codes: [
        "account_not_active",
        "batch_finished",
        "column_missing",
        "role_too_high",
        "redirect_not_allowed",
        "too_deep",
      ],
    },
    ({ actor, params }) => startBatch(actor, params.id),
  ),
});
