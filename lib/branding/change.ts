import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { assertActive, authorize } from "../auth/permissions";
import { now } from "../clock";
import { accounts, brandings, transact } from "../db/client";
import { newId } from "../db/ids";
import type { AccountDoc, BrandingDoc } from "../db/types";
import { requireEmail } from "../email";
import { notFound } from "../errors";
import { recordEvent } from "../events/record";
import { assertVersion } from "../http/versions";
import type { ChangeBrandingInput } from "./input";
import type { BrandingView } from "./schema";
import { viewBranding } from "./view";

/** As it ends the sentence "Acme cannot …". */
export const CANNOT = "change how its mail looks and what it says";

/** What the account has of its own and what its readers meet: for who may read the account, as they meet it in mail. */
export async function readBranding(actor: Actor, id: ObjectId): Promise<BrandingView> {
  const { account } = await authorize(actor, id, "read");
  return viewBranding(account);
}

/**
 * Changes some of what the account wears; null takes a part back, so that it is inherited again.
 * @param expected the versions that the change is good for; null where any is
 * @throws AppError 409 `account_not_active`, 412 `version_mismatch`, 422 `invalid_email`
 */
export async function changeBranding(
  actor: Actor,
  id: ObjectId,
  input: ChangeBrandingInput,
  { expected = null }: { expected?: number[] | null } = {},
): Promise<BrandingView> {
  assertActive(await authorize(actor, id, "branding:update"), CANNOT);
  const { replyTo, supportAddress } = input;
  return writeBranding(actor, id, expected, {
    ...input,
    ...(replyTo ? { replyTo: requireEmail(replyTo, "replyTo").email } : {}),
    ...(supportAddress ? { supportAddress: requireEmail(supportAddress, "supportAddress").email } : {}),
  });
}

export type BrandingParts = Pick<BrandingDoc, "name" | "colour" | "replyTo" | "supportAddress" | "footer" | "logo">;

type Change = { [Part in keyof BrandingParts]?: BrandingParts[Part] | undefined };

const NOTHING: BrandingParts = {
  name: null,
  colour: null,
  replyTo: null,
  supportAddress: null,
  footer: null,
  logo: null,
};

/** Writes what is not so already, and says what that was. The permission has been asked for. */
export async function writeBranding(
  actor: Actor,
  id: ObjectId,
  expected: number[] | null,
  wanted: Change,
): Promise<BrandingView> {
  return transact(async (session) => {
    // Read in the transaction: of two at once, the one that writes second starts again and meets the new version here.
    const account = await accounts().findOne({ _id: id }, { session });
    if (!account) throw notFound();
    assertActive({ account, status: account.status }, CANNOT);
    const branding = await brandings().findOne({ account: id }, { session });
    assertVersion(expected, branding?.version ?? 0, `How ${account.name} looks`, toTexts(branding ?? NOTHING));
    const change = differences(branding ?? NOTHING, wanted);
    const fields = Object.keys(change);
    if (fields.length === 0) return viewBranding(account, session);

    const at = now();
    const _id = branding?._id ?? newId();
    // The version was read in this transaction, so a second writer conflicts; the unique index does it for the first two.
    await brandings().updateOne(
      { _id, account: id, version: branding?.version ?? 0 },
      { $set: { ...(branding ? {} : NOTHING), ...change, updatedAt: at }, $inc: { version: 1 } },
      { upsert: !branding, session },
    );
    if (!branding) await pointTo(account, _id, session);
    await recordEvent(
      session,
      actor,
      "branding.updated",
      account,
      { type: "account", id },
      { fields: fields.join(", ") },
    );
    return viewBranding(account, session);
  });
}

/** The account names the branding that is its own. */
async function pointTo({ _id }: AccountDoc, branding: ObjectId, session: ClientSession): Promise<void> {
  await accounts().updateOne({ _id }, { $set: { branding } }, { session });
}

/** Only what is not so already. */
function differences(before: BrandingParts, wanted: Change): Partial<BrandingParts> {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const changed = Object.entries(wanted).filter(
    ([part, value]) => value !== undefined && !same(value, before[part as keyof BrandingParts]),
  );
  return Object.fromEntries(changed);
}

/** As a form's texts: what stands there now, for who was slower. */
function toTexts({ name, colour, replyTo, supportAddress, footer }: BrandingParts): Record<string, string> {
  return {
    name: name ?? "",
    colour: colour ?? "",
    replyTo: replyTo ?? "",
    supportAddress: supportAddress ?? "",
    footer: footer ?? "",
  };
}
