"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { AddressForm, changedOwner, OwnerForm, ownerErrors, ownerTexts } from "@/lib/console/owner-form";
import { formAction } from "@/lib/http/form-action";
import { invalid } from "@/lib/http/input";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { withdrawAddressChange } from "@/lib/users/address/withdraw";
import { UpdateOwnerInput } from "@/lib/users/owner-schema";
import { readOwnerInfo } from "@/lib/users/read-owner";
import { updateOwnerInfo } from "@/lib/users/update-owner";
import { actingUser } from "../../acting-user";

const words = consoleWords().settings;

export async function changeOwnerAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(OwnerForm, async (typed) => {
    const actor = await actingUser();
    const id = requireId(accountId);
    const { fields, input } = changedOwner(ownerTexts(await readOwnerInfo(actor, id)), typed);
    if (fields.length === 0) return { message: words.unchanged };
    const wrong = ownerErrors(input);
    if (wrong.length > 0) throw invalid(wrong);
    await updateOwnerInfo(actor, id, UpdateOwnerInput.parse(input), { expected: [typed.version] });
    revalidatePath(`/a/${accountId}`, "layout");
    return { message: words.saved(fields.map((field) => words.owner.fields[field] ?? field).join(", ")) };
  });
  return submit(state, data);
}

/** Asks for another address; what comes of it is the mailboxes' to say. */
export async function changeAddressAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(AddressForm, async (input) => {
    const done = await updateOwnerInfo(await actingUser(), requireId(accountId), input, { expected: null });
    revalidatePath(`/a/${accountId}/settings/owner`);
    return { message: done.status === "updated" ? words.owner.email.same : done.message };
  });
  return submit(state, data);
}

export async function withdrawAddressAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(z.object({}), async () => {
    await withdrawAddressChange(await actingUser(), requireId(accountId));
    revalidatePath(`/a/${accountId}/settings/owner`);
    return { message: words.owner.pending.withdrawn };
  });
  return submit(state, data);
}
