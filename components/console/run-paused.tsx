import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BatchProgress } from "@/lib/batches/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { invitationsOf } from "./run-words";

const words = consoleWords().bulkRun.paused;

/** Why a list stands still, and what to do about it. */
export function RunPaused({
  base,
  batch: { id, pausedBecause },
  halted,
  active,
}: {
  base: string;
  batch: BatchProgress;
  halted: { by: string; at: string } | null;
  /** People can be invited into its account. */
  active: boolean;
}) {
  const held = pausedBecause?.code === "account_not_active";
  return (
    <Notice tone="waiting" className="mt-5 max-w-[68ch]">
      {pausedBecause ? <p>{held && active ? words.wasHeld : pausedBecause.message}</p> : null}
      <p>
        {pausedBecause ? null : halted ? (
          <>
            {words.by(halted.by)}, <RelativeTime at={halted.at} />.{" "}
          </>
        ) : (
          `${words.itself}. `
        )}
        {words.says}
      </p>
      {pausedBecause?.code === "bounces" ? (
        <p className="mt-2">
          {words.bounces}{" "}
          <Link
            href={invitationsOf(base, id, { status: "pending", delivery: "bounced" })}
            className="font-medium text-door underline underline-offset-2"
          >
            {words.seeBounced}
          </Link>
        </p>
      ) : null}
      {held ? <p className="mt-2">{active ? words.open : words.active}</p> : null}
    </Notice>
  );
}
