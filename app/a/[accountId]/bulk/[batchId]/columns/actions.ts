"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { FormState } from "@/components/ui/action-form";
import { ColumnsForm } from "@/lib/console/bulk-columns";
import { mapColumns } from "@/lib/console/bulk-map";
import { formAction } from "@/lib/http/form-action";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../../../acting-user";

export async function mapAction(
  accountId: string,
  batchId: string,
  state: FormState,
  data: FormData,
): Promise<FormState> {
  const submit = formAction(ColumnsForm, async (input) => {
    await mapColumns(await actingUser(), requireId(batchId), input);
    revalidatePath(`/a/${accountId}/bulk`, "layout");
    redirect(`/a/${accountId}/bulk/${batchId}/review`);
  });
  return submit(state, data);
}
