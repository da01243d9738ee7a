"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { CopyField } from "./copy-field";
import { Choice, Tick } from "./invite-parts";

const words = consoleWords().settings.keys;

const GROUPS = [
  { title: words.groups.invitations, of: ["invitations:read", "invitations:create", "invitations:cancel"] },
  { title: words.groups.accounts, of: ["accounts:create", "owner:update", "accounts:suspend"] },
  { title: words.groups.people, of: ["members:manage", "contacts:manage", "events:read"] },
  { title: words.groups.running, of: ["branding:update", "webhooks:manage", "api_keys:manage"] },
] as const;

const ORDER = ["name", "permissions"];
const LABELS = { name: words.name };

interface ApiKeyFormProps {
  /** The page's own address, for a browser without a script. */
  here: string;
  /** What whoever makes the key holds here: nobody grants more. */
  held: readonly string[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
}

/** Makes a key, shows it in place once, and then the empty form again. */
export function ApiKeyForm(props: ApiKeyFormProps) {
  const [round, setRound] = useState(0);
  return <Round key={round} {...props} onAnother={() => setRound(round + 1)} />;
}

function Round({ here, held, action, onAnother }: ApiKeyFormProps & { onAnother: () => void }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const made = madeOf(state);
  if (made) return <Made {...made} here={here} onAnother={onAnother} />;
  const { values, errors } = state;
  return (
    <ActionForm
      state={state}
      action={submit}
      summary={words.summary}
      order={ORDER}
      labels={LABELS}
      className="group/key max-w-[640px] pt-4"
    >
      <Field
        label={words.name}
        name="name"
        autoComplete="off"
        className="max-w-[440px]"
        help={words.nameHelp}
        defaultValue={values.name}
        error={errors.name}
      />
      <fieldset>
        <legend className="mb-2 font-medium">{words.scope}</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {(["some", "all"] as const).map((scope) => (
            <Choice
              key={scope}
              name="scope"
              value={scope}
              checked={(values.scope ?? "some") === scope}
              {...words.scopes[scope]}
            />
          ))}
        </div>
      </fieldset>
      <fieldset
        id="permissions"
        tabIndex={-1}
        aria-label={words.scopes.some.title}
        aria-describedby={errors.permissions ? "permissions-error" : undefined}
        className="group-has-[input[value=all]:checked]/key:hidden"
      >
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {GROUPS.map(({ title, of }) => {
            const offered = of.filter((permission) => held.includes(permission));
            if (offered.length === 0) return null;
            return (
              <fieldset key={title}>
                <legend className="mb-2 text-12 text-ink-muted">{title}</legend>
                <div className="flex flex-col gap-2">
                  {offered.map((permission) => {
                    const told = words.permissions[permission];
                    const name = `may.${permission}`;
                    return (
                      <Tick
                        key={permission}
                        name={name}
                        label={told?.title ?? permission}
                        {...(told?.help ? { help: told.help } : {})}
                        checked={values[name] === "on"}
                      />
                    );
                  })}
                </div>
              </fieldset>
            );
          })}
        </div>
        {errors.permissions ? <FieldError name="permissions">{errors.permissions}</FieldError> : null}
      </fieldset>
      <div>
        <SubmitButton pendingWord={words.submitting}>{words.submit}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Made({ name, secret, here, onAnother }: Made & { here: string; onAnother: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="flex max-w-[720px] flex-col gap-5 pt-4">
      {/* biome-ignore lint/a11y/noAutofocus: without a script this is how the key is found */}
      <div ref={box} tabIndex={-1} autoFocus>
        <Notice tone="done" state="open" role="status">
          {secret === null ? words.made.gone(name) : words.made.title(name)}
        </Notice>
      </div>
      {secret === null ? null : (
        <CopyField label={words.made.key} help={words.made.help} copy={words.made.copy} value={secret} name="newKey" />
      )}
      <div>
        <a
          href={here}
          className={buttonClass("line")}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onAnother();
          }}
        >
          {words.made.another}
        </a>
      </div>
    </div>
  );
}

interface Made {
  name: string;
  secret: string | null;
}

/** What making a key answered. */
function madeOf({ ok, data }: FormState): Made | null {
  if (!ok || typeof data !== "object" || data === null) return null;
  const { name, key } = data as { name?: unknown; key?: unknown };
  return typeof name === "string" ? { name, secret: typeof key === "string" ? key : null } : null;
}
