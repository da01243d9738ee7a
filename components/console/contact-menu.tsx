"use client";

import { consoleWords } from "@/lib/i18n/console/words";
import { Menu, MenuLine, MenuLink, RowDots } from "./menu";

const words = consoleWords().contacts;

/** What can be done with one contact, from its row; the same is on its own page, for browsers without a script. */
export function ContactMenu({
  name,
  href,
  invite,
  change,
}: {
  name: string;
  href: string;
  /** Where it is invited; null where it cannot be. */
  invite: string | null;
  /** Whether it may be changed and deleted. */
  change: boolean;
}) {
  return (
    <Menu label={words.rowMenu(name)} align="end" width="w-44" trigger={<RowDots aria-label={words.rowMenu(name)} />}>
      {invite ? <MenuLink href={invite}>{words.invite}</MenuLink> : null}
      <MenuLink href={href}>{change ? words.edit : consoleWords().invitations.open}</MenuLink>
      {change ? (
        <>
          <MenuLine />
          <MenuLink href={`${href}#delete`}>{words.delete} …</MenuLink>
        </>
      ) : null}
    </Menu>
  );
}
