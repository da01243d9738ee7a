import { z } from "zod";

export const AccountStatusSchema = z.enum(["invited", "active", "suspended", "lapsed"]);

/** The owner as an account shows them; null while nobody is. */
export const OwnerView = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: z.string(),
});

export const AccountView = z
  .object({
    id: z.string(),
    name: z.string(),
    status: AccountStatusSchema,
    parent: z.string().nullable(),
    owner: OwnerView.nullable(),
    contact: z.string().nullable(),
    version: z.number().int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Account" });

export type AccountView = z.infer<typeof AccountView>;

export const AccountPage = z.object({ data: z.array(AccountView), nextCursor: z.string().nullable() });
