"use client";

import { type ReactNode, useActionState, useRef, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Field, TextAreaField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { conflictOf } from "@/lib/console/conflict";
import { consoleWords } from "@/lib/i18n/console/words";
import { BrandingColour } from "./branding-colour";
import { BrandingPreview, type BrandingShown } from "./branding-preview";
import { ConflictNotice, VersionFields } from "./conflict-notice";
import { SettingsSaid } from "./settings-said";

const words = consoleWords().branding;

const FIELDS = ["name", "colour", "replyTo", "supportAddress", "footer"] as const;
type Name = (typeof FIELDS)[number];

export interface InheritedPart {
  /** What stands there while nothing is chosen here; null for nothing. */
  value: string | null;
  /** Whose it is; null where nobody above has chosen either. */
  from: string | null;
}

/** How an account shows itself, with what that looks like beside it. `logo` is a form of its own. */
export function BrandingForm({
  base,
  account,
  version,
  texts,
  inherited,
  preview,
  logo,
  action,
}: {
  base: string;
  account: string;
  version: number;
  texts: Record<Name, string>;
  inherited: Record<Name, InheritedPart>;
  preview: BrandingShown | null;
  logo: ReactNode;
  action: (state: FormState, data: FormData) => Promise<FormState>;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const [draft, setDraft] = useState<Record<Name, string> | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const conflict = conflictOf(state);
  const values: Record<string, string> = state.ok || state.values.version === undefined ? texts : state.values;
  const field = (name: Name) => ({
    label: words.labels[name],
    name,
    help: (
      <>
        {words.help[name]} {sourceOf(name, inherited[name], account)}
      </>
    ),
    defaultValue: values[name] ?? "",
    error: state.errors[name],
    autoComplete: "off",
  });
  return (
    <div className="mt-4 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,440px)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-8">
        {logo}
        {/* The wrapper finds the form for the preview, whose fields it reads. */}
        <div
          ref={(box) => {
            form.current = box?.querySelector("form") ?? null;
          }}
          onChange={() => setDraft(form.current && textsOf(new FormData(form.current)))}
        >
          <ActionForm
            state={conflict ? { ...state, message: undefined } : state}
            action={submit}
            summary={words.summary}
            order={FIELDS}
            labels={words.labels}
          >
            <ConflictNotice conflict={conflict} was={drawnWith(state.values.drawn) ?? texts} labels={words.labels} />
            <VersionFields version={version} conflict={conflict} />
            <input type="hidden" name="drawn" value={JSON.stringify(texts)} />
            <Field {...field("name")} placeholder={inherited.name.value ?? account} />
            <BrandingColour
              {...field("colour")}
              typed={draft?.colour ?? values.colour ?? ""}
              inherited={inherited.colour.value}
              onPick={() => setDraft(form.current && textsOf(new FormData(form.current)))}
            />
            <Field
              {...field("replyTo")}
              type="email"
              inputMode="email"
              dir="ltr"
              placeholder={inherited.replyTo.value ?? undefined}
            />
            <Field
              {...field("supportAddress")}
              type="email"
              inputMode="email"
              dir="ltr"
              placeholder={inherited.supportAddress.value ?? undefined}
            />
            <TextAreaField {...field("footer")} rows={3} placeholder={inherited.footer.value ?? undefined} />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <SubmitButton pendingWord={words.saving}>{words.save}</SubmitButton>
              <SettingsSaid state={state} />
            </div>
          </ActionForm>
        </div>
      </div>
      <BrandingPreview address={`${base}/settings/branding/preview`} first={preview} draft={draft} version={version} />
    </div>
  );
}

/** Where it comes from as long as the field is empty. */
function sourceOf(name: Name, { value, from }: InheritedPart, account: string): string {
  if (from !== null && value !== null) return words.source.from(from, value.split("\n").join(", "));
  return name === "name" ? words.source.account(account) : words.source[name];
}

function textsOf(data: FormData): Record<Name, string> {
  const entries = FIELDS.map((name) => [name, String(data.get(name) ?? "")] as const);
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** What the form was drawn with when it was sent: the page may have been drawn anew since. */
function drawnWith(sent: string | undefined): Record<string, string> | null {
  try {
    return sent === undefined ? null : (JSON.parse(sent) as Record<string, string>);
  } catch {
    return null;
  }
}
