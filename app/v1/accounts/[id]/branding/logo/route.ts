import { removeLogo, setLogo } from "@/lib/branding/logo";
import { BrandingView, LOGO_BYTES, LOGO_TYPES } from "@/lib/branding/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { FORM_OVERHEAD, readUpload } from "@/lib/http/upload";
import { etagOf, expectedVersions } from "@/lib/http/versions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PUT: route(
    {
      summary: "Upload an account's logo",
      description:
        "PNG, JPEG or WebP, at most 1 MB and 16 million pixels: as the body, or as the field `file` of a form. It is decoded, fitted into 480 × 160 and kept as PNG; what else the file held is dropped. Never fetched from an address.",
      tag: "Branding",
      permission: "branding:update",
      limits: ["uploads"],
      params: IdParams,
      media: [...LOGO_TYPES, "multipart/form-data"],
      maxBody: LOGO_BYTES + FORM_OVERHEAD,
      answer: BrandingView,
      codes: ["account_not_active", "version_mismatch", "image_invalid"],
    },
    async ({ actor, params, bytes, request, headers }) => {
      const type = request.headers.get("content-type");
      const file = await readUpload(bytes, type, { types: LOGO_TYPES, max: LOGO_BYTES });
      const branding = await setLogo(actor, params.id, file, { expected: expectedVersions(request.headers) });
      headers.set("etag", etagOf(branding.version));
      return branding;
    },
  ),
  DELETE: route(
    {
      summary: "Take an account's logo away",
      description: "One that is inherited shows again. Mails that were sent keep the one they had.",
      tag: "Branding",
      permission: "branding:update",
      params: IdParams,
      answer: BrandingView,
      codes: ["account_not_active", "version_mismatch"],
    },
    async ({ actor, params, request, headers }) => {
      const branding = await removeLogo(actor, params.id, { expected: expectedVersions(request.headers) });
      headers.set("etag", etagOf(branding.version));
      return branding;
    },
  ),
});
