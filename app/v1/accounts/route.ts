import { z } from "zod";
import { listAccounts } from "@/lib/accounts/list";
import { AccountPage, AccountStatusSchema } from "@/lib/accounts/schema";
import { route, routes } from "@/lib/http/route";
import { Id, pageFields } from "@/lib/http/schemas";

const Query = z.strictObject({
  ...pageFields,
  q: z.string().max(200).optional(),
  status: AccountStatusSchema.optional(),
  parent: Id.optional().meta({ description: "Those directly below this account alone." }),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List your accounts, your own first",
      description:
        "Your own, then all below those you own. With `q` (how the name begins) or `parent`, in the order of their names.",
      tag: "Accounts",
      query: Query,
      answer: AccountPage,
      codes: ["account_suspended", "not_found"],
    },
    ({ actor, query }) => listAccounts(actor, query),
  ),
});
