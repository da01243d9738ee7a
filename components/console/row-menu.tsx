"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { consoleWords } from "@/lib/i18n/console/words";
import { useRunOne } from "./chosen-form";
import { Menu, MenuAction, MenuLine, MenuLink } from "./menu";

const words = consoleWords().invitations;

/** What can be done with one invitation, from its row. */
export function RowMenu({
  id,
  name,
  email,
  href,
  ways,
}: {
  id: string;
  name: string;
  email: string;
  href: string;
  ways: { again: boolean; cancel: boolean };
}) {
  const run = useRunOne();
  const [copied, setCopied] = useState(false);
  return (
    <Menu
      label={words.rowMenu(name)}
      align="end"
      width="w-52"
      trigger={
        <button
          type="button"
          aria-label={words.rowMenu(name)}
          className="relative z-10 flex size-8 items-center justify-center rounded-md text-ink-muted hover:bg-line/60 hover:text-ink max-md:size-11"
        >
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuLink href={href}>{words.open}</MenuLink>
      {ways.again ? <MenuAction onSelect={() => run("resend", id)}>{words.resend}</MenuAction> : null}
      <MenuAction
        onSelect={() => {
          void navigator.clipboard?.writeText(email).then(() => setCopied(true));
        }}
      >
        {copied ? words.copied : words.copyEmail}
      </MenuAction>
      {ways.cancel ? (
        <>
          <MenuLine />
          <MenuLink href={`${href}#cancel`}>{words.cancel} …</MenuLink>
        </>
      ) : null}
    </Menu>
  );
}
