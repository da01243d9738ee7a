"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { createApiKey, revokeApiKey } from "@/lib/auth/api-keys";
import { KeyForm } from "@/lib/console/key-form";
import { AppError } from "@/lib/errors";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../../acting-user";

const words = consoleWords().settings.keys;

/** The key travels in this answer alone: not in the address, and a reload does not show it again. */
export async function createKeyAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(KeyForm, async (input) => {
    const made = await createApiKey(await actingUser(), { ...input, account: accountId });
    revalidatePath(`/a/${accountId}/settings/keys`);
    return { message: words.made.title(made.name), data: { id: made.id, name: made.name, key: made.key } };
  });
  return submit(state, data);
}

const Revoke = z.object({ key: z.string(), name: z.string().max(200) });

/** One that somebody else had revoked is what was asked for, too. */
export async function revokeKeyAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Revoke, async ({ key, name }) => {
    const actor = await actingUser();
    const id = requireId(key);
    try {
      await revokeApiKey(actor, id);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "not_found") throw error;
      return { message: words.goneAlready(name) };
    } finally {
      revalidatePath(`/a/${accountId}/settings/keys`);
    }
    return { message: words.revoked(name) };
  });
  return submit(state, data);
}
