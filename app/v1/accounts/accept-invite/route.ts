import { z } from "zod";
import { route, routes } from "@/lib/http/route";
import { acceptInvite } from "@/lib/invitations/accept";
import { openInviteLink } from "@/lib/invitations/open-link";
import { Accepted, AcceptInput, InviteChecked } from "@/lib/invitations/schema";

const ACCEPT_CODES = [
  "invite_invalid",
  "invite_accepted",
  "invite_declined",
  "invite_cancelled",
  "invite_replaced",
  "invite_expired",
  "account_suspended",
  "password_not_allowed",
  "login_required",
  "wrong_account",
  "password_required",
  "password_too_weak",
] as const;

// Mail programs and proxies add parameters of their own; a link is no worse for them.
const LinkQuery = z.looseObject({ token: z.union([z.string(), z.array(z.string())]).optional() });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Open an invitation's link",
      description:
        "Changes nothing, whoever opens it and however often. Browsers are sent on; with Accept: application/json it answers what stands behind the link.",
      tag: "Acceptance",
      auth: "none",
      query: LinkQuery,
      repeatedQuery: true,
      answer: InviteChecked,
      codes: ACCEPT_CODES.slice(0, 7),
    },
    ({ query, request }) => openInviteLink(query.token, request.headers.get("accept")),
  ),
  POST: route(
    {
      summary: "Accept an invitation",
      tag: "Acceptance",
      auth: "optional",
      body: AcceptInput,
      answer: Accepted,
      codes: ACCEPT_CODES,
    },
    ({ actor, body, ip }) => acceptInvite(actor, body, ip),
  ),
});
