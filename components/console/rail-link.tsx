"use client";

import clsx from "clsx";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A place in the rail or the bottom bar; marks itself where one is, and while the next page is on its way. */
export function PlaceLink({
  href,
  exact = false,
  icon,
  variant,
  children,
}: {
  href: string;
  /** Only this very address counts as being there, not what lies below it. */
  exact?: boolean;
  icon: ReactNode;
  variant: "rail" | "bar";
  children: ReactNode;
}) {
  const pathname = usePathname();
  const here = exact ? pathname === href : pathname === href || pathname.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={clsx(
        variant === "rail"
          ? "flex h-9 items-center gap-3 rounded-md px-3 hover:bg-line/60"
          : "flex h-14 min-w-0 flex-col items-center justify-center gap-1 text-12",
        here ? "text-ink" : "text-ink-muted hover:text-ink",
        here && variant === "rail" && "bg-line/70 font-medium",
        here && variant === "bar" && "font-medium",
      )}
    >
      <Pending icon={icon} />
      <span className="truncate">{children}</span>
    </Link>
  );
}

function Pending({ icon }: { icon: ReactNode }) {
  const { pending } = useLinkStatus();
  return <span className={clsx("flex size-4 items-center justify-center", pending && "animate-pulse")}>{icon}</span>;
}
