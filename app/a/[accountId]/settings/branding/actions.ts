"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "@/components/ui/action-form";
import { changeBranding, readBranding } from "@/lib/branding/change";
import { BRANDING_FIELDS, BrandingForm, brandingTexts, isSameTexts } from "@/lib/console/branding-form";
import { AppError } from "@/lib/errors";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../../acting-user";

const words = consoleWords().branding;

export async function changeBrandingAction(accountId: string, state: FormState, data: FormData): Promise<FormState> {
  const submit = formAction(BrandingForm, async ({ version, drawn, change }) => {
    const actor = await actingUser();
    const id = requireId(accountId);
    const before = brandingTexts(await readBranding(actor, id));
    const write = (expected: number) => changeBranding(actor, id, change, { expected: [expected] });
    const written = await write(version).catch((error: unknown) => {
      const { current, version: latest } = error instanceof AppError ? (error.extra ?? {}) : {};
      // A new logo raises the version, too: that alone is nobody's conflict.
      if (typeof latest !== "number" || !isSameTexts(drawn, current)) throw error;
      return write(latest);
    });
    const after = brandingTexts(written);
    revalidatePath(`/a/${accountId}`, "layout");
    const changed = BRANDING_FIELDS.filter((field) => after[field] !== before[field]);
    if (changed.length === 0) return { message: words.unchanged };
    return { message: words.saved(changed.map((field) => words.fields[field] ?? field).join(", ")) };
  });
  return submit(state, data);
}
