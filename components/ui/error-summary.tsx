"use client";

import { type ReactNode, useEffect, useRef } from "react";

export interface SummaryError {
  /** The control's id; null for what concerns the form as a whole. */
  field: string | null;
  message: string;
}

/** Takes the focus when it appears, and links each error to its field. Without a script `autofocus` does the same. */
export function ErrorSummary({
  title,
  errors,
  way,
}: {
  title: string;
  errors: SummaryError[];
  /** The way on, where there is one. */
  way?: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const signature = errors.map((error) => `${error.field}:${error.message}`).join("|");
  useEffect(() => {
    if (signature) box.current?.focus();
  }, [signature]);

  if (errors.length === 0) return null;
  const linked = errors.filter((error) => error.field !== null);
  return (
    // biome-ignore lint/a11y/noAutofocus: without a script this is how the errors get the focus
    <div ref={box} role="alert" tabIndex={-1} autoFocus className="border-s-2 border-failed ps-3 text-14">
      {linked.length === 0 ? (
        errors.map((error) => <p key={error.message}>{error.message}</p>)
      ) : (
        <>
          <p className="font-medium">{title}</p>
          <ul className="mt-1 flex flex-col gap-1">
            {errors.map((error) => (
              <li key={`${error.field}${error.message}`}>
                {error.field === null ? (
                  error.message
                ) : (
                  <a href={`#${error.field}`} className="text-failed underline underline-offset-2">
                    {error.message}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {way}
    </div>
  );
}
