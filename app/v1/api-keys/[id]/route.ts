import { revokeApiKey } from "@/lib/auth/api-keys";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  DELETE: route(
    {
      summary: "Revoke an API key",
      description: "It stops working at once.",
      tag: "API keys",
      permission: "api_keys:manage",
      params: IdParams,
      answer: null,
    },
    ({ actor, params }) => revokeApiKey(actor, params.id),
  ),
});
