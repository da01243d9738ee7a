import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

export interface FieldShellProps {
  label: ReactNode;
  /** Also the id of the control, so that an error summary can link to it. */
  name: string;
  help?: ReactNode;
  error?: string | undefined;
  /** A word after the label, such as "optional". */
  note?: string;
  className?: string | undefined;
}

/** What a control inside a field must carry to be announced with its help and its error. */
export function describedBy(name: string, help: unknown, error: string | undefined) {
  const ids = [help ? `${name}-help` : "", error ? `${name}-error` : ""].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? (true as const) : undefined };
}

/** Label above, help under the label, error under the field. */
export function FieldShell({
  label,
  name,
  help,
  error,
  note,
  className,
  children,
}: FieldShellProps & { children: ReactNode }) {
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={name} className="text-14 font-medium">
          {label}
        </label>
        {note && <span className="text-12 text-ink-muted">{note}</span>}
      </div>
      {help && (
        <p id={`${name}-help`} className="text-14 text-ink-muted">
          {help}
        </p>
      )}
      <div className="mt-1">{children}</div>
      {error && <FieldError name={name}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p id={`${name}-error`} className="mt-1 text-14 text-failed">
      {children}
    </p>
  );
}

export type FieldProps = FieldShellProps & Omit<ComponentProps<"input">, "name" | "className">;

export function Field({ label, name, help, error, note, className, ...input }: FieldProps) {
  return (
    <FieldShell label={label} name={name} help={help} error={error} note={note} className={className}>
      <input id={name} name={name} className="control" {...describedBy(name, help, error)} {...input} />
    </FieldShell>
  );
}

export type TextAreaFieldProps = FieldShellProps & Omit<ComponentProps<"textarea">, "name" | "className">;

export function TextAreaField({ label, name, help, error, note, className, ...area }: TextAreaFieldProps) {
  return (
    <FieldShell label={label} name={name} help={help} error={error} note={note} className={className}>
      <textarea id={name} name={name} rows={4} className="control" {...describedBy(name, help, error)} {...area} />
    </FieldShell>
  );
}

export type SelectFieldProps = FieldShellProps & Omit<ComponentProps<"select">, "name" | "className">;

export function SelectField({ label, name, help, error, note, className, children, ...select }: SelectFieldProps) {
  return (
    <FieldShell label={label} name={name} help={help} error={error} note={note} className={className}>
      <select id={name} name={name} className="control" {...describedBy(name, help, error)} {...select}>
        {children}
      </select>
    </FieldShell>
  );
}
