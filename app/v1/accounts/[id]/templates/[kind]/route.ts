import { ChangeTemplateInput, KindParams, TemplateQuery, TemplateView } from "@/lib/branding/schema";
import { changeTemplate, readTemplate, resetTemplate } from "@/lib/branding/template";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { etagOf, expectedVersions } from "@/lib/http/versions";

const Params = IdParams.extend(KindParams);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Read an account's wording of a letter",
      description:
        "In one language, the account's own when left out: its own words, `effective` (what goes out), `usual` (Foyer's), the variables, and earlier versions. Letters about passwords and sign-in addresses cannot be worded: 404. `ETag` is the version, for `If-Match`.",
      tag: "Branding",
      permission: "branding:update",
      params: Params,
      query: TemplateQuery,
      answer: TemplateView,
    },
    async ({ actor, params, query, headers }) => {
      const template = await readTemplate(actor, params.id, params.kind, query.locale);
      headers.set("etag", etagOf(template.version));
      return template;
    },
  ),
  PUT: route(
    {
      summary: "Word a letter",
      description:
        "The subject, and the introduction in place of Foyer's own paragraphs, with the letter's {variables}. What is left out stays; null takes words back, so that they are inherited. Plain text: no links (the button is the letter's one link), no control characters. In a subject of 60 characters long names are shortened.",
      tag: "Branding",
      permission: "branding:update",
      params: Params,
      body: ChangeTemplateInput,
      answer: TemplateView,
      codes: ["account_not_active", "version_mismatch", "wording_invalid"],
    },
    async ({ actor, params, body, request, headers }) => {
      const expected = expectedVersions(request.headers);
      const template = await changeTemplate(actor, params.id, params.kind, body, { expected });
      headers.set("etag", etagOf(template.version));
      return template;
    },
  ),
  DELETE: route(
    {
      summary: "Take an account's wording of a letter back",
      description: "In one language. What is inherited goes out again; the words stay in the history.",
      tag: "Branding",
      permission: "branding:update",
      params: Params,
      query: TemplateQuery,
      answer: TemplateView,
      codes: ["account_not_active", "version_mismatch"],
    },
    async ({ actor, params, query, request, headers }) => {
      const expected = expectedVersions(request.headers);
      const template = await resetTemplate(actor, params.id, params.kind, { locale: query.locale, expected });
      headers.set("etag", etagOf(template.version));
      return template;
    },
  ),
});
