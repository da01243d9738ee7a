import { route, routes } from "@/lib/http/route";
import { requestInvite } from "@/lib/invitations/request";
import { Requested, TokenInput } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Ask the inviter for a new link in place of an expired one",
      tag: "Acceptance",
      auth: "none",
      body: TokenInput,
      answer: Requested,
      status: 202,
      codes: [
        "invite_invalid",
        "invite_accepted",
        "invite_declined",
        "invite_cancelled",
        "invite_replaced",
        "invitation_pending",
      ],
    },
    ({ body, ip }) => requestInvite(body.token, ip),
  ),
});
