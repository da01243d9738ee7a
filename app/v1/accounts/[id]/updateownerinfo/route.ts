import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { etagOf, expectedVersions } from "@/lib/http/versions";
import { OwnerUpdated, UpdateOwnerInput } from "@/lib/users/owner-schema";
import { updateOwnerInfo } from "@/lib/users/update-owner";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PUT: route(
    {
      summary: "Change an account's owner and company",
      description:
        "What is left out stays. A new `email` takes effect once its mailbox has confirmed it; asked by anybody but the owner in person, the old mailbox has to agree, too. In a session it needs `currentPassword`. With `If-Match` only where nobody else changed the account since it was read.",
      tag: "Accounts",
      permission: "owner:update",
      params: IdParams,
      body: UpdateOwnerInput,
      answer: OwnerUpdated,
      codes: ["account_not_active", "version_mismatch", "user_shared", "reauthentication_required", "invalid_email"],
    },
    async ({ actor, params, body, request, headers }) => {
      const expected = expectedVersions(request.headers);
      const updated = await updateOwnerInfo(actor, params.id, body, { expected });
      headers.set("etag", etagOf(updated.account.version));
      return updated;
    },
  ),
});
