import { z } from "zod";
import { route, routes } from "@/lib/http/route";
import { Id } from "@/lib/http/schemas";
import { changeMembership } from "@/lib/users/change-membership";
import { removeMember } from "@/lib/users/remove";
import { ChangeMembershipInput, UserRemoved, UserView } from "@/lib/users/schema";

const params = z.strictObject({ id: Id, userId: Id });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PATCH: route(
    {
      summary: "Change a user's role, disable or enable them",
      tag: "Users",
      permission: "members:manage",
      params,
      body: ChangeMembershipInput,
      answer: UserView,
      codes: ["owner_protected", "role_too_high", "invitation_pending", "account_not_active"],
    },
    ({ actor, params, body }) => changeMembership(actor, params.id, params.userId, body),
  ),
  DELETE: route(
    {
      summary: "Remove a user from an account",
      description: "Their login and their other accounts stay.",
      tag: "Users",
      permission: "members:manage",
      params,
      answer: UserRemoved,
      codes: ["owner_protected", "role_too_high", "invitation_pending", "account_not_active"],
    },
    ({ actor, params }) => removeMember(actor, params.id, params.userId),
  ),
});
