import clsx from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

export type ButtonVariant = "door" | "line" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANT: Record<ButtonVariant, string> = {
  door: "bg-door text-on-door hover:not-aria-disabled:bg-[color-mix(in_oklch,var(--door)_88%,var(--ink))]",
  line: "border border-field-line bg-surface text-ink hover:not-aria-disabled:border-ink-muted",
  quiet: "text-ink hover:not-aria-disabled:bg-sunken",
  danger: "border border-failed text-failed bg-surface hover:not-aria-disabled:bg-sunken",
};

const SIZE: Record<ButtonSize, string> = {
  sm: "min-h-7 px-2 py-1 text-12",
  md: "min-h-9 px-3 py-1.5 text-14",
  lg: "min-h-12 px-5 py-2.5 text-16 w-full",
};

/** One filled button (`door`) on a screen; everything else is `line` or `quiet`. */
export function buttonClass(variant: ButtonVariant = "line", size: ButtonSize = "md", className?: string): string {
  return clsx(
    "button relative inline-flex items-center justify-center gap-2 rounded-md text-center font-medium select-none",
    "transition-colors aria-disabled:cursor-default",
    VARIANT[variant],
    SIZE[size],
    className,
  );
}

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Keeps width and focus, shows progress in place, and ignores further clicks. */
  pending?: boolean;
  /** What assistive technology hears meanwhile. */
  pendingWord?: string;
}

export function Button({
  variant = "line",
  size = "md",
  pending = false,
  pendingWord = "Working",
  type = "button",
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      className={buttonClass(variant, size, className)}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      <PendingContent pending={pending} word={pendingWord}>
        {children}
      </PendingContent>
    </button>
  );
}

/** The label keeps its place while a spinner lies over it, so that nothing jumps. */
function PendingContent({ pending, word, children }: { pending: boolean; word: string; children: ReactNode }) {
  return (
    <>
      <span className={clsx("inline-flex items-center justify-center gap-2", pending && "opacity-0")}>{children}</span>
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className="sr-only" aria-live="polite">
        {pending ? word : ""}
      </span>
    </>
  );
}

export function Spinner({ size = 16 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      className="animate-spin"
    >
      <path d="M8 2a6 6 0 1 1-6 6" />
    </svg>
  );
}

export interface ButtonLinkProps extends ComponentProps<typeof Link> {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

export function ButtonLink({ variant = "line", size = "md", className, ...rest }: ButtonLinkProps) {
  return <Link className={buttonClass(variant, size, className)} {...rest} />;
}
