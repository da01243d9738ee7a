"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "@/components/ui/action-form";
import { changeBranding, readBranding } from "@/lib/branding/change";
import { BRANDING_FIELDS, BrandingForm, brandingTexts } from "@/lib/console/branding-form";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../../acting-user";

const words = consoleWords().branding;

export async function changeBrandingAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(BrandingForm, async ({ version, change }) => {
    const actor = await actingUser();
    const id = requireId(accountId);
    const before = brandingTexts(await readBranding(actor, id));
    const after = brandingTexts(await changeBranding(actor, id, change, { expected: [version] }));
    revalidatePath(`/a/${accountId}`, "layout");
    const changed = BRANDING_FIELDS.filter((field) => after[field] !== before[field]);
    if (changed.length === 0) return { message: words.unchanged };
    return { message: words.saved(changed.map((field) => words.fields[field] ?? field).join(", ")) };
  });
  return submit(state, data);
}
