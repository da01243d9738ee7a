"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { letterWords, linkOf, pathOf } from "@/app/unsubscribe/stop-link";
import type { FormState } from "@/components/ui/action-form";
import { clientIp } from "@/lib/http/client-ip";
import { formAction } from "@/lib/http/form-action";
import { inWords } from "@/lib/i18n/form-errors";
import { messagesFor } from "@/lib/i18n/messages";
import { requestLocale } from "@/lib/i18n/request";
import { unsubscribe } from "@/lib/invitations/unsubscribe";

const Pressed = z.object({ token: z.string().min(1).max(4096) });

const stop = formAction(Pressed, async ({ token }) => {
  await unsubscribe(token, clientIp(await headers()));
  // The page itself says how things stand now.
  redirect(pathOf(token));
});

/** Stops further mail: the one thing on this page that changes anything. */
export async function stopAction(state: FormState, data: FormData): Promise<FormState> {
  const outcome = await stop(state, data);
  const token = String(data.get("token") ?? "");
  if (outcome.code === "token_invalid") redirect(pathOf(token));
  // With the database away the language cannot be asked for; the reader's own then does.
  const link = await linkOf(token).catch(() => null);
  const { words } = link ? await letterWords(link) : { words: messagesFor(await requestLocale()) };
  return inWords(outcome, words);
}
