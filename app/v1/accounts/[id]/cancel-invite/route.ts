import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { cancelInvite } from "@/lib/invitations/cancel";
import { Cancelled, CancelQuery } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  DELETE: route(
    {
      summary: "Withdraw an invitation",
      tag: "Invitations",
      permission: "invitations:cancel",
      params: IdParams,
      query: CancelQuery,
      answer: Cancelled,
      codes: ["invitation_accepted"],
    },
    ({ actor, params, query }) => cancelInvite(actor, params.id, { ...query, notify: query.notify !== "false" }),
  ),
});
