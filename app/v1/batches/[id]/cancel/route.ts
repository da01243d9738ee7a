import { cancelBatch } from "@/lib/batches/cancel";
import { BatchView } from "@/lib/batches/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "End a list",
      description:
        "Rows that were not reached are skipped, and mails that no provider has yet are taken back with their invitations; nobody is told. Cancelling a cancelled list is no error. A list of businesses needs `accounts:create` instead.",
      tag: "Bulk",
      permission: "invitations:create",
      params: IdParams,
      answer: BatchView,
      codes: ["batch_finished"],
    },
    ({ actor, params }) => cancelBatch(actor, params.id),
  ),
});
