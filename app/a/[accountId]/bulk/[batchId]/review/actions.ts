"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { cancelBatch } from "@/lib/batches/cancel";
import { sendFirstRow } from "@/lib/batches/send-first-row";
import { fixAlike } from "@/lib/console/bulk-fix";
import { recheckDraft } from "@/lib/console/bulk-map";
import { applyReview, startReviewed } from "@/lib/console/bulk-review";
import { ReviewForm } from "@/lib/console/bulk-rows";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../../../acting-user";

const words = consoleWords().bulk.review;

type Action = (accountId: string, batchId: string, state: FormState, data: FormData) => Promise<FormState>;

const NOTHING = z.object({});

/** Whatever is pressed on the page: what is typed and ticked on it counts first. */
export const reviewAction: Action = async (accountId, batchId, state, data) => {
  const submit = formAction(ReviewForm, async (input) => {
    const actor = await actingUser();
    const id = requireId(batchId);
    if (input.intent === "start") {
      // Also where it does not come to the start: what was typed is saved by then.
      revalidatePath(`/a/${accountId}`, "layout");
      await startReviewed(actor, id, input);
      redirect(`/a/${accountId}/bulk/${batchId}`);
    }
    await applyReview(actor, id, input);
    const fixed = input.alike ? await fixAlike(actor, id, input.alike) : null;
    revalidatePath(`/a/${accountId}/bulk`, "layout");
    if (input.intent === "test") return { message: (await sendFirstRow(actor, id)).message };
    if (input.intent === "options") return {};
    if (fixed?.meant) return { message: words.alike.done(fixed.rows, fixed.meant) };
    const { length } = input.rows;
    return { message: length > 0 ? words.changed(length) : words.unchanged };
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

export const discardAction: Action = async (accountId, batchId, state, data) => {
  const submit = formAction(NOTHING, async () => {
    await cancelBatch(await actingUser(), requireId(batchId));
    revalidatePath(`/a/${accountId}/bulk`, "layout");
    redirect(`/a/${accountId}/bulk?discarded=1`);
  });
  return submit(state, data);
};
