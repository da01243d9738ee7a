import { z } from "zod";
import { listAccounts } from "@/lib/accounts/list";
import { AccountPage, AccountStatusSchema } from "@/lib/accounts/schema";
import { route, routes } from "@/lib/http/route";
import { pageFields } from "@/lib/http/schemas";

const Query = z.strictObject({
  ...pageFields,
  q: z.string().max(200).optional(),
  status: AccountStatusSchema.optional(),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    { summary: "List your accounts, your own first", tag: "Accounts", query: Query, answer: AccountPage },
    ({ actor, query }) => listAccounts(actor, query),
  ),
});
