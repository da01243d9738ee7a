"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { ContactChangeForm, NewContactForm } from "@/lib/console/contact-form";
import { changeContact } from "@/lib/contacts/change";
import { createContact } from "@/lib/contacts/create";
import { deleteContact } from "@/lib/contacts/delete";
import type { ContactView } from "@/lib/contacts/schema";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../acting-user";

const words = consoleWords().contacts;

/** What the form says afterwards, and whether inviting is the next step. */
function told(contact: ContactView, message: string) {
  const invitable = contact.availability === "available" && contact.email !== null;
  return { message, data: { contact: { id: contact.id, name: contact.name, invitable } } };
}

export async function addAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(NewContactForm, async (input) => {
    const contact = await createContact(await actingUser(), { ...input, accountId });
    revalidatePath(`/a/${accountId}`, "layout");
    return told(contact, words.did.added(contact.name));
  });
  return submit(state, data);
}

export async function changeAction(
  accountId: string,
  contactId: string,
  state: FormState,
  data: FormData,
): Promise<FormState> {
  const submit = formAction(ContactChangeForm, async ({ version, change }) => {
    const expected = version === null ? null : [version];
    const contact = await changeContact(await actingUser(), requireId(contactId), change, { expected });
    revalidatePath(`/a/${accountId}`, "layout");
    return told(contact, words.did.saved(contact.name));
  });
  return submit(state, data);
}

export async function deleteAction(
  accountId: string,
  contactId: string,
  state: FormState,
  data: FormData,
): Promise<FormState> {
  const submit = formAction(z.object({}), async () => {
    await deleteContact(await actingUser(), requireId(contactId));
    revalidatePath(`/a/${accountId}`, "layout");
    redirect(`/a/${accountId}/contacts?deleted=1`);
  });
  return submit(state, data);
}
