import { Notice } from "@/components/ui/notice";
import { consoleWords } from "@/lib/i18n/console/words";

/** For those above, who may look at a suspended account. */
export function SuspendedNotice({ name }: { name: string }) {
  return (
    <Notice tone="waiting" className="mt-4">
      {consoleWords().frame.suspendedAbove(name)}
    </Notice>
  );
}
