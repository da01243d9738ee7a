import { changeDraft } from "@/lib/batches/draft";
import { getBatch } from "@/lib/batches/get";
import { DraftChange } from "@/lib/batches/options";
import { BatchDetail } from "@/lib/batches/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Look at a list",
      description: "With its columns, what each of them fills, and the first values in it.",
      tag: "Bulk",
      permission: "invitations:read",
      params: IdParams,
      answer: BatchDetail,
    },
    ({ actor, params }) => getBatch(actor, params.id),
  ),
  PATCH: route(
    {
      summary: "Change a draft",
      description:
        "How its columns are read, what counts for all rows, and single rows by their line: corrected by field, or left out. What it touches is checked anew before it answers. Needs what starting the list needs.",
      tag: "Bulk",
      permission: "invitations:create",
      params: IdParams,
      body: DraftChange,
      answer: BatchDetail,
      codes: [
        "account_not_active",
        "batch_started",
        "batch_finished",
        "column_missing",
        "role_too_high",
        "redirect_not_allowed",
        "too_deep",
      ],
    },
    ({ actor, params, body }) => changeDraft(actor, params.id, body),
  ),
});
