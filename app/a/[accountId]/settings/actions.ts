"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "@/components/ui/action-form";
import { changeAccount } from "@/lib/accounts/change";
import { settingsTexts } from "@/lib/accounts/schema";
import { readAccountSettings } from "@/lib/accounts/settings";
import { AccountForm } from "@/lib/console/account-form";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../acting-user";

const words = consoleWords().settings;

export async function changeAccountAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(AccountForm, async ({ version, change }) => {
    const actor = await actingUser();
    const id = requireId(accountId);
    const before = settingsTexts(await readAccountSettings(actor, id));
    await changeAccount(actor, id, change, { expected: [version] });
    // The frame names the account, too.
    revalidatePath(`/a/${accountId}`, "layout");
    const after = settingsTexts(change);
    const changed = Object.keys(after).filter((field) => after[field] !== before[field]);
    if (changed.length === 0) return { message: words.unchanged };
    return { message: words.saved(changed.map((field) => words.account.fields[field] ?? field).join(", ")) };
  });
  return submit(state, data);
}
