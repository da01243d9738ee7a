import { z } from "zod";
import { AddressInput } from "../invitations/schema";
import { emailText, nameText, shortText } from "../text";

export const ContactInput = z.strictObject({
  type: z.enum(["business", "person"]),
  name: nameText,
  email: emailText.optional(),
  phone: shortText(40).optional(),
  address: AddressInput.optional(),
  accountId: z.string().min(1).max(100).optional(),
});
export type ContactInput = z.infer<typeof ContactInput>;

export const ContactView = z
  .object({
    id: z.string(),
    type: z.enum(["business", "person"]),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    account: z.string(),
    subAccount: z.string().nullable(),
    availability: z.enum(["available", "invited", "active", "suspended"]),
  })
  .meta({ id: "Contact" });
export type ContactView = z.infer<typeof ContactView>;
