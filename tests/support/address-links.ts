import { signAddress } from "@/lib/auth/address-token";
import { mails, users } from "@/lib/db/client";
import type { AddressAct, MailDoc, UserDoc } from "@/lib/db/types";
import type { EmailVerified, OwnerUpdated } from "@/lib/users/owner-schema";
import { type Answer, post, put } from "./api";
import { PASSWORD, type Tenant } from "./factories";

/** Changes of address as a caller asks for them, and their links as the mailboxes get them. */

/** The token of the newest mail to this address that carries such a link. */
export async function addressToken(email: string, act: AddressAct): Promise<string> {
  const mail = await mails().findOne({ "to.email": email, "address.acts": act }, { sort: { _id: -1 } });
  if (!mail?.address) throw new Error(`No mail to ${email} has a link to ${act}`);
  return signAddress(mail.address, act);
}

export function addressMails(email: string, kind: MailDoc["kind"]): Promise<MailDoc[]> {
  return mails().find({ "to.email": email, kind }).sort({ _id: 1 }).toArray();
}

export function verify<T = EmailVerified>(token: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
  return post<T>("/v1/accounts/verify-email", { token }, { headers });
}

/** Follows the newest such link to the address. */
export async function follow<T = EmailVerified>(email: string, act: AddressAct): Promise<Answer<T>> {
  return verify<T>(await addressToken(email, act));
}

export function updateOwner<T = OwnerUpdated>(
  { id }: Pick<Tenant, "id">,
  body: unknown,
  as: string,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  return put<T>(`/v1/accounts/${id}/updateownerinfo`, body, { as, headers });
}

/** The owner asks in person for another address, where that has to work. */
export async function asked(tenant: Pick<Tenant, "id" | "cookie">, email: string): Promise<OwnerUpdated> {
  const answer = await updateOwner(tenant, { email, currentPassword: PASSWORD }, tenant.cookie);
  if (answer.status !== 200) throw new Error(`Not asked: ${answer.text}`);
  return answer.body;
}

export async function record(user: Pick<UserDoc, "_id">): Promise<UserDoc> {
  const found = await users().findOne({ _id: user._id });
  if (!found) throw new Error("The user is gone");
  return found;
}
