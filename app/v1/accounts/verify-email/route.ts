import { route, routes } from "@/lib/http/route";
import { verifyEmail } from "@/lib/users/address/verify";
import { EmailVerified, VerifyEmailInput } from "@/lib/users/owner-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Follow a link about a change of address",
      description:
        "Confirms, agrees to, stops or takes back a change of the address that somebody signs in with, by the link that the token is of.",
      tag: "Accounts",
      auth: "none",
      body: VerifyEmailInput,
      answer: EmailVerified,
      codes: ["token_invalid", "token_used", "email_taken", "too_many_memberships"],
    },
    ({ body, ip }) => verifyEmail(body.token, { ip }),
  ),
});
