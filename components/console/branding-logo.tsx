"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { Logo, type LogoFile } from "@/components/logo";
import { Monogram } from "@/components/monogram";
import { Button } from "@/components/ui/button";
import { FieldShell } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { consoleWords } from "@/lib/i18n/console/words";
import { type MailScheme, SCHEME } from "./mail-view";

const words = consoleWords().branding.logo;

/**
 * The logo as it is, and the form that puts another in its place. The file goes to a route handler of its own: without a
 * script as any form's, with one in place, so that what was typed beside it stays.
 */
export function BrandingLogo({
  action,
  name,
  colour,
  logo,
  own,
  from,
  said: saidFirst,
}: {
  action: string;
  name: string;
  colour: string | null;
  logo: LogoFile | null;
  /** It was uploaded here, rather than inherited. */
  own: boolean;
  from: string | null;
  /** What came of the form when it was sent without a script. */
  said: string | null;
}) {
  const router = useRouter();
  const [said, setSaid] = useState<Outcome | null>(saidFirst === null ? null : { said: saidFirst });
  const [pending, setPending] = useState<string | null>(null);
  const told = said === null ? null : (words.said[said.said] ?? words.said.failed);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending !== null) return;
    const form = event.currentTarget;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(form, submitter);
    setPending(String(data.get("intent")));
    const outcome = await outcomeOf(action, data);
    setPending(null);
    setSaid(outcome);
    if (words.said[outcome.said]?.tone !== "done") return;
    form.reset();
    router.refresh();
  };

  return (
    <form
      id="logo"
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      className="flex flex-col gap-3"
    >
      <FieldShell label={words.title} name="file" help={words.help}>
        <div className="mb-3 flex min-h-20 items-center gap-4">
          {logo ? (
            <>
              <Ground scheme="light">
                <Logo {...logo} name={words.own(name)} maxWidth={140} />
              </Ground>
              <Ground scheme="dark">
                <Logo {...logo} name="" maxWidth={140} />
              </Ground>
            </>
          ) : (
            <>
              <Monogram name={name} colour={colour} />
              <p className="min-w-0 text-ink-muted">{words.none(name)}</p>
            </>
          )}
        </div>
        {logo && !own && from ? <p className="mb-3 text-ink-muted">{words.inherited(from)}</p> : null}
        <input
          id="file"
          name="file"
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-describedby={told ? "file-help file-said" : "file-help"}
          aria-invalid={told?.tone === "failed" ? true : undefined}
          className="control bg-surface! text-ink! file:me-3 file:cursor-pointer file:rounded-sm file:border-0 file:bg-sunken file:px-2 file:font-medium file:text-ink"
        />
      </FieldShell>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        <Button type="submit" name="intent" value="upload" pending={pending === "upload"} pendingWord={words.uploading}>
          {own ? words.replace : words.upload}
        </Button>
        {own ? (
          <Button
            type="submit"
            name="intent"
            value="remove"
            variant="quiet"
            pending={pending === "remove"}
            pendingWord={words.removing}
          >
            {words.remove}
          </Button>
        ) : null}
      </div>
      <div id="file-said" aria-live="polite" className="empty:hidden">
        {told ? <Notice tone={told.tone}>{said?.detail ?? told.text}</Notice> : null}
      </div>
    </form>
  );
}

/** The paper of one theme. */
function Ground({ scheme, children }: { scheme: MailScheme; children: ReactNode }) {
  return (
    <div
      className={clsx(
        SCHEME[scheme],
        "grid min-h-20 min-w-0 flex-1 place-items-center rounded-md border border-line bg-paper p-4",
      )}
    >
      {children}
    </div>
  );
}

interface Outcome {
  /** A name of `words.said`. */
  said: string;
  /** What exactly is wrong with the picture. */
  detail?: string;
}

async function outcomeOf(action: string, data: FormData): Promise<Outcome> {
  try {
    const answer = await fetch(action, { method: "POST", body: data, headers: { accept: "application/json" } });
    const { said, code, detail } = (await answer.json()) as { said?: string; code?: string; detail?: string };
    if (said) return { said };
    return { said: code ?? "failed", ...(code === "image_invalid" && detail ? { detail } : {}) };
  } catch {
    return { said: "failed" };
  }
}
