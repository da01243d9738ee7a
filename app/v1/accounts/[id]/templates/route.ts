import { TemplateList, TemplateQuery } from "@/lib/branding/schema";
import { listTemplates } from "@/lib/branding/template";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List the letters that an account can word",
      description:
        "Which of them say what this account wrote (`changed`) or one above it (`inherited`), in one language: the account's own when left out. Letters about passwords and sign-in addresses always say what Foyer says, and are not among them.",
      tag: "Branding",
      permission: "branding:update",
      params: IdParams,
      query: TemplateQuery,
      answer: TemplateList,
    },
    ({ actor, params, query }) => listTemplates(actor, params.id, query.locale),
  ),
});
