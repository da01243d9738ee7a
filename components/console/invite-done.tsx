"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { consoleWords } from "@/lib/i18n/console/words";
import { CopyField } from "./copy-field";

const words = consoleWords().invite.done;

/** The sentence that says what happened, and the ways on. The link itself only where no mail was asked for. */
export function InviteDone({
  base,
  message,
  invitationId,
  inviteUrl,
  again,
  onAnother,
}: {
  base: string;
  message: string;
  invitationId: string;
  inviteUrl: string | null;
  /** Where another is invited, for a browser without a script. */
  again: string;
  onAnother: () => void;
}) {
  const sentence = useRef<HTMLDivElement>(null);
  useEffect(() => sentence.current?.focus(), []);
  return (
    <div className="flex max-w-[560px] flex-col gap-6">
      <div ref={sentence} tabIndex={-1}>
        <Notice tone="done" state="ajar" role="status" className="text-16">
          {message}
        </Notice>
      </div>
      {inviteUrl ? <CopyField label={words.link} help={words.linkHelp} value={inviteUrl} name="inviteUrl" /> : null}
      <div className="flex flex-wrap gap-2">
        <a
          href={again}
          className={buttonClass("door")}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onAnother();
          }}
        >
          {words.another}
        </a>
        <Link href={`${base}/invitations/${invitationId}`} className={buttonClass("line")}>
          {words.see}
        </Link>
      </div>
    </div>
  );
}
