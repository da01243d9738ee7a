"use client";

import Link from "next/link";
import { useActionState } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().people;

/** An offer of ownership that waits for somebody else. */
export function StandingOffer({
  offer,
  account,
  action,
}: {
  offer: { by: string; to: { name: string }; expiresAt: string };
  account: string;
  /** Takes it back; null for who may not. */
  action: ((state: FormState, data: FormData) => Promise<FormState>) | null;
}) {
  return (
    <Notice tone="waiting" state="ajar" className="mt-4">
      <p>
        {words.offer.standing(offer.by, offer.to.name, account)} <RelativeTime at={offer.expiresAt} />.
      </p>
      {action ? <Withdraw action={action} /> : null}
    </Notice>
  );
}

function Withdraw({ action }: { action: (state: FormState, data: FormData) => Promise<FormState> }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit} className="mt-2 flex flex-col items-start gap-2">
      <SubmitButton variant="line" size="sm">
        {words.offer.withdraw}
      </SubmitButton>
      {state.message !== undefined && !state.ok ? <p role="alert">{state.message}</p> : null}
    </form>
  );
}

/** The same for the person it was made to: one line that leads on. */
export function OfferToMe({ base, by, account }: { base: string; by: string; account: string }) {
  return (
    <Notice tone="waiting" state="ajar" className="mt-4">
      {words.offer.mine(by, account)}{" "}
      <Link href={`${base}/people/ownership`} className="underline underline-offset-4">
        {words.offer.look}
      </Link>
    </Notice>
  );
}
