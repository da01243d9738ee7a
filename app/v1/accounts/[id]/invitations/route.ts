import { z } from "zod";
import { route, routes } from "@/lib/http/route";
import { IdParams, pageFields } from "@/lib/http/schemas";
import { listInvitations } from "@/lib/invitations/list";
import { InvitationPage, ListFilters } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List an account's invitations, newest first",
      tag: "Invitations",
      permission: "invitations:read",
      params: IdParams,
      query: z.strictObject({ ...pageFields, ...ListFilters }),
      answer: InvitationPage,
    },
    ({ actor, params, query }) => listInvitations(actor, params.id, query),
  ),
});
