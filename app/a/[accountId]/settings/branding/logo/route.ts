import { z } from "zod";
import { removeLogo, setLogo } from "@/lib/branding/logo";
import { LOGO_BYTES } from "@/lib/branding/schema";
import { env } from "@/lib/env";
import { route, routes } from "@/lib/http/route";
import type { RouteContext } from "@/lib/http/run";
import { Id } from "@/lib/http/schemas";
import { FORM_OVERHEAD, readForm } from "@/lib/http/upload";

const handlers = routes({
  POST: route(
    {
      summary: "The logo as a browser's form sends it, or its removal",
      params: z.strictObject({ accountId: Id }),
      media: ["multipart/form-data"],
      maxBody: LOGO_BYTES + FORM_OVERHEAD,
      limits: ["uploads"],
      answer: z.object({ said: z.string() }),
      codes: ["image_invalid", "account_not_active"],
    },
    async ({ actor, params, bytes, request }) => {
      const form = await readForm(bytes, request.headers.get("content-type"));
      if (form.get("intent") === "remove") {
        await removeLogo(actor, params.accountId, { expected: null });
        return { said: "removed" };
      }
      const file = form.get("file");
      if (!(file instanceof File) || file.size === 0) return { said: "missing" };
      await setLogo(actor, params.accountId, new Uint8Array(await file.arrayBuffer()), { expected: null });
      return { said: "saved" };
    },
  ),
});

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = handlers;

/** A script gets JSON; a form without one is led back to its page, which says what came of it. */
export async function POST(request: Request, context: RouteContext): Promise<Response> {
  const answer = await handlers.POST(request, context);
  if (!request.headers.get("accept")?.includes("text/html")) return answer;
  const { accountId } = await context.params;
  const { said, code } = (await answer.json()) as { said?: string; code?: string };
  const page = `/a/${accountId}/settings/branding`;
  if (code === "cross_site") return seeOther("/");
  if (code === "unauthenticated") return seeOther(`/login?callbackUrl=${encodeURIComponent(page)}`);
  return seeOther(code === "not_found" ? page : `${page}?logo=${said ?? code}`);
}

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: env().appUrl + path, "cache-control": "no-store" } });
}
