import { createHash } from "node:crypto";
import { Binary, type ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { assertActive, authorize } from "../auth/permissions";
import { now } from "../clock";
import { logos } from "../db/client";
import { CANNOT, writeBranding } from "./change";
import { drawPicture } from "./picture";
import type { BrandingView } from "./schema";

/**
 * Draws the picture anew and wears it as the account's logo. The one before stays where mails that were sent find it.
 * @throws AppError 409 `account_not_active`, 412 `version_mismatch`, 422 `image_invalid`
 */
export async function setLogo(
  actor: Actor,
  id: ObjectId,
  file: Uint8Array,
  { expected = null }: { expected?: number[] | null } = {},
): Promise<BrandingView> {
  assertActive(await authorize(actor, id, "branding:update"), CANNOT);
  const { bytes, width, height } = await drawPicture(file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await keep(sha256, { bytes: new Binary(bytes), width, height });
  return writeBranding(actor, id, expected, { logo: { sha256, width, height } });
}

/** Takes the account's logo away: one above shows again, else the first letter of the name. */
export async function removeLogo(
  actor: Actor,
  id: ObjectId,
  { expected = null }: { expected?: number[] | null } = {},
): Promise<BrandingView> {
  assertActive(await authorize(actor, id, "branding:update"), CANNOT);
  return writeBranding(actor, id, expected, { logo: null });
}

/** Outside the transaction that wears it: what lies there under its own hash and is worn by nobody does no harm. */
async function keep(sha256: string, picture: { bytes: Binary; width: number; height: number }): Promise<void> {
  try {
    await logos().updateOne({ _id: sha256 }, { $setOnInsert: { ...picture, createdAt: now() } }, { upsert: true });
  } catch (error) {
    // Two at once: the other one has kept the same bytes.
    if ((error as { code?: unknown }).code !== 11000) throw error;
  }
}

/** The PNG under this name, for everybody: whoever gets a mail sees it. Null where there is none. */
export async function readLogo(sha256: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
  const found = await logos().findOne({ _id: sha256 }, { projection: { bytes: 1 } });
  return found ? new Uint8Array(found.bytes.value()) : null;
}
