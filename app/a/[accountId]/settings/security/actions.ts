"use server";

import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { openSession } from "@/lib/auth/session";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { changePassword } from "@/lib/users/change-password";
import { endOtherSessions } from "@/lib/users/end-sessions";
import { actingUser } from "../../acting-user";

const words = consoleWords().settings.security;

const NewPassword = z.object({
  currentPassword: z.string().min(1, words.password.currentMissing).max(1000),
  password: z.string().min(1, words.password.nextMissing).max(200),
});

const submitPassword = formAction(NewPassword, async (input) => {
  const actor = await actingUser();
  const { sessionVersion } = await changePassword(actor, input);
  await openSession({ _id: actor.id, sessionVersion });
  return { message: words.password.done };
});

/** Every session ends; this browser gets a new one, so that it alone stays signed in. */
export async function changePasswordAction(state: FormState, data: FormData): Promise<FormState> {
  return submitPassword(state, data);
}

const submitEnd = formAction(z.object({}), async () => {
  const actor = await actingUser();
  const { sessionVersion } = await endOtherSessions(actor);
  await openSession({ _id: actor.id, sessionVersion });
  return { message: words.sessions.done };
});

export async function endSessionsAction(state: FormState, data: FormData): Promise<FormState> {
  return submitEnd(state, data);
}
