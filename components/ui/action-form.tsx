"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { ErrorSummary, type SummaryError } from "@/components/ui/error-summary";

/** What a form knows after it was sent; see lib/http/form-action.ts. */
export interface FormState {
  ok: boolean;
  message?: string | undefined;
  code?: string | undefined;
  errors: Record<string, string>;
  values: Record<string, string>;
  data?: unknown;
}

export const EMPTY_FORM: FormState = { ok: false, errors: {}, values: {} };

/**
 * A form on a server action, with its error summary. It works before and without a script. React empties a form after
 * its action; what was typed must never be lost, so that is prevented here.
 */
export function ActionForm({
  state,
  action,
  summary,
  order,
  labels = {},
  className,
  children,
}: {
  state: FormState;
  action: (data: FormData) => void;
  summary: string;
  /** Names of the controls on the page, in their order. An error elsewhere is said without a link. */
  order: readonly string[];
  /** Name → label, for errors that do not name what they are about. */
  labels?: Readonly<Record<string, string>>;
  className?: string;
  children: ReactNode;
}) {
  const goTo = goToOf(state);
  useEffect(() => {
    if (goTo) window.location.assign(goTo);
  }, [goTo]);
  return (
    <form
      action={action}
      noValidate
      onReset={(event) => event.preventDefault()}
      className={clsx("flex flex-col gap-5", className)}
    >
      <ErrorSummary title={summary} errors={errorsOf(state, order, labels)} way={<SignInAgain state={state} />} />
      {children}
    </form>
  );
}

/**
 * Whoever was signed out meanwhile signs in again beside this page, where all that was typed stays; the words come with the
 * refusal (app/a/[accountId]/acting-user.ts).
 */
export function SignInAgain({ state: { ok, code, data } }: { state: FormState }) {
  const here = usePathname();
  if (ok || code !== "unauthenticated" || typeof data !== "object" || data === null || !("signIn" in data)) return null;
  return (
    <a
      href={`/login?callbackUrl=${encodeURIComponent(here)}`}
      target="_blank"
      rel="noopener"
      className="mt-1 inline-block underline underline-offset-2"
    >
      {String(data.signIn)}
    </a>
  );
}

/** A page that the browser has to ask for itself; see app/go-on.ts. */
function goToOf({ ok, data }: FormState): string | null {
  if (!ok || typeof data !== "object" || data === null || !("goTo" in data)) return null;
  return typeof data.goTo === "string" ? data.goTo : null;
}

function errorsOf(
  state: FormState,
  order: readonly string[],
  labels: Readonly<Record<string, string>>,
): SummaryError[] {
  if (state.ok) return [];
  const placed = order.flatMap((field) => {
    const message = state.errors[field];
    return message ? [{ field, message: labels[field] ? `${labels[field]} – ${message}` : message }] : [];
  });
  const elsewhere = Object.entries(state.errors)
    .filter(([field]) => !order.includes(field))
    .map(([, message]) => ({ field: null, message }));
  if (placed.length + elsewhere.length > 0) return [...placed, ...elsewhere];
  return state.message ? [{ field: null, message: state.message }] : [];
}
