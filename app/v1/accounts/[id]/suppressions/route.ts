import { z } from "zod";
import { route, routes } from "@/lib/http/route";
import { IdParams, pageFields, pageOf } from "@/lib/http/schemas";
import { addSuppression } from "@/lib/suppressions/add";
import { listSuppressions } from "@/lib/suppressions/list";
import { SuppressionFilters, SuppressionInput, SuppressionView } from "@/lib/suppressions/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List the addresses that an account's invitations are stopped for, newest first",
      description:
        "Because a mail bounced for good, was reported as spam, or its reader asked for no more; or put there by hand. They get no invitations, reminders and cancellations; notices to inviters, and mail about passwords and addresses, still go out. They count for all accounts below, too. With `q` in the order of the addresses.",
      tag: "Stopped addresses",
      permission: "invitations:read",
      params: IdParams,
      query: z.strictObject({ ...pageFields, ...SuppressionFilters }),
      answer: pageOf(SuppressionView),
    },
    ({ actor, params, query }) => listSuppressions(actor, params.id, query),
  ),
  POST: route(
    {
      summary: "Stop invitations to an address",
      description:
        "No more invitations, reminders and cancellations go there; notices to inviters, and mail about passwords and addresses, still do. An address that is stopped already stays as it is, with the reason that it has.",
      tag: "Stopped addresses",
      permission: "invitations:create",
      params: IdParams,
      body: SuppressionInput,
      answer: SuppressionView,
      codes: ["invalid_email", "account_not_active"],
    },
    ({ actor, params, body }) => addSuppression(actor, params.id, body),
  ),
});
