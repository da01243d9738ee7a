import { acceptOwnership } from "@/lib/accounts/transfer-accept";
import { OwnershipAccepted } from "@/lib/accounts/transfer-schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Accept an account's ownership",
      description: "By the user it was offered to, in a session. The former owner stays as an admin.",
      tag: "Users",
      params: IdParams,
      answer: OwnershipAccepted,
      codes: ["account_not_active"],
    },
    ({ actor, params }) => acceptOwnership(actor, params.id),
  ),
});
