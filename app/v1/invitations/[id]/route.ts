import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { getInvitation } from "@/lib/invitations/list";
import { InvitationDetail } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Read an invitation with its timeline",
      tag: "Invitations",
      permission: "invitations:read",
      params: IdParams,
      answer: InvitationDetail,
    },
    ({ actor, params }) => getInvitation(actor, params.id),
  ),
});
