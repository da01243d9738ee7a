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

export const MemberStatusSchema = z.enum(["invited", "active", "disabled"]);

/** The same in the list of an account's users. */
export const ListedUser = UserView.extend({
  status: MemberStatusSchema,
  /** When they joined this account; null while invited. */
  joinedAt: z.iso.datetime().nullable(),
  /** The invitation that waits for them. */
  invitation: z.object({ id: z.string(), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime() }).nullable(),
}).meta({ id: "ListedUser" });
export type ListedUser = z.infer<typeof ListedUser>;

export const UserFilters = {
  role: z.enum(["owner", "admin", "member"]).optional(),
  status: MemberStatusSchema.optional(),
  /** Prefix of a name or an address. */
  q: z.string().max(200).optional(),
};

/** `PATCH …/users/:userId`: ownership is not among the roles, since it is offered and taken. */
export const ChangeMembershipInput = z
  .strictObject({ role: z.enum(["admin", "member"]).optional(), status: z.enum(["active", "disabled"]).optional() })
  .refine(({ role, status }) => role !== undefined || status !== undefined, {
    error: "Say what is to be changed: role, status, or both.",
  });
export type ChangeMembershipInput = z.infer<typeof ChangeMembershipInput>;

export const UserRemoved = z.object({ status: z.literal("removed"), message: z.string(), user: UserView });
export type UserRemoved = z.infer<typeof UserRemoved>;
