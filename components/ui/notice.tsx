import clsx from "clsx";
import type { ReactNode } from "react";
import { Arch, type ArchState } from "@/components/arch";

export type NoticeTone = "done" | "waiting" | "failed" | "plain";

const EDGE: Record<NoticeTone, string> = {
  done: "border-done",
  waiting: "border-waiting",
  failed: "border-failed",
  plain: "border-field-line",
};

/** One thing that happened, said in place. `alert` interrupts a screen reader, `status` waits its turn. */
export function Notice({
  tone = "plain",
  state,
  role,
  className,
  children,
}: {
  tone?: NoticeTone;
  /** Shows the arch before the words, where the notice is about a status. */
  state?: ArchState;
  role?: "status" | "alert";
  className?: string;
  children: ReactNode;
}) {
  return (
    <div role={role} className={clsx("flex items-start gap-2 border-s-2 ps-3 text-14", EDGE[tone], className)}>
      {state && (
        <span className="grid h-5 place-items-center">
          <Arch state={state} />
        </span>
      )}
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
