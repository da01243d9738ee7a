import type { ReactNode } from "react";
import { Arch, type ArchState } from "@/components/arch";

/** A page that is not what was asked for: says why, and offers the one way on. */
export function ConsoleProblem({
  state,
  title,
  children,
  action,
}: {
  state: ArchState;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex max-w-[480px] flex-col items-start gap-2 py-8">
      <Arch state={state} size={40} className="text-ink-muted" />
      <h1 className="mt-2 text-20 font-medium">{title}</h1>
      <p className="text-ink-muted">{children}</p>
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
