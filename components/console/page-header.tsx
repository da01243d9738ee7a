import Link from "next/link";
import type { ReactNode } from "react";

/** A page begins alike everywhere: title, one sentence, the main action at the right. */
export function PageHeader({
  title,
  lead,
  action,
  back,
}: {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  /** The list that this page belongs to. */
  back?: { href: string; label: string };
}) {
  const header = (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="text-20 font-medium">{title}</h1>
        {lead ? <div className="mt-1 max-w-[68ch] text-ink-muted">{lead}</div> : null}
      </div>
      {action ? <div className="flex shrink-0 items-center gap-2">{action}</div> : null}
    </header>
  );
  if (!back) return header;
  return (
    <>
      <p className="mb-2">
        <Link href={back.href} className="text-ink-muted hover:underline">
          {back.label}
        </Link>
      </p>
      {header}
    </>
  );
}

/** A part of a page, under its own small heading. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-8">
      <div className="flex items-baseline justify-between gap-4 border-b border-line pb-2">
        <h2 className="font-medium">{title}</h2>
        {aside ? <div className="text-ink-muted">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
