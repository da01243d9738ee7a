import { z } from "zod";
import { env } from "@/lib/env";
import { route, routes } from "@/lib/http/route";
import { unsubscribe } from "@/lib/invitations/unsubscribe";

// Mail programs and proxies add parameters of their own; a link is no worse for them.
const LinkQuery = z.looseObject({ token: z.string().min(1).max(4096) });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Open the page that asks before it stops mail",
      description: "Changes nothing: programs that look behind links are no wish for no more mail.",
      tag: "Acceptance",
      auth: "none",
      query: LinkQuery,
      answer: null,
      status: 303,
    },
    ({ query }) =>
      new Response(null, {
        status: 303,
        headers: { location: `${env().appUrl}/unsubscribe?token=${encodeURIComponent(query.token)}` },
      }),
  ),
  POST: route(
    {
      summary: "Stop mail to the invited address",
      description:
        "What mail programs send for List-Unsubscribe (RFC 8058): `List-Unsubscribe=One-Click` as a form, without a login. The invitation stays open, and its link works.",
      tag: "Acceptance",
      auth: "none",
      query: LinkQuery,
      raw: "application/x-www-form-urlencoded",
      answer: null,
      status: 200,
      codes: ["token_invalid"],
    },
    ({ query, ip }) => unsubscribe(query.token, ip),
  ),
});
