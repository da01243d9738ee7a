"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { AppError } from "@/lib/errors";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { cancelInvite } from "@/lib/invitations/cancel";
import { cancelMany } from "@/lib/invitations/cancel-many";
import type { Selection } from "@/lib/invitations/matching";
import { remindExpiring, remindInvitation } from "@/lib/invitations/remind-by-hand";
import { inviteById } from "@/lib/invitations/resend";
import { resendMany } from "@/lib/invitations/resend-many";
import type { CancelledMany, ResentMany } from "@/lib/invitations/schema";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../acting-user";
import { readAddress } from "./filters";

const words = consoleWords().invitations;
const told = { resend: words.didResend, remind: words.didRemind, cancel: words.didCancel };
const { stopped } = consoleWords().invitation;
const overview = consoleWords().overview;

/** As many as a page can show. */
const MOST_CHOSEN = 100;

const Chosen = z.object({
  intent: z.enum(["resend", "remind", "cancel"]),
  invitation: z.union([z.string().transform((one) => [one]), z.array(z.string()).max(MOST_CHOSEN)]).optional(),
});

/** Sends the chosen ones again, reminds of them, or cancels them. What is refused is told by name; the others go through. */
export async function chosenAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Chosen, async ({ intent, invitation = [] }) => {
    if (invitation.length === 0) throw new AppError("invalid_request", words.noneChosen);
    const account = requireId(accountId);
    const refused: string[] = [];
    for (const invitationId of invitation) {
      try {
        const actor = await actingUser(intent === "cancel" ? [] : ["invitations"]);
        if (intent === "resend") await inviteById(actor, account, { invitationId });
        else if (intent === "remind") await remindInvitation(actor, requireId(invitationId));
        else await cancelInvite(actor, account, { invitationId });
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        refused.push(error.message);
      }
    }
    revalidatePath(`/a/${accountId}`, "layout");
    const done = invitation.length - refused.length;
    return {
      message: [done > 0 ? told[intent](done) : null, ...leftOver(refused)].filter((line) => line !== null).join("\n"),
    };
  });
  return submit(state, data);
}

const All = z.object({
  intent: z.enum(["resend", "cancel"]),
  quiet: z.literal("on").optional(),
  /** As the address says it. */
  filter: z.string().max(2000),
});

/** A form is answered after so many calls, of some hundreds each; what is left is said. */
const MOST_CALLS = 20;

/** Sends all again that the list's tab and filters leave, or cancels them. */
export async function allAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(All, async ({ intent, quiet, filter }) => {
    const account = requireId(accountId);
    const { cursor: _, status, q, ...rest } = readAddress(Object.fromEntries(new URLSearchParams(filter)));
    if (status === "all" || status === "accepted") throw new AppError("invalid_request", words.noneChosen);
    const set = { ...rest, status, ...(q.trim() === "" ? {} : { q }) };
    let done = 0;
    let cursor: string | null = null;
    const left = new Map<string, number>();
    for (let calls = 0; calls < MOST_CALLS && (calls === 0 || cursor !== null); calls++) {
      const actor = await actingUser(intent === "cancel" ? [] : ["invitations"]);
      const next: Selection = { ...set, ...(cursor === null ? {} : { cursor }) };
      const answer: ResentMany | CancelledMany = await (intent === "cancel"
        ? cancelMany(actor, account, next, { notify: quiet === undefined })
        : resendMany(actor, account, next));
      done += answer.counts.done;
      for (const { message, count } of answer.reasons) left.set(message, (left.get(message) ?? 0) + count);
      cursor = answer.nextCursor;
    }
    revalidatePath(`/a/${accountId}`, "layout");
    const stayed = [...left.values()].reduce((sum, count) => sum + count, 0);
    return {
      message: [
        told[intent](done),
        ...(stayed > 0 ? [words.didNot(stayed), ...left.keys()] : []),
        ...(cursor === null ? [] : [words.all.more]),
      ].join("\n"),
    };
  });
  return submit(state, data);
}

/** Each reason once. */
function leftOver(refused: string[]): string[] {
  return refused.length === 0 ? [] : [words.didNot(refused.length), ...new Set(refused)];
}

const FORCE = { force: z.literal("on").optional() };
const Again = z.object({ invitation: z.string(), intent: z.enum(["again", "remind"]).default("again"), ...FORCE });

/** Sends one again, or reminds of it. One that had ended becomes a new invitation, with its own page. */
export async function sendAgainAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Again, async ({ invitation, intent, force }) => {
    if (intent === "remind") return remindOne(accountId, invitation);
    return sendAgain(accountId, invitation, { force });
  });
  return submit(state, data);
}

async function sendAgain(accountId: string, invitationId: string, how: { email?: string; force?: "on" }) {
  const actor = await actingUser(["invitations"]);
  const { email, force } = how;
  const options = { ...(email ? { email } : {}), ...(force ? { force: true } : {}) };
  const sent = await inviteById(actor, requireId(accountId), { invitationId, ...options }).catch(inWords);
  revalidatePath(`/a/${accountId}`, "layout");
  if (sent.invitation.id !== invitationId) redirect(`/a/${accountId}/invitations/${sent.invitation.id}`);
  return { message: sent.message };
}

/** A program is told how to insist; a person gets a button for it. */
function inWords(error: unknown): never {
  if (!(error instanceof AppError && error.code === "mail_suppressed")) throw error;
  const why = stopped.why[String(error.extra?.reason)];
  throw new AppError(error.code, why ? stopped.sentence(why) : stopped.above, { cause: error });
}

const Move = z.object({
  invitation: z.string(),
  email: z.string().min(1, "Fill this in.").max(1000),
  /** The address that was suggested, where that button was pressed. */
  meant: z.string().max(1000).optional(),
  ...FORCE,
});

/** Corrects the address and sends again, in one step. */
export async function moveAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Move, async ({ invitation, email, meant, force }) =>
    sendAgain(accountId, invitation, { email: meant ?? email, force }),
  );
  return submit(state, data);
}

const Remind = z.object({ invitation: z.string() });

export async function remindAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Remind, ({ invitation }) => remindOne(accountId, invitation));
  return submit(state, data);
}

async function remindOne(accountId: string, invitation: string) {
  const actor = await actingUser(["invitations"]);
  const { message } = await remindInvitation(actor, requireId(invitation));
  revalidatePath(`/a/${accountId}`, "layout");
  return { message };
}

/** Reminds all that end within a day, and tells whom it left out and why. */
export async function remindExpiringAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(z.object({}), async () => {
    const actor = await actingUser(["invitations"]);
    const { reminded, refused, reasons, more } = await remindExpiring(actor, requireId(accountId));
    revalidatePath(`/a/${accountId}`, "layout");
    if (reminded + refused === 0) return { message: overview.nobodyToRemind };
    const lines = [
      reminded > 0 ? overview.reminded(reminded) : null,
      more ? overview.moreToRemind : null,
      ...(refused > 0 ? [overview.notReminded(refused), ...reasons] : []),
    ];
    return { message: lines.filter((line) => line !== null).join("\n") };
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
