"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { draftOfFailed } from "@/lib/batches/again";
import { cancelBatch } from "@/lib/batches/cancel";
import { pauseBatch } from "@/lib/batches/pause";
import { resumeBatch } from "@/lib/batches/resume";
import { retryBatch } from "@/lib/batches/retry";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../../acting-user";

const words = consoleWords().bulkRun;

const Run = z.object({ intent: z.enum(["pause", "resume", "stop", "retry", "correct"]) });

const ACTS = { pause: pauseBatch, resume: resumeBatch, stop: cancelBatch, retry: retryBatch };

/** Pauses a list, lets it go on, stops it, tries its failed rows again, or makes a new list of those. */
export async function runAction(
  accountId: string,
  batchId: string,
  state: FormState,
  data: FormData,
): Promise<FormState> {
  const submit = formAction(Run, async ({ intent }) => {
    const actor = await actingUser(intent === "correct" ? ["uploads"] : []);
    const id = requireId(batchId);
    if (intent === "correct") {
      const draft = await draftOfFailed(actor, id);
      revalidatePath(`/a/${accountId}`, "layout");
      redirect(`/a/${accountId}/bulk/${draft.id}`);
    }
    const before = await ACTS[intent](actor, id);
    revalidatePath(`/a/${accountId}`, "layout");
    return intent === "retry" ? { message: words.next.again(before.counts.queued) } : {};
  });
  return submit(state, data);
}
