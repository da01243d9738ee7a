"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { goOn } from "@/app/go-on";
import type { FormState } from "@/components/ui/action-form";
import { openSession, signIn } from "@/lib/auth/session";
import { clientIp } from "@/lib/http/client-ip";
import { formAction } from "@/lib/http/form-action";
import { localPath } from "@/lib/http/local-path";
import { inWords } from "@/lib/i18n/form-errors";
import { requestWords } from "@/lib/i18n/request";

const Credentials = z.object({
  email: z.string().trim().min(1, "email_invalid").max(254, "email_invalid"),
  password: z.string().min(1, "required").max(200, "too_long"),
  callbackUrl: z.string().optional(),
});

const submit = formAction(Credentials, async ({ email, password, callbackUrl }) => {
  const user = await signIn({ email, password, ip: clientIp(await headers()) });
  await openSession(user);
  return goOn(localPath(callbackUrl) ?? "/");
});

export async function signInAction(state: FormState, data: FormData): Promise<FormState> {
  const { words } = await requestWords();
  return inWords(await submit(state, data), words);
}
