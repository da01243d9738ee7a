import { route, routes } from "@/lib/http/route";
import { declineInvite } from "@/lib/invitations/decline";
import { Declined, TokenInput } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Decline an invitation",
      tag: "Acceptance",
      auth: "none",
      body: TokenInput,
      answer: Declined,
      codes: [
        "invite_invalid",
        "invite_accepted",
        "invite_declined",
        "invite_cancelled",
        "invite_replaced",
        "invite_expired",
        "account_suspended",
      ],
    },
    ({ body, ip }) => declineInvite(body.token, ip),
  ),
});
