"use client";

import { type ReactNode, useActionState } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { type ApiKeyView, PERMISSIONS } from "@/lib/auth/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { ListSaid } from "./list-said";

const words = consoleWords().settings.keys;

/** As many may be lacking for what a key may do to be told by them. */
const FEW = 3;

/** Each key with what it may do, whose it is, and its end. What became of revoking one is said above: its row is gone. */
export function ApiKeyList({
  keys,
  action,
  empty,
}: {
  keys: ApiKeyView[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
  empty: ReactNode;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  return (
    <>
      <ListSaid state={state} />
      {keys.length === 0 ? (
        empty
      ) : (
        <ul aria-label={words.list} className="mt-4 border-t border-line">
          {keys.map((key) => (
            <ApiKeyRow key={key.id} apiKey={key} action={submit} />
          ))}
        </ul>
      )}
    </>
  );
}

function ApiKeyRow({ apiKey: key, action }: { apiKey: ApiKeyView; action: (data: FormData) => void }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-medium wrap-anywhere">{key.name}</span>
          <code className="font-mono text-12 wrap-anywhere text-ink-muted">
            <span className="sr-only">{words.prefix} </span>
            {key.prefix}…
          </code>
        </p>
        <p className="mt-1 max-w-[68ch]">
          <span className="text-ink-muted">{words.may} </span>
          {mayWords(key.permissions)}
        </p>
        <p className="mt-1 text-ink-muted">
          {words.by(makerOf(key))} <RelativeTime at={key.createdAt} />
        </p>
      </div>
      <details className="group/revoke open:basis-full">
        <summary
          aria-label={words.revokeLabel(key.name)}
          className={buttonClass("line", "md", "list-none group-open/revoke:hidden [&::-webkit-details-marker]:hidden")}
        >
          {words.revoke}
        </summary>
        <form action={action} className="flex max-w-[560px] flex-col gap-3 border-s-2 border-failed ps-3">
          <input type="hidden" name="key" value={key.id} />
          <input type="hidden" name="name" value={key.name} />
          <p>{words.revokeAsk(key.name)}</p>
          <div className="flex gap-2">
            <SubmitButton variant="danger" pendingWord={words.revoking}>
              {words.revokeYes}
            </SubmitButton>
            <KeepButton>{words.keep}</KeepButton>
          </div>
        </form>
      </details>
    </li>
  );
}

/** In words, and by what is lacking where that is shorter. */
export function mayWords(permissions: readonly string[]): string {
  const short = (permission: string) => words.permissions[permission]?.short ?? permission;
  const lacking = PERMISSIONS.filter((permission) => !permissions.includes(permission));
  if (lacking.length === 0) return words.everything;
  if (lacking.length <= FEW) return words.everythingBut(lacking.map(short).join(", "));
  return permissions.map(short).join(", ");
}

function makerOf({ createdBy }: ApiKeyView): string {
  if (createdBy.type === "system") return words.bySystem;
  return createdBy.type === "api_key" ? words.byKey(createdBy.name) : createdBy.name;
}
