import { route, routes } from "@/lib/http/route";
import { invite } from "@/lib/invitations/invite";
import { Invited, InviteInput } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Invite a business to a sub-account, or a person into an account",
      tag: "Invitations",
      permission: "invitations:create",
      limits: ["invitations"],
      body: InviteInput,
      answer: Invited,
      status: 201,
      codes: [
        "invitation_pending",
        "business_unavailable",
        "already_member",
        "account_not_active",
        "role_too_high",
        "invalid_email",
        "mail_suppressed",
        "contact_without_email",
        "redirect_not_allowed",
        "too_deep",
        "too_many_memberships",
      ],
    },
    ({ actor, body }) => invite(actor, body),
  ),
});
