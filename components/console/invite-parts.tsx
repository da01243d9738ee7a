"use client";

import { Button } from "@/components/ui/button";
import { consoleWords } from "@/lib/i18n/console/words";
import type { PickedContact } from "./contact-picker";

const words = consoleWords().invite;

/** The contact that was taken, and the way back to typing. */
export function Taken({ contact, onChange }: { contact: PickedContact; onChange: () => void }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="font-medium">{words.contact.label}</span>
      <input type="hidden" name="contact" value={contact.id} />
      <input type="hidden" name="contactName" value={contact.name} />
      <div className="flex items-center justify-between gap-3 rounded-md border border-line bg-sunken py-1 ps-3 pe-1">
        <span className="min-w-0 truncate">{words.contact.chosen(contact.name, contact.email)}</span>
        <Button variant="quiet" onClick={onChange} className="shrink-0">
          {words.contact.change}
        </Button>
      </div>
    </div>
  );
}

/** One of a few, with what it means. */
export function Choice({
  name,
  value,
  checked,
  title,
  help,
}: {
  name: string;
  value: string;
  checked: boolean;
  title: string;
  help: string;
}) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-md border border-field-line bg-surface px-3 py-2 has-checked:border-door has-focus-visible:outline-2 has-focus-visible:outline-door">
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={checked}
        className="mt-0.5 size-4 shrink-0 accent-door outline-none"
      />
      <span className="min-w-0">
        <span className="block font-medium">{title}</span>
        <span className="block text-ink-muted">{help}</span>
      </span>
    </label>
  );
}

/** Something to be had or left, with what it means. */
export function Tick({
  name,
  label,
  help,
  checked,
  form,
}: {
  name: string;
  label: string;
  help?: string;
  checked: boolean;
  /** The id of its form, where it does not stand in it. */
  form?: string;
}) {
  return (
    <div className="flex items-start gap-3">
      <input
        id={name}
        type="checkbox"
        form={form}
        name={name}
        defaultChecked={checked}
        aria-describedby={help ? `${name}-help` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-door"
      />
      <div>
        <label htmlFor={name} className="font-medium">
          {label}
        </label>
        {help ? (
          <p id={`${name}-help`} className="text-ink-muted">
            {help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
