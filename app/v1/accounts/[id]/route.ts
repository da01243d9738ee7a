import { changeAccount } from "@/lib/accounts/change";
import { getAccount } from "@/lib/accounts/get";
import { AccountDetail, ChangeAccountInput } from "@/lib/accounts/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { etagOf, expectedVersions } from "@/lib/http/versions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Read an account",
      description: "`settings` is null without `owner:update`. `ETag` is the version, for `If-Match`.",
      tag: "Accounts",
      params: IdParams,
      answer: AccountDetail,
    },
    async ({ actor, params, headers }) => {
      const account = await getAccount(actor, params.id);
      headers.set("etag", etagOf(account.version));
      return account;
    },
  ),
  PATCH: route(
    {
      summary: "Change an account's name and settings",
      description:
        "What is left out stays. With `If-Match` only where nobody else changed the account since it was read.",
      tag: "Accounts",
      permission: "owner:update",
      params: IdParams,
      body: ChangeAccountInput,
      answer: AccountDetail,
      codes: ["account_not_active", "version_mismatch"],
    },
    async ({ actor, params, body, request, headers }) => {
      const account = await changeAccount(actor, params.id, body, { expected: expectedVersions(request.headers) });
      headers.set("etag", etagOf(account.version));
      return account;
    },
  ),
});
