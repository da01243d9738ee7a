import { env } from "@/lib/env";
import { openApiDocument } from "@/lib/http/openapi";
import { route, routes } from "@/lib/http/route";
import { PATHS } from "../paths";

let document: string | undefined;

/** The API's description, generated from what validates it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({ summary: "Read this description", auth: "none", answer: null }, () => {
    document ??= JSON.stringify(openApiDocument(PATHS, env().appUrl));
    return new Response(document, {
      headers: { "content-type": "application/json", "cache-control": "public, max-age=300" },
    });
  }),
});
