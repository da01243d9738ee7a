import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { assertActive, authorize } from "../auth/permissions";
import { accounts, transact, users } from "../db/client";
import { requireEmail } from "../email";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { limitTemplateTests } from "../http/rate-limit";
import { queueMail } from "../mail/queue";
import { findStop, stoppedSentence } from "../mail/suppressions";
import { fullName } from "../text";
import { wornWith } from "./preview";
import { sampleMail } from "./sample";
import type { TestQueued, TestTemplateInput } from "./schema";
import { assertWording, requireEditable } from "./template";
import { localeOf } from "./template-view";

/**
 * Mails a letter with made-up people to whoever asks, as it is kept or as it is being typed. Never to anybody else: a key
 * mails the owner of its account.
 * @throws AppError 404, 409 `account_not_active`, 422 `wording_invalid` or `mail_suppressed`, 429 `rate_limited`
 */
export async function sendTemplateTest(
  actor: Actor,
  id: ObjectId,
  kind: string,
  { locale, ...draft }: TestTemplateInput,
): Promise<TestQueued> {
  const access = await authorize(actor, id, "branding:update");
  assertActive(access, "mail a test");
  const { account } = access;
  const editable = requireEditable(kind);
  assertWording(editable, draft);
  const reader = await readerOf(actor);
  const { emailKey } = requireEmail(reader.email);
  const stop = await findStop(account, emailKey);
  if (stop) throw new AppError("mail_suppressed", stoppedSentence(stop, reader.email, id));
  await limitTemplateTests(`${actor.type}:${actor.id}`, emailKey);

  const language = localeOf(account, locale);
  const { wording } = await wornWith(account, editable, language, draft);
  const sample = sampleMail(actor, account, editable, language);
  const queued = await transact(async (session): Promise<TestQueued> => {
    await queueMail(session, {
      ...sample,
      account: id,
      to: reader,
      data: { ...sample.data, wordingSubject: wording.subject, wordingIntroduction: wording.introduction },
      sample: true,
    });
    return { status: "queued", message: `A test is on its way to ${reader.email}.`, to: reader.email };
  });
  wakeOutbox();
  return queued;
}

/** Whose mailbox it is: the caller's own, or that of the one whom the caller's key answers to. */
export async function readerOf(actor: Actor): Promise<{ email: string; name: string }> {
  if (actor.type === "user") return { email: actor.email, name: actor.name };
  const account = actor.type === "api_key" ? await accounts().findOne({ _id: actor.account }) : null;
  const owner = account?.owner ? await users().findOne({ _id: account.owner }) : null;
  if (owner) return { email: owner.email, name: fullName(owner) };
  throw new AppError(
    "account_not_active",
    "The account of this key has no owner, so there is nobody to mail a test to.",
  );
}
