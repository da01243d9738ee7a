import { env } from "@/lib/env";
import { openApiDocument } from "@/lib/http/openapi";
import { PATHS } from "../paths";

export const dynamic = "force-dynamic";

let document: string | undefined;

/** The API's description, generated from what validates it. */
export function GET(): Response {
  document ??= JSON.stringify(openApiDocument(PATHS, env().appUrl));
  return new Response(document, {
    headers: { "content-type": "application/json", "cache-control": "public, max-age=300" },
  });
}
