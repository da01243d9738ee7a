"use client";

import { type ChangeEvent, type ComponentProps, useState, useSyncExternalStore } from "react";
import { describedBy, FieldShell, type FieldShellProps } from "@/components/ui/field";

export interface PasswordWords {
  show: string;
  hide: string;
  /** Said while typing a new password; `{count}` is the number of characters still missing. */
  missing: string;
  missingOne: string;
  plain: string;
  good: string;
}

const ENGLISH: PasswordWords = {
  show: "Show",
  hide: "Hide",
  missing: "{count} more characters",
  missingOne: "One more character",
  plain: "Long enough. A few more words would make it stronger",
  good: "A good length",
};

const MINIMUM = 8;
const GOOD = 14;

function advice(value: string, words: PasswordWords): string {
  const length = [...value].length;
  if (length === 0) return "";
  if (length === MINIMUM - 1) return words.missingOne;
  if (length < MINIMUM) return words.missing.replace("{count}", String(MINIMUM - length));
  return length < GOOD ? words.plain : words.good;
}

const never = () => () => {};

/** A script is there; the server's page, and one without a script, answer no. */
function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

type PasswordFieldProps = FieldShellProps &
  Omit<ComponentProps<"input">, "name" | "className" | "type"> & {
    /** `new` tells in words how far the password is; `current` does not judge. */
    purpose: "new" | "current";
    words?: PasswordWords;
  };

/** Password managers and paste work; the switch appears only where a script can work it. */
export function PasswordField({
  label,
  name,
  help,
  error,
  note,
  className,
  purpose,
  words = ENGLISH,
  onChange,
  ...input
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [told, setTold] = useState<{ advice: string; error: string | undefined }>();
  const hydrated = useHydrated();

  function typed(event: ChangeEvent<HTMLInputElement>) {
    if (purpose === "new") setTold({ advice: advice(event.target.value, words), error });
    onChange?.(event);
  }

  return (
    <FieldShell
      label={label}
      name={name}
      // What is told while typing takes the place of the help, so that nothing moves. It yields to the server's verdict.
      help={help && <span aria-live="polite">{(told?.error === error && told?.advice) || help}</span>}
      error={error}
      note={note}
      className={className}
    >
      <div className="relative">
        <input
          id={name}
          name={name}
          type={shown ? "text" : "password"}
          autoComplete={purpose === "new" ? "new-password" : "current-password"}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          className="control pe-20!"
          {...describedBy(name, help, error)}
          {...input}
          onChange={typed}
        />
        {hydrated && (
          <button
            type="button"
            aria-pressed={shown}
            aria-controls={name}
            aria-label={`${words.show}: ${typeof label === "string" ? label : name}`}
            onClick={() => setShown(!shown)}
            className="absolute inset-e-1 top-1/2 min-h-7 -translate-y-1/2 rounded-sm px-3 text-14 text-ink-muted hover:text-ink"
          >
            {shown ? words.hide : words.show}
          </button>
        )}
      </div>
    </FieldShell>
  );
}
