import { z } from "zod";
import { previewMail } from "@/lib/branding/preview";
import { requireEditable } from "@/lib/branding/template";
import { TemplateDraft } from "@/lib/console/template-form";
import { route, routes } from "@/lib/http/route";
import { Id } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "A mail as it would go out with the words that have been typed so far",
      params: z.strictObject({ accountId: Id, kind: z.string() }),
      body: TemplateDraft,
      answer: z.object({ subject: z.string(), html: z.string(), text: z.string() }),
    },
    ({ actor, params: { accountId, kind }, body: { locale, ...draft } }) =>
      previewMail(actor, accountId, { kind: requireEditable(kind), locale, draft }),
  ),
});
