import { ObjectId } from "mongodb";
import { invitations, mails, users } from "@/lib/db/client";
import type { InvitationDoc, MailDoc, UserDoc } from "@/lib/db/types";
import type { Invited } from "@/lib/invitations/schema";
import { deliverDue } from "@/lib/mail/outbox";
import { renderMail } from "@/lib/mail/render";
import { type Answer, post } from "./api";
import { address, type Tenant } from "./factories";

/** Invitations as a caller makes them, and mail as its reader opens it. */

export function invite(
  tenant: Pick<Tenant, "key">,
  fields: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer<Invited>> {
  return post<Invited>(
    "/v1/accounts/invite",
    { type: "user", email: address("ana"), ...fields },
    { as: tenant.key, headers },
  );
}

/** The same, where it has to work. */
export async function invited(tenant: Pick<Tenant, "key">, fields: Record<string, unknown> = {}): Promise<Invited> {
  const answer = await invite(tenant, fields);
  if (answer.status !== 201) throw new Error(`Not invited: ${answer.text}`);
  return answer.body;
}

export function inviteBusiness(
  tenant: Pick<Tenant, "key">,
  fields: Record<string, unknown> = {},
): Promise<Answer<Invited>> {
  return post<Invited>(
    "/v1/accounts/invite",
    { type: "business", business: { name: "Lima Bakery" }, email: address("ana"), ...fields },
    { as: tenant.key },
  );
}

export async function invitedBusiness(
  tenant: Pick<Tenant, "key">,
  fields: Record<string, unknown> = {},
): Promise<Invited> {
  const answer = await inviteBusiness(tenant, fields);
  if (answer.status !== 201) throw new Error(`Not invited: ${answer.text}`);
  return answer.body;
}

/** Lets the outbox send what is due; gives the mails that were sent to the address, the newest first. */
export async function mailsTo(email: string): Promise<MailDoc[]> {
  // Another test's call may be at this mail; it is on its way then.
  const waiting = { "to.email": email, status: { $in: ["queued" as const, "sending" as const] } };
  do await deliverDue("tests");
  while (await mails().findOne(waiting));
  return mails().find({ "to.email": email, status: "sent" }).sort({ _id: -1 }).toArray();
}

/** Where the button of the newest mail to the address leads. */
export async function linkTo(email: string): Promise<string> {
  const [mail] = await mailsTo(email);
  const link = mail && (await renderMail(mail)).link;
  if (!link) throw new Error(`No mail with a link was sent to ${email}`);
  return link;
}

export function tokenIn(link: string): string {
  return new URL(link).searchParams.get("token") ?? "";
}

export async function tokenTo(email: string): Promise<string> {
  return tokenIn(await linkTo(email));
}

export function accept<T = { status: string }>(
  token: string,
  fields: Record<string, unknown> = { password: "four rainy harbours" },
  as?: string,
): Promise<Answer<T>> {
  return post<T>("/v1/accounts/accept-invite", { token, ...fields }, as === undefined ? {} : { as });
}

export async function invitationDoc(id: string): Promise<InvitationDoc> {
  const doc = await invitations().findOne({ _id: new ObjectId(id) });
  if (!doc) throw new Error(`No invitation ${id}`);
  return doc;
}

export async function userDoc(email: string): Promise<UserDoc> {
  const doc = await users().findOne({ emailKey: email.toLowerCase() });
  if (!doc) throw new Error(`No user ${email}`);
  return doc;
}
