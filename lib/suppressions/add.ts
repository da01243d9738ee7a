import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { assertActive, authorize } from "../auth/permissions";
import { transact } from "../db/client";
import { requireEmail } from "../email";
import { stopAddress } from "../mail/suppressions";
import type { SuppressionInput, SuppressionView } from "./schema";
import { toSuppressionView } from "./view";

/** Stops mail to an address by hand. One that is stopped already stays as it is, with the reason that it has. */
export async function addSuppression(
  actor: Actor,
  accountId: ObjectId,
  input: SuppressionInput,
): Promise<SuppressionView> {
  const access = await authorize(actor, accountId, "invitations:create");
  assertActive(access, "change its stopped addresses");
  const address = requireEmail(input.email);
  return transact(async (session) => {
    const { stop } = await stopAddress(session, actor, access.account, {
      address,
      reason: "manual",
      detail: null,
      invitation: null,
    });
    return toSuppressionView(stop);
  });
}
