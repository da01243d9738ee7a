import { AccountView } from "@/lib/accounts/schema";
import { unsuspendAccount } from "@/lib/accounts/suspend";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Lift a suspension",
      tag: "Accounts",
      permission: "accounts:suspend",
      params: IdParams,
      answer: AccountView,
      codes: ["account_not_active"],
    },
    ({ actor, params }) => unsuspendAccount(actor, params.id),
  ),
});
