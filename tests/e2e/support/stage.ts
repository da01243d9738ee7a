import type { BrowserContext, Page } from "@playwright/test";
import type { ObjectId } from "mongodb";
import { inviteUrl } from "@/lib/auth/invite-token";
import { signReset } from "@/lib/auth/mail-token";
import { sessionCookieName } from "@/lib/auth/session-token";
import { mails } from "@/lib/db/client";
import type { UserDoc } from "@/lib/db/types";
import { forgetEnv } from "@/lib/env";
import { claimsOf } from "@/lib/invitations/compose";
import { cookieOf, type Tenant } from "../../support/factories";
import { invitationDoc, tokenIn } from "../../support/invites";
import { callApi, inviteAs } from "./api";
import type { Installation } from "./installation";

/** Where pages are looked at: an installation, a tenant in it, and the language of invitees. */
export interface Stage {
  url: string;
  tenant: Pick<Tenant, "id" | "cookie" | "owner" | "account">;
  locale: string;
}

/** A page in one of its states. */
export interface Place {
  name: string;
  /** From wherever the browser is; who was signed in before is not any more. */
  go(page: Page): Promise<void>;
}

/** Lets this process look into an installation's database, and sign with its secret. */
export async function moveIn(installation: Installation): Promise<void> {
  Object.assign(process.env, {
    APP_URL: installation.url,
    APP_SECRET: installation.secret(),
    MONGODB_URI: await installation.mongodbUri(),
    RATE_LIMITS: "off",
  });
  forgetEnv();
}

export async function startSession(
  context: BrowserContext,
  url: string,
  user: Pick<UserDoc, "_id" | "sessionVersion">,
): Promise<void> {
  const [, value = ""] = (await cookieOf(user)).split(/=(.*)/s);
  await context.addCookies([{ name: sessionCookieName(), value, url, httpOnly: true, sameSite: "Lax" }]);
}

export async function signedOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

export async function signedInAs(
  page: Page,
  { url }: Stage,
  user: Pick<UserDoc, "_id" | "sessionVersion">,
): Promise<void> {
  await signedOut(page);
  await startSession(page.context(), url, user);
}

/** An invitation from the tenant, and the link in its mail. */
export async function invited(
  { url, tenant, locale }: Stage,
  fields: Record<string, unknown>,
): Promise<{ id: string; accountId: string; link: string; token: string }> {
  const { invitation, account } = await inviteAs(tenant, url, { locale, ...fields });
  const link = await linkOf(url, invitation.id);
  return { id: invitation.id, accountId: account.id, link, token: tokenIn(link) };
}

export async function linkOf(url: string, invitationId: string): Promise<string> {
  return inviteUrl(claimsOf(await invitationDoc(invitationId)), url);
}

/** The link in the newest mail about a forgotten password. */
export async function resetLinkOf(url: string, user: ObjectId): Promise<string> {
  const mail = await mails().findOne({ kind: "password-reset", "reset.user": user }, { sort: { _id: -1 } });
  if (!mail) throw new Error("No password mail was written");
  return `${url}/reset-password?token=${await signReset(mail._id, mail.reset)}`;
}

export function accepted({ url }: Stage, token: string): Promise<unknown> {
  return callApi(`${url}/v1/accounts/accept-invite`, "POST", "", { token, password: "rye and caraway" });
}
