import { sendFirstRow } from "@/lib/batches/send-first-row";
import { TestQueued } from "@/lib/branding/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Mail yourself the letter of a draft's first row",
      description:
        "As whoever is invited first would get it, with links that lead nowhere; to your own address and no other. A key mails the owner of its account. At most ten in ten minutes.",
      tag: "Bulk",
      permission: "invitations:create",
      params: IdParams,
      answer: TestQueued,
      status: 202,
      codes: ["account_not_active", "batch_started", "batch_finished", "mail_suppressed", "file_empty"],
    },
    ({ actor, params }) => sendFirstRow(actor, params.id),
  ),
});
