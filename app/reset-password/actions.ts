"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { goOn } from "@/app/go-on";
import type { FormState } from "@/components/ui/action-form";
import { clientIp } from "@/lib/http/client-ip";
import { formAction } from "@/lib/http/form-action";
import { localPath } from "@/lib/http/local-path";
import { inWords } from "@/lib/i18n/form-errors";
import { requestWords } from "@/lib/i18n/request";
import { resetPassword } from "@/lib/users/reset-password";

const NewPassword = z.object({
  token: z.string().min(1).max(4096),
  password: z.string().min(1, "password_required").max(200, "too_long"),
});

const submit = formAction(NewPassword, async ({ token, password }) => {
  const { next } = await resetPassword(token, password, clientIp(await headers()));
  // Whoever forgot it on the way to something goes on there; the page there asks to sign in.
  return goOn(localPath(next) ?? "/login?password=changed");
});

export async function resetAction(state: FormState, data: FormData): Promise<FormState> {
  const { words } = await requestWords();
  return inWords(await submit(state, data), words);
}
