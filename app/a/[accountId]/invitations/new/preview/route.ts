import { z } from "zod";
import { previewInvite } from "@/lib/console/preview";
import { MailPreview, PreviewInput } from "@/lib/console/schema";
import { route, routes } from "@/lib/http/route";
import { Id } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "The mail as it would go out with what has been typed so far",
      params: z.strictObject({ accountId: Id }),
      body: PreviewInput,
      answer: MailPreview,
    },
    ({ actor, params, body }) => previewInvite(actor, params.accountId, body),
  ),
});
