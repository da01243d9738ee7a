"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "@/components/ui/action-form";
import { InviteForm } from "@/lib/console/invite-form";
import { formAction } from "@/lib/http/form-action";
import { invite } from "@/lib/invitations/invite";
import { actingUser } from "../../acting-user";

const submit = formAction(InviteForm, async (input) => {
  const done = await invite(await actingUser(["invitations"]), input);
  revalidatePath(`/a/${input.accountId}`, "layout");
  return { message: done.message, data: { invitationId: done.invitation.id, inviteUrl: done.inviteUrl ?? null } };
});

export async function inviteAction(state: FormState, data: FormData): Promise<FormState> {
  return submit(state, data);
}
