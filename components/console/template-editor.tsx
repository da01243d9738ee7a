"use client";

import { useActionState, useRef, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Field, TextAreaField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { conflictOf, openedWith } from "@/lib/console/conflict";
import { consoleWords } from "@/lib/i18n/console/words";
import { ConflictNotice, VersionFields } from "./conflict-notice";
import type { MailView } from "./mail-view";
import { MailShown, MailViewTabs, type ShownSample } from "./mail-views";
import { SettingsSaid } from "./settings-said";
import { type EarlierWords, TemplateHistory } from "./template-history";
import { TemplateVariables, type Variable } from "./template-variables";
import { usePreview } from "./use-preview";

const words = consoleWords().mails;
const PARTS = ["subject", "introduction"] as const;
const LABELS = { subject: words.subject, introduction: words.introduction };

export type Wording = Record<(typeof PARTS)[number], string>;

export interface TemplateEditorProps {
  /** The address of the page, and what its preview is asked of. */
  here: string;
  locale: string;
  language: string;
  dir: "ltr" | "rtl";
  version: number;
  /** The account's own words; an empty part is inherited. */
  texts: Wording;
  /** What stands there instead, and whose it is; null for Foyer's usual words. */
  inherited: Record<keyof Wording, { value: string; from: string | null }>;
  variables: readonly Variable[];
  history: readonly EarlierWords[];
  preview: ShownSample | null;
  view: MailView;
  /** Where a test goes. */
  email: string;
  action: (state: FormState, data: FormData) => Promise<FormState>;
}

/** Words that were typed in one language stay while one looks at another. */
export function TemplateEditor(props: TemplateEditorProps) {
  const drafts = useRef(new Map<string, Wording>());
  const [view, setView] = useState(props.view);
  return <TemplateWording key={props.locale} {...props} drafts={drafts.current} view={view} onView={setView} />;
}

function TemplateWording({
  here,
  locale,
  language,
  dir,
  version,
  texts,
  inherited,
  variables,
  history,
  preview: first,
  view,
  email,
  action,
  drafts,
  onView,
}: TemplateEditorProps & { drafts: Map<string, Wording>; onView: (view: MailView) => void }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<Wording | null>(() => drafts.get(locale) ?? null);
  // Once it was saved, or other words were taken, those count.
  const [shown, setShown] = useState(version);
  if (shown !== version) {
    setShown(version);
    setTyped(null);
    drafts.delete(locale);
  }
  const { preview, stale } = usePreview(
    `${here}/preview`,
    first,
    typed && JSON.stringify({ locale, ...typed }),
    version,
  );
  const conflict = conflictOf(state);
  const { intent } = state.values;
  const sent = intent === "test" || (intent === "save" && !state.ok);
  const values: Record<string, string> = typed ?? (sent ? state.values : texts);
  const changed = () => {
    if (!form.current) return;
    const wording = wordingOf(new FormData(form.current));
    drafts.set(locale, wording);
    setTyped(wording);
  };
  const part = (name: keyof Wording) => ({
    label: LABELS[name],
    name,
    help: `${words.help[name]} ${sourceOf(inherited[name].from)}`,
    placeholder: inherited[name].value,
    defaultValue: values[name] ?? "",
    error: state.errors[name],
    autoComplete: "off",
    lang: locale,
    dir,
  });
  return (
    <div className="mt-6 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,440px)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-8">
        {/* The wrapper finds the form for the preview, whose fields it reads. */}
        <div
          ref={(box) => {
            form.current = box?.querySelector("form") ?? null;
          }}
          onChange={changed}
        >
          <ActionForm
            state={conflict ? { ...state, message: undefined } : state}
            action={submit}
            summary={words.summary}
            order={PARTS}
            labels={LABELS}
          >
            <ConflictNotice
              conflict={conflict}
              was={lineEnds(openedWith(conflict, { version, texts }, values))}
              labels={LABELS}
            />
            <VersionFields version={version} conflict={conflict} />
            <Field key={`subject-${version}`} {...part("subject")} />
            <TextAreaField key={`introduction-${version}`} {...part("introduction")} rows={6} />
            <TemplateVariables variables={variables} form={form} onInsert={changed} />
            <div className="flex flex-col gap-2">
              <div className="flex flex-wrap items-center gap-2">
                <SubmitButton name="intent" value="save" pendingWord={words.saving}>
                  {words.save}
                </SubmitButton>
                <SubmitButton name="intent" value="test" variant="line" pendingWord={words.test.submitting}>
                  {words.test.submit}
                </SubmitButton>
              </div>
              <p className="text-ink-muted wrap-anywhere">{words.test.lead(email)}</p>
              <SettingsSaid state={state} />
            </div>
          </ActionForm>
        </div>
        <TemplateHistory
          version={version}
          own={texts.subject !== "" || texts.introduction !== ""}
          language={language}
          locale={locale}
          dir={dir}
          history={history}
          action={submit}
        />
      </div>
      <section aria-label={words.preview.title} className="min-w-0">
        <div className="flex flex-wrap items-center justify-between gap-x-6 border-b border-line">
          <h2 className="font-medium">{words.preview.title}</h2>
          <MailViewTabs view={view} href={(one) => `${here}?locale=${locale}&view=${one}`} onView={onView} />
        </div>
        <p aria-live="polite" className="mt-2 text-waiting empty:hidden">
          {stale ? words.preview.stale : ""}
        </p>
        {preview ? (
          <>
            <p lang={locale} dir={dir} className="my-3 font-medium wrap-anywhere">
              {preview.subject}
            </p>
            <MailShown sample={preview} view={view} lang={locale} dir={dir} />
          </>
        ) : (
          <p className="mt-4 text-ink-muted">{words.preview.wait}</p>
        )}
      </section>
    </div>
  );
}

function sourceOf(from: string | null): string {
  return from === null ? words.empty : words.emptyFrom(from);
}

function wordingOf(data: FormData): Wording {
  return { subject: String(data.get("subject") ?? ""), introduction: String(data.get("introduction") ?? "") };
}

/** A browser without a script sends its own line ends. */
function lineEnds(texts: Record<string, string>): Record<string, string> {
  return { ...texts, introduction: (texts.introduction ?? "").replaceAll("\r\n", "\n") };
}
