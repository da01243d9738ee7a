import { z } from "zod";
import { keepList, LIST_MEDIA, readTexts } from "@/lib/batches/incoming";
import { LONGEST_NAME } from "@/lib/batches/options";
import { backToForm, takeDraft } from "@/lib/console/bulk-upload";
import { route, routes } from "@/lib/http/route";
import type { RouteContext } from "@/lib/http/run";
import { Id } from "@/lib/http/schemas";
import { shortText } from "@/lib/text";

/** What was typed beside a file that was refused, for a form without a script. */
const typed = new WeakMap<Request, ReadonlyMap<string, string>>();

const handlers = routes({
  POST: route(
    {
      summary: "A list as a browser's form sends it, to be reviewed",
      params: z.strictObject({ accountId: Id }),
      query: z.strictObject({ type: z.enum(["business", "user"]), name: shortText(LONGEST_NAME).optional() }),
      media: LIST_MEDIA,
      keep: (request) => {
        const texts = new Map<string, string>();
        typed.set(request, texts);
        return keepList(request, texts);
      },
      limits: ["uploads"],
      answer: z.object({ batch: z.string() }),
      codes: ["account_not_active"],
    },
    async ({ actor, params, query, upload }) => {
      const accountId = params.accountId.toHexString();
      return { batch: await takeDraft(actor, { ...query, accountId, source: upload }) };
    },
  ),
});

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = handlers;

/** A script gets JSON; a form without one is led on to the list's columns, or back with what was refused. */
export async function POST(request: Request, context: RouteContext): Promise<Response> {
  const answer = await handlers.POST(request, context);
  if (!request.headers.get("accept")?.includes("text/html")) return answer;
  const { accountId } = await context.params;
  return backToForm(answer, `/a/${accountId}/bulk`, typed.get(request) ?? (await readTexts(request)));
}
