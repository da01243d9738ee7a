import type { ObjectId } from "mongodb";
import { type Actor, actorRef } from "../auth/actor";
import type { TestQueued } from "../branding/schema";
import { readerOf } from "../branding/send-test";
import type { BatchDoc } from "../db/batch-types";
import { queues, transact } from "../db/client";
import { requireEmail } from "../email";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { limitTemplateTests } from "../http/rate-limit";
import { inviterNameOf } from "../invitations/compose";
import { languageOf } from "../locale";
import { brandOf } from "../mail/brand";
import { queueMail, rootOf } from "../mail/queue";
import { findStop, stoppedSentence } from "../mail/suppressions";
import { fullName } from "../text";
import { reachBatch } from "./access";
import { assertDraft } from "./draft";
import { judgeRows } from "./judge";
import type { Plan, Planned } from "./plan";
import { planOf, rowReader } from "./row";

/**
 * Mails whoever asks the letter that the first row to be invited would get, with links that lead nowhere. Never to anybody
 * else: a key mails the owner of its account.
 * @throws AppError 404, 409 `batch_started` or `account_not_active`, 422 `mail_suppressed` or `file_empty`, 429 `rate_limited`
 */
export async function sendFirstRow(actor: Actor, id: ObjectId): Promise<TestQueued> {
  const { batch, access } = await reachBatch(actor, id, "change");
  assertDraft(batch);
  const { account } = access;
  const planned = await firstInvited(batch, planOf(batch, account));
  if (!planned) throw new AppError("file_empty", "There is no row in this list that would be invited.");
  const reader = await readerOf(actor);
  const { emailKey } = requireEmail(reader.email);
  const stop = await findStop(account, emailKey);
  if (stop) throw new AppError("mail_suppressed", stoppedSentence(stop, reader.email, account._id));
  await limitTemplateTests(`${actor.type}:${actor.id}`, emailKey);

  const opens = batch.type === "business";
  const kind = opens ? "invite-business" : "invite-user";
  const { wording } = await brandOf(account._id, { kind, locale: languageOf(planned.locale) });
  const queued = await transact(async (session): Promise<TestQueued> => {
    await queueMail(session, {
      kind,
      account: account._id,
      tenant: rootOf(account),
      to: reader,
      locale: planned.locale,
      data: {
        type: batch.type,
        accountName: opens ? (planned.business?.name ?? planned.email) : account.name,
        parentName: opens ? account.name : null,
        inviterName: inviterNameOf(actorRef(actor), account.name),
        inviteeName: fullName(planned) || null,
        inviteeEmail: planned.email,
        message: planned.message ?? null,
        wordingSubject: wording.subject,
        wordingIntroduction: wording.introduction,
      },
      sample: true,
    });
    const message = `The letter of line ${planned.line} is on its way to ${reader.email}.`;
    return { status: "queued", message, to: reader.email };
  });
  wakeOutbox();
  return queued;
}

/** As the row reads now, with what its contact says. */
async function firstInvited(batch: BatchDoc, plan: Plan): Promise<Planned | null> {
  const chunk = await queues().findOne(
    { batch: batch._id, "tally.invite": { $gt: 0 } },
    { sort: { index: 1 }, hint: "one_chunk" },
  );
  const line = chunk?.checks.find(({ outcome }) => outcome === "invite")?.line;
  const row = chunk?.rows.find((one) => one.line === line);
  const reading = row ? rowReader(plan)(row) : null;
  if (!reading || !("planned" in reading)) return null;
  const [judged] = await judgeRows(plan, [reading.planned]);
  return judged?.planned ?? null;
}
