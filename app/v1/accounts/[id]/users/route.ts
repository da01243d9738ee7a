import { z } from "zod";
import { route, routes } from "@/lib/http/route";
import { IdParams, pageFields, pageOf } from "@/lib/http/schemas";
import { listUsers } from "@/lib/users/list";
import { ListedUser, UserFilters } from "@/lib/users/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List an account's users",
      description:
        "Those who joined, by name, then those who are invited, the newest first. The invited are shown as their invitation names them.",
      tag: "Users",
      permission: "members:manage",
      params: IdParams,
      query: z.strictObject({ ...pageFields, ...UserFilters }),
      answer: pageOf(ListedUser),
    },
    ({ actor, params, query }) => listUsers(actor, params.id, query),
  ),
});
