import { z } from "zod";
import { BrandingDraft } from "@/lib/console/branding-form";
import { BrandingPreview, previewBranding } from "@/lib/console/branding-preview";
import { route, routes } from "@/lib/http/route";
import { Id } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "An invitation as it would look with the branding that has been typed so far",
      params: z.strictObject({ accountId: Id }),
      body: BrandingDraft,
      answer: BrandingPreview,
    },
    ({ actor, params, body }) => previewBranding(actor, params.accountId, body),
  ),
});
