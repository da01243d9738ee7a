"use server";

import type { ObjectId } from "mongodb";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { offerOwnership, withdrawOwnership } from "@/lib/accounts/transfer";
import { acceptOwnership } from "@/lib/accounts/transfer-accept";
import type { UserActor } from "@/lib/auth/actor";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { changeMembership } from "@/lib/users/change-membership";
import { removeMember } from "@/lib/users/remove";
import type { UserView } from "@/lib/users/schema";
import { actingUser } from "../acting-user";

const words = consoleWords().people;

const Act = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("withdraw") }),
  z.object({
    intent: z.enum(["admin", "member", "disable", "enable", "remove", "offer"]),
    user: z.string(),
    /** As the row was drawn: somebody else may have changed it since. */
    role: z.enum(["owner", "admin", "member"]),
    status: z.enum(["active", "disabled"]),
  }),
]);
type Act = z.infer<typeof Act>;

export async function personAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Act, async (act) => {
    const actor = await actingUser();
    const account = requireId(accountId);
    try {
      const message = await run(actor, account, act);
      const left = act.intent === "remove" && requireId(act.user).equals(actor.id);
      if (!left) return { message };
    } finally {
      // What was refused because something else stands there now is shown as it is now.
      revalidatePath(`/a/${accountId}`, "layout");
    }
    redirect("/");
  });
  return submit(state, data);
}

async function run(actor: UserActor, account: ObjectId, act: Act): Promise<string> {
  if (act.intent === "withdraw") return (await withdrawOwnership(actor, account)).message;
  const { user, role, status, intent } = act;
  const id = requireId(user);
  const seen = { seen: { role, status } };
  switch (intent) {
    case "admin":
    case "member":
      return words.did[intent](nameOf(await changeMembership(actor, account, id, { role: intent }, seen)));
    case "disable":
      return words.did.disable(nameOf(await changeMembership(actor, account, id, { status: "disabled" }, seen)));
    case "enable":
      return words.did.enable(nameOf(await changeMembership(actor, account, id, { status: "active" }, seen)));
    case "remove":
      return (await removeMember(actor, account, id, seen)).message;
    case "offer":
      return words.did.offer(nameOf((await offerOwnership(actor, account, id)).user));
  }
}

function nameOf({ firstName, lastName, email }: UserView): string {
  return `${firstName} ${lastName}`.trim() || email;
}

const Nothing = z.object({});

export async function acceptAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Nothing, async () => {
    await acceptOwnership(await actingUser(), requireId(accountId));
    revalidatePath(`/a/${accountId}`, "layout");
    redirect(`/a/${accountId}/people?now=owner`);
  });
  return submit(state, data);
}

export async function declineAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(Nothing, async () => {
    await withdrawOwnership(await actingUser(), requireId(accountId));
    revalidatePath(`/a/${accountId}`, "layout");
    redirect(`/a/${accountId}/people/ownership?now=declined`);
  });
  return submit(state, data);
}
