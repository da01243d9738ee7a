import Link from "next/link";
import type { BatchProgress } from "@/lib/batches/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";
import { Section } from "./page-header";
import { invitationsOf } from "./run-words";

const words = consoleWords().bulkRun.outcome;

const ORDER = ["accepted", "pending", "declined", "expired", "cancelled"] as const;
/** Where the list of invitations has a tab for it. */
const TAB: Record<(typeof ORDER)[number], string> = {
  accepted: "accepted",
  pending: "pending",
  declined: "all",
  expired: "expired",
  cancelled: "all",
};

/** One line of what the invited have answered so far, each number leading to who did. */
export function RunAnswers({ base, batch: { id, outcome } }: { base: string; batch: BatchProgress }) {
  const told = ORDER.filter((answer) => outcome[answer] > 0 || answer === "accepted" || answer === "pending");
  return (
    <Section title={words.title}>
      <p className="flex flex-wrap gap-x-6 gap-y-1 py-3">
        {told.map((answer) => (
          <Link
            key={answer}
            href={invitationsOf(base, id, { status: TAB[answer] })}
            className="min-h-6 min-w-24 hover:underline"
          >
            <span className="font-medium">{count(outcome[answer])}</span>{" "}
            <span className="text-ink-muted">{words[answer]}</span>
          </Link>
        ))}
      </p>
    </Section>
  );
}
