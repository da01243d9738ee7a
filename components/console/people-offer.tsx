"use client";

import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { usePersonAction } from "./people-actions";

const words = consoleWords().people;

/** An offer of ownership that waits for somebody else, inside PeopleActions. */
export function StandingOffer({
  offer,
  account,
  mayWithdraw,
}: {
  offer: { by: string; to: { name: string }; expiresAt: string };
  account: string;
  mayWithdraw: boolean;
}) {
  const act = usePersonAction();
  return (
    <Notice tone="waiting" state="ajar" className="mt-4">
      <p>
        {words.offer.standing(offer.by, offer.to.name, account)} <RelativeTime at={offer.expiresAt} />.
      </p>
      {mayWithdraw ? (
        <form action={act} className="mt-2">
          <SubmitButton variant="line" size="sm" name="intent" value="withdraw">
            {words.offer.withdraw}
          </SubmitButton>
        </form>
      ) : null}
    </Notice>
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
