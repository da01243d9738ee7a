import { changeBranding, readBranding } from "@/lib/branding/change";
import { ChangeBrandingInput } from "@/lib/branding/input";
import { BrandingView } from "@/lib/branding/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { etagOf, expectedVersions } from "@/lib/http/versions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Read an account's branding",
      description:
        "Its own values, null where it has none, and `effective`: what readers meet, each part from the nearest account above that has it. `ETag` is the version, for `If-Match`.",
      tag: "Branding",
      params: IdParams,
      answer: BrandingView,
    },
    async ({ actor, params, headers }) => {
      const branding = await readBranding(actor, params.id);
      headers.set("etag", etagOf(branding.version));
      return branding;
    },
  ),
  PUT: route(
    {
      summary: "Change an account's branding",
      description:
        "What is left out stays; null takes a value back, so that it is inherited. A colour is kept as it is chosen and shown as it can be read. The logo has a path of its own.",
      tag: "Branding",
      permission: "branding:update",
      params: IdParams,
      body: ChangeBrandingInput,
      answer: BrandingView,
      codes: ["account_not_active", "version_mismatch", "invalid_email"],
    },
    async ({ actor, params, body, request, headers }) => {
      const expected = expectedVersions(request.headers);
      const branding = await changeBranding(actor, params.id, body, { expected });
      headers.set("etag", etagOf(branding.version));
      return branding;
    },
  ),
});
