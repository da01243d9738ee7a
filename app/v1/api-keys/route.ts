import { z } from "zod";
import { createApiKey, listApiKeys } from "@/lib/auth/api-keys";
import { ApiKeyCreated, ApiKeyView, CreateApiKeyInput } from "@/lib/auth/schema";
import { route, routes } from "@/lib/http/route";
import { pageFields, pageOf } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List API keys",
      description:
        "Keys of the given account, or of the caller's own. The keys themselves are not among what is shown.",
      tag: "API keys",
      permission: "api_keys:manage",
      query: z.strictObject({ account: z.string().min(1).max(100).optional(), ...pageFields }),
      answer: pageOf(ApiKeyView),
    },
    ({ actor, query }) => listApiKeys(actor, query),
  ),
  POST: route(
    {
      summary: "Create an API key",
      description:
        "The key is shown in this answer and never again, not even to a repetition with the same Idempotency-Key.",
      tag: "API keys",
      permission: "api_keys:manage",
      body: CreateApiKeyInput,
      answer: ApiKeyCreated,
      status: 201,
    },
    ({ actor, body }) => createApiKey(actor, body),
  ),
});
