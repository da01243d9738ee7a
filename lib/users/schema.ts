import { z } from "zod";

/** A user as seen from one account: status and role are those of the membership in question. */
export const UserView = z
  .object({
    id: z.string(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    status: z.string(),
    role: z.enum(["owner", "admin", "member"]),
    account: z.string(),
  })
  .meta({ id: "User" });

export type UserView = z.infer<typeof UserView>;
