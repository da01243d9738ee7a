import { z } from "zod";
import { emailText } from "../text";

/** Shared by forms, the API and its description. Nothing here reaches for the server. */

export const SuppressionReasonSchema = z.enum(["bounce", "complaint", "unsubscribe", "manual"]);

export const SuppressionInput = z.strictObject({ email: emailText });
export type SuppressionInput = z.infer<typeof SuppressionInput>;

export const SuppressionFilters = {
  reason: SuppressionReasonSchema.optional(),
  q: z.string().max(200).optional().meta({ description: "How the e-mail address begins." }),
};

export const SuppressionView = z
  .object({
    id: z.string(),
    email: z.string(),
    reason: SuppressionReasonSchema,
    detail: z.string().nullable().meta({ description: "What the other side said." }),
    invitation: z.string().nullable().meta({ description: "Whose mail brought it about." }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Suppression" });
export type SuppressionView = z.infer<typeof SuppressionView>;
