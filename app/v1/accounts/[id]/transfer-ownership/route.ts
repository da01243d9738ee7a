import { z } from "zod";
import { offerOwnership, withdrawOwnership } from "@/lib/accounts/transfer";
import { OwnershipOffered, OwnershipWithdrawn } from "@/lib/accounts/transfer-schema";
import { route, routes } from "@/lib/http/route";
import { Id, IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Offer an account's ownership to one of its users",
      description:
        "Needs every permission of an owner. Nothing changes until the user accepts, for which there are seven days. An offer to somebody else takes its place.",
      tag: "Users",
      permission: "owner:update",
      params: IdParams,
      body: z.strictObject({ userId: Id }),
      answer: OwnershipOffered,
      status: 202,
      codes: ["owner_protected", "role_too_high", "invitation_pending", "account_not_active"],
    },
    ({ actor, params, body }) => offerOwnership(actor, params.id, body.userId),
  ),
  DELETE: route(
    {
      summary: "Withdraw an offer of ownership, or decline it",
      description: "Whoever may offer it withdraws; the user it was offered to declines and needs no permission.",
      tag: "Users",
      permission: "owner:update",
      params: IdParams,
      answer: OwnershipWithdrawn,
      codes: ["account_not_active"],
    },
    ({ actor, params }) => withdrawOwnership(actor, params.id),
  ),
});
