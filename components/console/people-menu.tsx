"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { usePersonAction } from "./people-actions";

const words = consoleWords().people;

export interface Ways {
  role: "admin" | "member" | null;
  disable: boolean;
  enable: boolean;
  remove: boolean;
  offer: boolean;
}

/**
 * What can be done with one of the people, each with what it means. A page's own element opens it, so that it does without
 * a script, too.
 */
export function PersonMenu({
  person,
  account,
  ways,
  isSelf,
  invitation,
}: {
  person: { id: string; name: string; role: string; status: string };
  account: string;
  ways: Ways;
  isSelf: boolean;
  invitation: string | null;
}) {
  const act = usePersonAction();
  const { role, disable, enable, remove, offer } = ways;
  if (!role && !disable && !enable && !remove && !offer && !invitation) return null;
  return (
    <details
      name="person"
      data-menu
      // May be opened before the script has come.
      suppressHydrationWarning
      className="relative z-10 open:z-30"
      onToggle={({ currentTarget }) => {
        // Near the foot of the page all of it is to be seen, on a phone above the bar.
        if (currentTarget.open) currentTarget.lastElementChild?.scrollIntoView({ block: "nearest" });
      }}
    >
      <summary
        aria-label={words.menu(person.name)}
        className="flex size-8 list-none items-center justify-center rounded-md text-ink-muted hover:bg-line/60 hover:text-ink max-md:size-11 [&::-webkit-details-marker]:hidden"
      >
        <Ellipsis aria-hidden="true" size={16} strokeWidth={1.5} />
      </summary>
      <div className="absolute end-0 mt-1 w-80 scroll-mb-4 max-md:scroll-mb-20 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-surface p-1 whitespace-normal shadow-float">
        {invitation ? (
          <Link href={invitation} className="flex min-h-9 items-center rounded-sm px-3 hover:bg-sunken">
            {words.act.invitation}
          </Link>
        ) : (
          <form action={act}>
            <input type="hidden" name="user" value={person.id} />
            <input type="hidden" name="role" value={person.role} />
            <input type="hidden" name="status" value={person.status} />
            {role ? <Item intent={role} label={words.act[role].label} help={words.act[role].help} /> : null}
            {enable ? (
              <Item intent="enable" label={words.act.enable.label} help={words.act.enable.help(account)} />
            ) : null}
            {disable ? (
              <Item intent="disable" label={words.act.disable.label} help={words.act.disable.help(account)} />
            ) : null}
            {offer ? (
              <Item intent="offer" label={words.act.offer.label} help={words.act.offer.help(person.name, account)} />
            ) : null}
            {remove && isSelf ? (
              <Ask
                label={words.act.leave.label}
                question={words.act.leave.ask(account)}
                yes={words.act.leave.yes(account)}
              />
            ) : remove ? (
              <Ask
                label={words.act.remove.label}
                question={words.act.remove.ask(person.name, account)}
                yes={words.act.remove.yes(person.name)}
              />
            ) : null}
          </form>
        )}
      </div>
    </details>
  );
}

function Item({ intent, label, help }: { intent: string; label: string; help: ReactNode }) {
  return (
    <SubmitButton
      variant="quiet"
      name="intent"
      value={intent}
      className="w-full justify-start! rounded-sm! text-start! font-normal!"
    >
      <span className="block">
        <span className="block">{label}</span>
        <span className="block text-12 text-ink-muted">{help}</span>
      </span>
    </SubmitButton>
  );
}

/** Asks once more, in the same place. */
function Ask({ label, question, yes }: { label: string; question: string; yes: string }) {
  return (
    <details suppressHydrationWarning className="group/ask mt-1 border-t border-line pt-1">
      <summary
        className={buttonClass(
          "quiet",
          "md",
          "w-full list-none justify-start! rounded-sm! font-normal! text-failed! group-open/ask:hidden [&::-webkit-details-marker]:hidden",
        )}
      >
        {label}
      </summary>
      <div className="flex flex-col gap-3 p-3">
        <p>{question}</p>
        <div className="flex flex-wrap gap-2">
          <SubmitButton variant="danger" name="intent" value="remove" className="max-w-full">
            {yes}
          </SubmitButton>
          <KeepButton>{consoleWords().invitations.keep}</KeepButton>
        </div>
      </div>
    </details>
  );
}
