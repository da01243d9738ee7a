import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ConsoleProblem } from "@/components/console/console-problem";
import { accountNameFor } from "@/lib/console/accounts";
import { consoleWords } from "@/lib/i18n/console/words";
import { enter, openConsole } from "../gate";

const words = consoleWords().frame.suspended;

export const metadata: Metadata = { title: "Suspended" };

/** Where a member of a suspended account is led. Lifted meanwhile, it leads back. */
export default async function SuspendedPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params;
  const entry = await enter(accountId);
  if (entry.kind !== "suspended") {
    const { base } = await openConsole(accountId, "");
    redirect(base);
  }
  return (
    <ConsoleProblem state="barred" title={words.title(await accountNameFor(entry.actor, accountId))}>
      {words.lead} {words.next}
    </ConsoleProblem>
  );
}
