"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, FieldShell } from "@/components/ui/field";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().invite.done;

/** A text to take along. It is a field, so that it can be chosen and copied without a script as well. */
export function CopyField({
  label,
  help,
  value,
  name,
  copy: copyWord = words.copy,
}: {
  label: string;
  help: string;
  value: string;
  name: string;
  copy?: string;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    field.current?.select();
    void navigator.clipboard?.writeText(value).then(() => setCopied(true));
  };
  return (
    <FieldShell label={label} name={name} help={help}>
      <div className="flex gap-2">
        <input
          ref={field}
          id={name}
          readOnly
          value={value}
          className="control font-mono! text-12!"
          onFocus={(event) => event.target.select()}
          {...describedBy(name, help, undefined)}
        />
        <Button onClick={copy} className="shrink-0">
          <span aria-live="polite">{copied ? words.copied : copyWord}</span>
        </Button>
      </div>
    </FieldShell>
  );
}
