import { route, routes } from "@/lib/http/route";
import { recordProviderEvents } from "@/lib/mail/provider/record";
import { readResendEvent } from "@/lib/mail/provider/resend";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Take an event from Resend",
      description:
        "For Resend alone, signed with `RESEND_WEBHOOK_SECRET` at most five minutes ago. Each event counts once; what is about no mail of ours, or of a type that says nothing about one, is taken and ignored.",
      tag: "Providers",
      auth: "none",
      raw: "application/json",
      answer: null,
      codes: ["signature_invalid"],
    },
    async ({ request, bytes }) => {
      const event = readResendEvent(request.headers, bytes);
      if (event) await recordProviderEvents([event]);
    },
  ),
});
