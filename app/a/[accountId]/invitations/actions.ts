"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import type { UserActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { cancelInvite } from "@/lib/invitations/cancel";
import { inviteById } from "@/lib/invitations/resend";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../acting-user";

const words = consoleWords().invitations;

/** As many as a page can show. */
const MOST_CHOSEN = 100;

const Chosen = z.object({
  intent: z.enum(["resend", "cancel"]),
  invitation: z.union([z.string().transform((one) => [one]), z.array(z.string()).max(MOST_CHOSEN)]).optional(),
});

/** Sends the chosen ones again, or cancels them. What is refused is told by name; the others go through. */
export async function chosenAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Chosen, async ({ intent, invitation = [] }) => {
    if (invitation.length === 0) throw new AppError("invalid_request", words.noneChosen);
    const account = requireId(accountId);
    const refused: string[] = [];
    for (const invitationId of invitation) {
      try {
        const actor = await actingUser(intent === "resend" ? ["invitations"] : []);
        if (intent === "resend") await inviteById(actor, account, { invitationId });
        else await cancelInvite(actor, account, { invitationId });
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        refused.push(error.message);
      }
    }
    revalidatePath(`/a/${accountId}`, "layout");
    const done = invitation.length - refused.length;
    const told = intent === "resend" ? words.didResend : words.didCancel;
    return { message: [done > 0 ? told(done) : null, ...leftOver(refused)].filter((line) => line !== null).join("\n") };
  });
  return submit(state, data);
}

/** Each reason once. */
function leftOver(refused: string[]): string[] {
  return refused.length === 0 ? [] : [words.didNot(refused.length), ...new Set(refused)];
}

const Again = z.object({ invitation: z.string(), email: z.string().max(1000).optional() });

/** Sends one again, to another address where one is given. One that had ended becomes a new invitation, with its own page. */
export async function sendAgainAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Again, async ({ invitation, email }) => {
    const actor = await actingUser(["invitations"]);
    return sendAgain(actor, accountId, invitation, email);
  });
  return submit(state, data);
}

async function sendAgain(actor: UserActor, accountId: string, invitationId: string, email: string | undefined) {
  const sent = await inviteById(actor, requireId(accountId), { invitationId, ...(email ? { email } : {}) });
  revalidatePath(`/a/${accountId}`, "layout");
  if (sent.invitation.id !== invitationId) redirect(`/a/${accountId}/invitations/${sent.invitation.id}`);
  return { message: sent.message };
}

const Move = z.object({ invitation: z.string(), email: z.string().min(1, "Fill this in.").max(1000) });

export async function moveAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Move, async ({ invitation, email }) => {
    const actor = await actingUser(["invitations"]);
    return sendAgain(actor, accountId, invitation, email);
  });
  return submit(state, data);
}

const Cancel = z.object({ invitation: z.string(), quiet: z.literal("on").optional() });

export async function cancelAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Cancel, async ({ invitation, quiet }) => {
    const actor = await actingUser();
    const done = await cancelInvite(actor, requireId(accountId), {
      invitationId: invitation,
      notify: quiet === undefined,
    });
    revalidatePath(`/a/${accountId}`, "layout");
    return { message: done.message };
  });
  return submit(state, data);
}
