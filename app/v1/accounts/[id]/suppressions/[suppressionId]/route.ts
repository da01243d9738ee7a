import { z } from "zod";
import { route, routes } from "@/lib/http/route";
import { Id } from "@/lib/http/schemas";
import { liftSuppression } from "@/lib/suppressions/lift";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  DELETE: route(
    {
      summary: "Allow invitations to an address again",
      description: "The provider may keep a list of its own; mail to an address on that one is `suppressed` by it.",
      tag: "Stopped addresses",
      permission: "invitations:create",
      params: z.strictObject({ id: Id, suppressionId: Id }),
      answer: null,
      codes: ["account_not_active"],
    },
    ({ actor, params }) => liftSuppression(actor, params.id, params.suppressionId),
  ),
});
