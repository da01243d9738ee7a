"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { openSession } from "@/lib/auth/session";
import { formAction } from "@/lib/http/form-action";
import { inWords } from "@/lib/i18n/form-errors";
import { requestWords } from "@/lib/i18n/request";
import { setUp } from "@/lib/users/set-up";

const name = z.string().trim().min(1, "required").max(60, "too_long");

const SetUp = z.object({
  code: z.string().trim().min(1, "required").max(100, "too_long"),
  accountName: name,
  firstName: name,
  lastName: name,
  email: z.string().trim().max(254, "email_invalid").pipe(z.email("email_invalid")),
  password: z.string().min(1, "password_required").max(200, "too_long"),
});

const submit = formAction(SetUp, async ({ code, ...owner }) => {
  const { user, account } = await setUp(code, owner);
  await openSession(user);
  redirect(`/a/${account._id.toHexString()}`);
});

export async function setUpAction(state: FormState, data: FormData): Promise<FormState> {
  const { words } = await requestWords();
  const outcome = await submit(state, data);
  // The domain forbids a wrong code in the words of an API.
  return inWords(outcome.code === "forbidden" ? { ...outcome, errors: { code: "setup_code_wrong" } } : outcome, words);
}
