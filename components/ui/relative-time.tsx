"use client";

import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "@/lib/i18n/relative-time";

/**
 * `in 5 days`, and the exact moment on hover and focus. The server's words stand until the first minute has passed in
 * the browser, so a page never flickers on loading. In a table whose rows are links, `focusable={false}` saves a stop.
 */
export function RelativeTime({
  at,
  locale = "en",
  width = "long",
  focusable = true,
  className,
}: {
  /** ISO 8601, UTC. */
  at: string;
  locale?: string;
  width?: Intl.RelativeTimeFormatStyle;
  focusable?: boolean;
  className?: string;
}) {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);

  const moment = new Date(at);
  const exact = exactTime(moment, locale);
  const relative = relativeTime(moment, now ?? new Date(), locale, width);
  return (
    <time
      dateTime={at}
      data-exact={exact}
      tabIndex={focusable ? 0 : undefined}
      suppressHydrationWarning
      className={`exact ${className ?? ""}`}
    >
      <span aria-hidden="true" suppressHydrationWarning>
        {relative}
      </span>
      <span className="sr-only" suppressHydrationWarning>
        {relative}, {exact}
      </span>
    </time>
  );
}
