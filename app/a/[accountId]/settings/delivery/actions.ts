"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { AppError } from "@/lib/errors";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { addSuppression } from "@/lib/suppressions/add";
import { liftSuppression } from "@/lib/suppressions/lift";
import { emailText } from "@/lib/text";
import { actingUser } from "../../acting-user";

const words = consoleWords().delivery;

const Add = z.object({ email: emailText });

export async function stopAddressAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Add, async ({ email }) => {
    const stopped = await addSuppression(await actingUser(), requireId(accountId), { email });
    revalidatePath(`/a/${accountId}/settings/delivery`);
    const { done, already } = words.add;
    return { message: stopped.reason === "manual" ? done(stopped.email) : already(stopped.email) };
  });
  return submit(state, data);
}

const Lift = z.object({ stop: z.string(), email: z.string().max(1000), reason: z.string().max(20) });

/** One that somebody else had allowed again is what was asked for, too. */
export async function allowAgainAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Lift, async ({ stop, email, reason }) => {
    const actor = await actingUser();
    const [account, id] = [requireId(accountId), requireId(stop)];
    try {
      await liftSuppression(actor, account, id);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "not_found") throw error;
      return { message: words.allowedAlready(email) };
    } finally {
      revalidatePath(`/a/${accountId}/settings/delivery`);
    }
    return { message: reason === "manual" ? words.allowed(email) : words.allowedHere(email) };
  });
  return submit(state, data);
}
