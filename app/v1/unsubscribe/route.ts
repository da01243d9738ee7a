import { z } from "zod";
import { env } from "@/lib/env";
import { route, routes } from "@/lib/http/route";
import { unsubscribe } from "@/lib/invitations/unsubscribe";

// Mail programs and proxies add parameters of their own; a link is no worse for them.
const LinkQuery = z.looseObject({ token: z.string().min(1).max(4096) });
// A person followed it: what is wrong with it is for the page to say.
const OpenedQuery = z.looseObject({ token: z.union([z.string(), z.array(z.string())]).optional() });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Open the page that asks before it stops invitations",
      description:
        "Changes nothing: programs that look behind links are no wish for no more mail. Where the token is missing or none, the page says what to do.",
      tag: "Acceptance",
      auth: "none",
      query: OpenedQuery,
      repeatedQuery: true,
      answer: null,
      status: 303,
    },
    ({ query: { token } }) => {
      const asked = typeof token === "string" ? `?token=${encodeURIComponent(token)}` : "";
      return new Response(null, { status: 303, headers: { location: `${env().appUrl}/unsubscribe${asked}` } });
    },
  ),
  POST: route(
    {
      summary: "Stop invitations to the invited address",
      description:
        "What mail programs send for List-Unsubscribe (RFC 8058): `List-Unsubscribe=One-Click` as a form, without a login. Invitations, reminders and cancellations stop; notices and mail about the reader's own login do not. The invitation stays open, and its link works.",
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
