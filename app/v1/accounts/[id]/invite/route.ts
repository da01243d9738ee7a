import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { inviteById } from "@/lib/invitations/resend";
import { AccountInviteInput, InvitedOrResent } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Send an invitation again, move it to another address, or invite somebody into the account",
      tag: "Invitations",
      permission: "invitations:create",
      limits: ["invitations"],
      params: IdParams,
      body: AccountInviteInput,
      answer: InvitedOrResent,
      status: (answer) => ((answer as { status?: string } | null)?.status === "invited" ? 201 : 200),
      statuses: [200, 201],
      codes: [
        "invitation_accepted",
        "invitation_pending",
        "business_unavailable",
        "already_member",
        "account_not_active",
        "role_too_high",
        "invalid_email",
        "mail_suppressed",
        "resend_too_soon",
        "resend_limit",
        "redirect_not_allowed",
        "too_many_memberships",
      ],
    },
    ({ actor, params, body }) => inviteById(actor, params.id, body),
  ),
});
