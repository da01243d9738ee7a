"use client";

import { useActionState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { SettingsSaid } from "./settings-said";

const words = consoleWords().settings.security.sessions;

/** Nothing is lost by it, so it is not asked twice. */
export function SettingsSessionsForm({ action }: { action: (state: FormState, data: FormData) => Promise<FormState> }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  return (
    <ActionForm state={state} action={submit} summary={words.title} order={[]} className="max-w-[560px] pt-4">
      <p className="text-ink-muted">{words.lead}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton variant="line" pendingWord={words.submitting}>
          {words.submit}
        </SubmitButton>
        <SettingsSaid state={state} />
      </div>
    </ActionForm>
  );
}
