import { getAccount } from "@/lib/accounts/get";
import { AccountView } from "@/lib/accounts/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    { summary: "Read an account", tag: "Accounts", params: IdParams, answer: AccountView },
    ({ actor, params }) => getAccount(actor, params.id),
  ),
});
