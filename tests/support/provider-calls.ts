import type { KeyObject } from "node:crypto";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll } from "vitest";
import { invitations, mails } from "@/lib/db/client";
import type { InvitationDoc, MailDoc } from "@/lib/db/types";
import { forgetEnv } from "@/lib/env";
import { type Answer, post } from "./api";
import type { Tenant } from "./factories";
import { invitationDoc, invited, mailsTo } from "./invites";
import { resendSecret, type SignedRequest, sendGridKeys } from "./providers/events";

/** Providers that call: settings as an operator has them, mails that have left, and the events about them. */

/** The settings of both webhooks, for one file of tests. */
export function webhookSettings(): { secret: string; privateKey: KeyObject } {
  const secret = resendSecret();
  const { privateKey, publicKey } = sendGridKeys();
  beforeAll(() => {
    Object.assign(process.env, { RESEND_WEBHOOK_SECRET: secret, SENDGRID_WEBHOOK_PUBLIC_KEY: publicKey });
    forgetEnv();
  });
  afterAll(() => {
    delete process.env.RESEND_WEBHOOK_SECRET;
    delete process.env.SENDGRID_WEBHOOK_PUBLIC_KEY;
    forgetEnv();
  });
  return { secret, privateKey };
}

export interface SentLetter {
  id: string;
  email: string;
  mail: MailDoc;
  /** The provider's id. */
  emailId: string;
}

let counter = 0;

/** An invitation whose mail the provider has taken, half a minute ago. */
export async function sentLetter(
  tenant: Pick<Tenant, "key">,
  fields: Record<string, unknown> = {},
  transport: "resend" | "sendgrid" = "resend",
): Promise<SentLetter> {
  const { invitation } = await invited(tenant, fields);
  return taken(invitation.id, transport);
}

/** The invitation's newest mail, once the provider has taken it. */
export async function taken(id: string, transport: "resend" | "sendgrid" = "resend"): Promise<SentLetter> {
  const { email } = await invitationDoc(id);
  await mailsTo(email);
  const emailId = `provider-${++counter}`;
  const $set = { messageId: emailId, transport, createdAt: new Date(Date.now() - 60_000) };
  const mail = await mails().findOneAndUpdate(
    { invitation: new ObjectId(id), send: { $ne: null } },
    { $set },
    { sort: { _id: -1 }, returnDocument: "after" },
  );
  if (!mail) throw new Error(`No mail of ${id}`);
  // As if all of it had been a while ago, so that events have a past to lie in.
  const past = new Date(Date.now() - 60_000);
  await invitations().updateOne(
    { _id: new ObjectId(id) },
    { $set: { issuedAt: past, "delivery.at": past, "timeline.$[].at": past } },
  );
  return { id, email, mail, emailId };
}

export function callResend({ body, headers }: SignedRequest): Promise<Answer<unknown>> {
  return post<unknown>("/v1/webhooks/resend", body, { headers });
}

export function callSendGrid({ body, headers }: SignedRequest): Promise<Answer<unknown>> {
  return post<unknown>("/v1/webhooks/sendgrid", body, { headers });
}

/** What an inviter sees of it, without when. */
export function shown({ delivery, timeline }: InvitationDoc) {
  const { status, code = null, error = null } = delivery;
  return { status, code, error, timeline: timeline.map(({ event }) => event) };
}

export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
