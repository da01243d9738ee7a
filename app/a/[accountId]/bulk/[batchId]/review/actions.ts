"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { cancelBatch } from "@/lib/batches/cancel";
import { changeDraft } from "@/lib/batches/draft";
import { sendFirstRow } from "@/lib/batches/send-first-row";
import { startBatch } from "@/lib/batches/start";
import { fixAlike } from "@/lib/console/bulk-fix";
import { recheckDraft } from "@/lib/console/bulk-map";
import { RowsForm } from "@/lib/console/bulk-rows";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../../../acting-user";

const words = consoleWords().bulk.review;

type Action = (accountId: string, batchId: string, state: FormState, data: FormData) => Promise<FormState>;

const NOTHING = z.object({});

export const rowsAction: Action = async (accountId, batchId, state, data) => {
  const submit = formAction(RowsForm, async ({ rows, alike }) => {
    const actor = await actingUser();
    const id = requireId(batchId);
    if (rows.length > 0) await changeDraft(actor, id, { rows });
    const fixed = alike ? await fixAlike(actor, id, alike) : null;
    revalidatePath(`/a/${accountId}/bulk`, "layout");
    if (fixed?.meant) return { message: words.alike.done(fixed.rows, fixed.meant) };
    return { message: rows.length > 0 ? words.changed(rows.length) : words.unchanged };
  });
  return submit(state, data);
};

const Options = z.object({ sendEmail: z.literal("on").optional(), resend: z.literal("on").optional() });

export const optionsAction: Action = async (accountId, batchId, state, data) => {
  const submit = formAction(Options, async ({ sendEmail, resend }) => {
    const change = { sendEmail: sendEmail === "on", resend: resend === "on" };
    await changeDraft(await actingUser(), requireId(batchId), change);
    revalidatePath(`/a/${accountId}/bulk`, "layout");
  });
  return submit(state, data);
};

/** A check that was cut off is made again. */
export const checkAction: Action = async (accountId, batchId, state, data) => {
  const submit = formAction(NOTHING, async () => {
    await recheckDraft(await actingUser(), requireId(batchId));
    revalidatePath(`/a/${accountId}/bulk`, "layout");
  });
  return submit(state, data);
};

export const testAction: Action = async (_accountId, batchId, state, data) => {
  const submit = formAction(NOTHING, async () => {
    const { message } = await sendFirstRow(await actingUser(), requireId(batchId));
    return { message };
  });
  return submit(state, data);
};

export const startAction: Action = async (accountId, batchId, state, data) => {
  const submit = formAction(NOTHING, async () => {
    await startBatch(await actingUser(), requireId(batchId));
    revalidatePath(`/a/${accountId}`, "layout");
    redirect(`/a/${accountId}/bulk/${batchId}`);
  });
  return submit(state, data);
};

export const discardAction: Action = async (accountId, batchId, state, data) => {
  const submit = formAction(NOTHING, async () => {
    await cancelBatch(await actingUser(), requireId(batchId));
    revalidatePath(`/a/${accountId}/bulk`, "layout");
    redirect(`/a/${accountId}/bulk?discarded=1`);
  });
  return submit(state, data);
};
