"use client";

import { useEffect, useRef } from "react";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ImportSaid } from "@/lib/console/contacts-import-said";
import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";

const words = consoleWords().bulk.contacts;

/** What came of an import, and where to go from there. */
export function ContactImportDone({
  base,
  said: { created, skipped, failed, lines },
  onAnother,
}: {
  base: string;
  said: ImportSaid;
  onAnother: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="flex max-w-[560px] flex-col gap-6">
      <div ref={box} tabIndex={-1}>
        <Notice tone={created > 0 ? "done" : "waiting"} state={created > 0 ? "open" : "shut"} role="status">
          <p className="font-medium">{words.added(created)}</p>
          {skipped > 0 ? <p>{words.known(skipped)}</p> : null}
          {failed > 0 ? (
            <p>
              {words.look(failed)}{" "}
              {lines.length > 0
                ? words.lines(
                    lines.map((line) => count(line)),
                    failed > lines.length,
                  )
                : ""}
            </p>
          ) : null}
        </Notice>
      </div>
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={`${base}/contacts`} variant="door">
          {words.see}
        </ButtonLink>
        <a
          href={`${base}/contacts/import`}
          className={buttonClass("line")}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onAnother();
          }}
        >
          {words.another}
        </a>
      </div>
    </div>
  );
}
