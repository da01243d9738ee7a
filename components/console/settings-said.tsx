import type { FormState } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";

/** What came of a form, beside its button; what went wrong stands in its summary. */
export function SettingsSaid({ state }: { state: FormState }) {
  if (!state.ok || state.message === undefined) return null;
  return (
    <Notice tone="done" role="status" className="max-w-[560px]">
      {state.message}
    </Notice>
  );
}
