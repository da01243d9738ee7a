import Link from "next/link";
import type { FormState } from "@/components/ui/action-form";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().invite;

/** Where something stands in the way, the way to it. The sentence itself is the form's. */
export function InviteConflict({ base, state }: { base: string; state: FormState }) {
  if (state.ok || typeof state.data !== "object" || state.data === null) return null;
  const { invitationId, accountId } = state.data as { invitationId?: unknown; accountId?: unknown };
  const [href, word] =
    typeof invitationId === "string"
      ? [`${base}/invitations/${invitationId}`, words.openPending]
      : typeof accountId === "string"
        ? [`/a/${accountId}`, words.openAccount]
        : [];
  if (!href) return null;
  return (
    <p className="-mt-4 ps-3.5">
      <Link href={href} className="font-medium text-door underline underline-offset-2">
        {word}
      </Link>
    </p>
  );
}
