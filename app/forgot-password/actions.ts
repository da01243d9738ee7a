"use server";

import { headers } from "next/headers";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { clientIp } from "@/lib/http/client-ip";
import { formAction } from "@/lib/http/form-action";
import { localPath } from "@/lib/http/local-path";
import { inWords } from "@/lib/i18n/form-errors";
import { requestWords } from "@/lib/i18n/request";
import { requestPasswordReset } from "@/lib/users/request-password-reset";

const Forgotten = z.object({
  email: z.string().trim().max(254, "email_invalid").pipe(z.email("email_invalid")),
  next: z.string().optional(),
});

const submit = formAction(Forgotten, async ({ email, next }) => {
  await requestPasswordReset(email, { ip: clientIp(await headers()), next: localPath(next) });
});

/** The same answer whether there is such a login or not. */
export async function forgotAction(state: FormState, data: FormData): Promise<FormState> {
  const { words } = await requestWords();
  const outcome = await submit(state, data);
  if (!outcome.ok) return inWords(outcome, words);
  return { ...outcome, message: words.forgot.sentBody(String(data.get("email")).trim()) };
}
