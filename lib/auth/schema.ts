import { z } from "zod";
import { nameText } from "../text";

/** What a key can be allowed to do, and a role is; permissions.ts says who holds what. */
export const PERMISSIONS = [
  "invitations:read",
  "invitations:create",
  "invitations:cancel",
  "members:manage",
  "contacts:manage",
  "events:read",
  "accounts:create",
  "owner:update",
  "accounts:suspend",
  "branding:update",
  "api_keys:manage",
  "webhooks:manage",
] as const;

export const CreateApiKeyInput = z.strictObject({
  name: nameText,
  /** The caller's own account when left out. */
  account: z.string().min(1).max(100).optional(),
  /** All that the caller holds when left out. */
  permissions: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length).optional(),
});
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

export const ApiKeyView = z
  .object({
    id: z.string(),
    name: z.string(),
    /** The beginning of the key, to tell keys apart by. */
    prefix: z.string(),
    account: z.string(),
    permissions: z.array(z.string()),
    createdBy: z.object({ type: z.string(), id: z.string().nullable(), name: z.string() }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "ApiKey" });
export type ApiKeyView = z.infer<typeof ApiKeyView>;

export const ApiKeyCreated = z.object({
  id: z.string(),
  name: z.string(),
  /** Shown this once; null where the answer is a replay. */
  key: z.string().nullable(),
  account: z.string(),
  permissions: z.array(z.string()),
  createdAt: z.iso.datetime(),
});
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>;
