import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { assertActive, authorize } from "../auth/permissions";
import { suppressions, transact } from "../db/client";
import { notFound } from "../errors";
import { recordEvent } from "../events/record";
import { subjectOf } from "../mail/suppressions";

/** Allows mail to an address again. One that was allowed already is gone for everybody: 404. */
export async function liftSuppression(actor: Actor, accountId: ObjectId, id: ObjectId): Promise<void> {
  const access = await authorize(actor, accountId, "invitations:create");
  assertActive(access, "change its stopped addresses");
  await transact(async (session) => {
    const lifted = await suppressions().findOneAndDelete({ _id: id, account: accountId }, { session });
    if (!lifted) throw notFound();
    const { email, reason } = lifted;
    await recordEvent(session, actor, "suppression.lifted", access.account, subjectOf(lifted), { email, reason });
    // No content is an answer, too, for a request with an Idempotency-Key.
    return null;
  });
}
