"use client";

import clsx from "clsx";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { describedBy, FieldShell, type FieldShellProps } from "@/components/ui/field";
import { type BrandPair, brandColours, parseHex } from "@/lib/brand-colour";
import { consoleWords } from "@/lib/i18n/console/words";
import { SCHEME } from "./mail-view";

const words = consoleWords().branding;
/** The door of app/globals.css by day, as a colour field takes it. */
const FOYER = "#07553a";

/** A colour as text and as a picker, and what readers will see of it: as it was chosen where that can be read. */
export function BrandingColour({
  label,
  name,
  help,
  note,
  error,
  defaultValue,
  typed,
  inherited,
  onPick,
}: FieldShellProps & {
  defaultValue: string;
  /** What stands in the field now. */
  typed: string;
  inherited: string | null;
  onPick: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const own = parseHex(typed) ? withSign(typed) : null;
  const hex = own ?? inherited;
  const colours = brandColours(hex);
  return (
    <FieldShell label={label} name={name} help={help} error={error} {...(note ? { note } : {})}>
      <div className="flex gap-2">
        <input
          ref={field}
          id={name}
          name={name}
          defaultValue={defaultValue}
          placeholder={inherited ?? undefined}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          maxLength={20}
          className="control font-mono!"
          {...describedBy(name, help, error)}
        />
        {/* It writes into the text field, which a script has to do. */}
        <input
          type="color"
          aria-label={words.pick}
          value={hex ?? FOYER}
          disabled={!ready}
          onChange={(event) => {
            if (!field.current) return;
            field.current.value = event.target.value;
            onPick();
          }}
          className="h-9 w-12 shrink-0 cursor-pointer rounded-md border border-field-line bg-surface p-1 disabled:invisible"
        />
      </div>
      <div className="mt-2 grid grid-cols-2 overflow-hidden rounded-md border border-line">
        <Shown scheme="light" label={words.shown.light} pair={colours?.light ?? null} />
        <Shown scheme="dark" label={words.shown.dark} pair={colours?.dark ?? null} />
      </div>
    </FieldShell>
  );
}

/** A button and a line of text in the colour, on the paper of one theme. */
function Shown({ scheme, label, pair }: { scheme: "light" | "dark"; label: string; pair: BrandPair | null }) {
  const style = (pair ? { "--door": pair.colour, "--on-door": pair.on } : {}) as CSSProperties;
  return (
    <div style={style} className={clsx(SCHEME[scheme], "flex flex-col items-start gap-2 bg-paper p-3 text-ink")}>
      <span className="text-12 text-ink-muted">{label}</span>
      <span aria-hidden="true" className="rounded-md bg-door px-3 py-1.5 font-medium text-on-door">
        {words.shown.button}
      </span>
      <span aria-hidden="true" className="text-12 text-door underline underline-offset-2">
        {words.shown.text}
      </span>
    </div>
  );
}

function withSign(hex: string): string {
  const trimmed = hex.trim().toLowerCase();
  return trimmed.startsWith("#") ? trimmed : `#${trimmed}`;
}
