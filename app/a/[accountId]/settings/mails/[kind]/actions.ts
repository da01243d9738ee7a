"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "@/components/ui/action-form";
import type { TemplateLocale } from "@/lib/branding/schema";
import { sendTemplateTest } from "@/lib/branding/send-test";
import { changeTemplate, readTemplate, resetTemplate } from "@/lib/branding/template";
import { TemplateForm } from "@/lib/console/template-form";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { requireId } from "@/lib/require-id";
import { actingUser } from "../../../acting-user";

const words = consoleWords().mails;
const { languages } = consoleWords().invite;

/** Everything that can be done with one mail's words in one language; see `TemplateForm`. */
export async function wordMailAction(
  accountId: string,
  kind: string,
  locale: TemplateLocale,
  state: FormState,
  data: FormData,
): Promise<FormState> {
  const submit = formAction(TemplateForm, async ({ version, intent, take, subject, introduction }) => {
    const actor = await actingUser();
    const id = requireId(accountId);
    const expected = [version];
    if (intent === "test") {
      const { message } = await sendTemplateTest(actor, id, kind, { locale, subject, introduction });
      return { message };
    }
    const before = await readTemplate(actor, id, kind, locale);
    const earlier = intent === "take" ? before.history.find((one) => one.version === take) : undefined;
    if (intent === "take" && !earlier) return { message: words.history.gone };
    const after =
      intent === "usual"
        ? await resetTemplate(actor, id, kind, { locale, expected })
        : await changeTemplate(
            actor,
            id,
            kind,
            {
              locale,
              subject: earlier ? earlier.subject : subject,
              introduction: earlier ? earlier.introduction : introduction,
            },
            { expected },
          );
    revalidatePath(`/a/${accountId}/settings/mails`, "layout");
    if (after.version === before.version) return { message: words.unchanged };
    if (intent === "usual") return { message: words.reset.done(languages[locale]) };
    return { message: earlier ? words.history.restored(earlier.version) : words.saved(languages[locale]) };
  });
  return submit(state, data);
}
