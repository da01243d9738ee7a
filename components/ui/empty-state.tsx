import type { ReactNode } from "react";
import { Arch, type ArchState } from "@/components/arch";

/** Says why nothing is here and offers the first step. */
export function EmptyState({
  state = "dotted",
  title,
  children,
  action,
}: {
  state?: ArchState;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex max-w-[440px] flex-col items-start gap-2 py-8">
      <Arch state={state} size={40} className="text-ink-muted" />
      <p className="mt-2 text-16 font-medium">{title}</p>
      {children && <p className="text-14 text-ink-muted">{children}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
