"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { consoleWords } from "@/lib/i18n/console/words";
import { REVIEW, useReview, useSaid } from "./bulk-review";
import { Tick } from "./invite-parts";
import { ListSaid } from "./list-said";

const words = consoleWords().bulk.review.options;

/** How the whole list is invited. A tick counts at once; without a script with the next button that is pressed. */
export function BulkOptions({ sendEmail, resend }: { sendEmail: boolean; resend: boolean }) {
  const { state, awaited, send } = useReview();
  const said = useSaid("options");
  const ticks = useRef<HTMLDivElement>(null);
  const pending = awaited === "options";
  const onChange = () => {
    const data = new FormData();
    for (const { name, type, value, checked } of ticks.current?.querySelectorAll("input") ?? []) {
      if (type !== "checkbox" || checked) data.set(name, value);
    }
    send(data, "options");
  };
  // Without a script what was ticked comes back with a refusal.
  const refused = !state.ok && state.values.ticks !== undefined;
  const ticked = (name: string, saved: boolean) => (refused ? state.values[name] === "on" : saved);
  return (
    <div ref={ticks} onChange={onChange} aria-busy={pending} className="flex flex-col gap-4">
      <input type="hidden" form={REVIEW} name="ticks" value="drawn" />
      <div className="grid gap-4 md:grid-cols-2">
        <Tick
          form={REVIEW}
          name="sendEmail"
          label={words.sendEmail}
          help={words.sendEmailHelp}
          checked={ticked("sendEmail", sendEmail)}
        />
        <Tick
          form={REVIEW}
          name="resend"
          label={words.resend}
          help={words.resendHelp}
          checked={ticked("resend", resend)}
        />
      </div>
      <p aria-live="polite" className="text-ink-muted empty:hidden">
        {pending ? words.applying : ""}
      </p>
      {said && !said.ok ? <ListSaid state={said} /> : null}
      <noscript>
        <Button type="submit" form={REVIEW} name="intent" value="options" variant="line">
          {words.apply}
        </Button>
      </noscript>
    </div>
  );
}
