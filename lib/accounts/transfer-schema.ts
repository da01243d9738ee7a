import { z } from "zod";
import { UserView } from "../users/schema";
import { AccountView } from "./schema";

export const OwnershipOffered = z.object({
  status: z.literal("offered"),
  message: z.string(),
  user: UserView,
  expiresAt: z.iso.datetime(),
});
export type OwnershipOffered = z.infer<typeof OwnershipOffered>;

export const OwnershipAccepted = z.object({
  status: z.literal("accepted"),
  message: z.string(),
  account: AccountView,
  user: UserView,
});
export type OwnershipAccepted = z.infer<typeof OwnershipAccepted>;

export const OwnershipWithdrawn = z.object({ status: z.enum(["withdrawn", "declined"]), message: z.string() });
export type OwnershipWithdrawn = z.infer<typeof OwnershipWithdrawn>;
