import type { ArchState } from "@/components/arch";
import type { PageMessages } from "@/lib/i18n/pages/shape";
import type { AddressLink } from "@/lib/users/address/describe-link";

export interface Question {
  title: string;
  body: string[];
  /** What the button brings about, where it is more than one thing. */
  effects?: string[];
  submit: string;
  refuse?: string;
  unexpected?: string;
}

/** What the link would do, asked in words; null where it no longer does anything. */
export function sayQuestion(link: AddressLink, { verify }: PageMessages): Question | null {
  const { state, act, newEmail, oldEmail, name, byName, needs } = link;
  if (state !== "valid" || act === null || newEmail === null) return null;
  const account = link.accountName ?? "Foyer";
  if (act === "confirm") {
    const { confirm } = verify;
    const who = name ? confirm.body({ name, account }) : confirm.bodyPlain(account);
    return {
      title: confirm.title(newEmail),
      body: [
        who,
        ...(byName === null ? [] : [confirm.asked(byName)]),
        needs === "consent" ? confirm.consentToo : confirm.effect,
      ],
      submit: confirm.submit,
      unexpected: confirm.unexpected,
    };
  }
  if (oldEmail === null) return null;
  switch (act) {
    case "consent": {
      const { consent } = verify;
      const by = byName ?? account;
      return {
        title: consent.title(newEmail),
        body: [consent.body({ by, account, oldEmail }), needs === "confirm" ? consent.confirmToo : consent.effect],
        submit: consent.submit,
        refuse: consent.refuse,
      };
    }
    case "stop":
      return { title: verify.stop.title(newEmail), body: [verify.stop.body(oldEmail)], submit: verify.stop.submit };
    case "undo": {
      const { undo } = verify;
      return {
        title: undo.title(oldEmail),
        body: [undo.lead],
        effects: [undo.restored({ newEmail, oldEmail }), undo.sessions, undo.password(oldEmail)],
        submit: undo.submit,
      };
    }
  }
}

interface Says {
  title: string;
  body: string;
  state: ArchState;
}

/** Why the link does nothing now. Who came too late to stop or undo a change is told what is left to do. */
export function sayDead({ state, act }: AddressLink, { verify, problem }: PageMessages): Says {
  const { dead } = verify;
  if (state === "invalid") return { ...problem.invalid, state: "split" };
  if (state === "expired") return { ...(act === "undo" ? dead.tooLate : dead.expired), state: "shut" };
  return { ...(act === "stop" ? dead.overtaken : dead.used), state: "shut" };
}
