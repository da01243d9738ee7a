"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { letterWords, outcomePath } from "@/app/verify-email/address-link";
import type { FormState } from "@/components/ui/action-form";
import { clientIp } from "@/lib/http/client-ip";
import { formAction } from "@/lib/http/form-action";
import { inWords } from "@/lib/i18n/form-errors";
import { describeAddressLink } from "@/lib/users/address/describe-link";
import { stopFromConsent, verifyEmail } from "@/lib/users/address/verify";

/** What has changed since the page was shown is not explained in the form; the page, shown anew, says how things stand. */
const CHANGED_MEANWHILE = new Set(["token_used", "token_invalid"]);

const Pressed = z.object({ token: z.string().min(1).max(4096) });

const verify = formAction(Pressed, async ({ token }) => {
  const { byName, locale } = await describeAddressLink(token);
  const { status } = await verifyEmail(token, { ip: clientIp(await headers()) });
  redirect(outcomePath(status === "stopped" && byName !== null ? "kept" : status, locale));
});

const refuse = formAction(Pressed, async ({ token }) => {
  const { locale } = await describeAddressLink(token);
  await stopFromConsent(token, clientIp(await headers()));
  redirect(outcomePath("kept", locale));
});

/** Does what the link is for: the one thing on this page that changes anything. */
export async function verifyAction(state: FormState, data: FormData): Promise<FormState> {
  return tell(await verify(state, data), data);
}

/** Does not agree, and so stops the change. */
export async function refuseAction(state: FormState, data: FormData): Promise<FormState> {
  return tell(await refuse(state, data), data);
}

async function tell(outcome: FormState, data: FormData): Promise<FormState> {
  const token = String(data.get("token") ?? "");
  if (outcome.code && CHANGED_MEANWHILE.has(outcome.code)) redirect(`/verify-email?${new URLSearchParams({ token })}`);
  // With the database away the language cannot be asked for; the reader's own then does.
  const link = await describeAddressLink(token).catch(() => null);
  const { words } = await letterWords(link?.locale ?? null);
  return inWords(outcome, words);
}
