"use client";

import { useState } from "react";
import { consoleWords } from "@/lib/i18n/console/words";
import { useRunOne } from "./chosen-form";
import type { InvitationWays } from "./invitation-words";
import { Menu, MenuAction, MenuLine, MenuLink, RowDots } from "./menu";

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
  ways: InvitationWays;
}) {
  const run = useRunOne();
  const [copied, setCopied] = useState(false);
  return (
    <Menu label={words.rowMenu(name)} align="end" width="w-52" trigger={<RowDots aria-label={words.rowMenu(name)} />}>
      <MenuLink href={href}>{words.open}</MenuLink>
      {ways.remind ? <MenuAction onSelect={() => run("remind", id)}>{words.remind}</MenuAction> : null}
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
