"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { suspendAccount, unsuspendAccount } from "@/lib/accounts/suspend";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../acting-user";

const words = consoleWords().accounts;

const Turn = z.object({ account: z.string(), intent: z.enum(["suspend", "lift"]) });

/** Suspends an account below this one, or lifts that. */
export async function turnAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Turn, async ({ account, intent }) => {
    const id = requireId(account);
    const actor = await actingUser();
    const turned = await (intent === "suspend" ? suspendAccount(actor, id) : unsuspendAccount(actor, id));
    revalidatePath(`/a/${accountId}`, "layout");
    if (intent === "suspend") return { message: words.suspend.done(turned.name) };
    return { message: (turned.status === "suspended" ? words.lift.doneHeld : words.lift.done)(turned.name) };
  });
  return submit(state, data);
}
