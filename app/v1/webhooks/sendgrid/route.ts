import { route, routes } from "@/lib/http/route";
import { recordProviderEvents } from "@/lib/mail/provider/record";
import { readSendGridEvents } from "@/lib/mail/provider/sendgrid";

/** It posts what has gathered since the last time: up to 768 KB by its own account, with room to spare. */
const MAX_BODY = 4 * 1024 * 1024;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Take events from SendGrid",
      description:
        "For SendGrid alone, signed for `SENDGRID_WEBHOOK_PUBLIC_KEY` at most five minutes ago. Each event counts once; what is about no mail of ours, or of a type that says nothing about one, is taken and ignored.",
      tag: "Providers",
      auth: "none",
      raw: "application/json",
      maxBody: MAX_BODY,
      answer: null,
      codes: ["signature_invalid"],
    },
    ({ request, bytes }) => recordProviderEvents(readSendGridEvents(request.headers, bytes)),
  ),
});
