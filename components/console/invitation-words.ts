import { type ArchState, archFor } from "@/components/arch";
import { consoleWords } from "@/lib/i18n/console/words";
import { type InvitationView, MAIL_REACHED } from "@/lib/invitations/schema";

const words = consoleWords().invitations;

export function nameOf(one: Pick<InvitationView, "firstName" | "lastName" | "email">): string {
  return `${one.firstName} ${one.lastName}`.trim() || one.email;
}

/** The arch and its word: while an invitation is pending, trouble with its mail comes first. */
export function statusOf(one: {
  status: InvitationView["status"];
  delivery: Pick<InvitationView["delivery"], "status">;
}): { state: ArchState; word: string } {
  const state = archFor(one.status, one.delivery.status);
  const trouble = one.status === "pending" ? words.deliveryWord[one.delivery.status] : undefined;
  return { state, word: trouble ?? words.status[one.status] };
}

const WAITING = new Set(["queued", "sending"]);

/** What became of the mail, in a word: one that still waited when the invitation ended was never sent. */
export function deliveryOf({ status, delivery }: Pick<InvitationView, "status" | "delivery">): string {
  const never = status !== "pending" && WAITING.has(delivery.status);
  return words.delivery[never ? "none" : delivery.status];
}

/** What the invitee gets: the business they open, or the account they join and as what. */
export function purposeOf(one: Pick<InvitationView, "type" | "account" | "role">): string {
  return one.type === "business" ? one.account.name : `${words.joining(one.account.name)}, ${words.roleOf[one.role]}`;
}

export interface InvitationWays {
  again: boolean;
  remind: boolean;
  cancel: boolean;
}

const REACHED = new Set<string>(MAIL_REACHED);

/** What can be done with an invitation in an account, by one who holds these permissions there. */
export function waysFor(
  one: Pick<InvitationView, "type" | "status" | "account" | "delivery">,
  accountId: string,
  permissions: { createAccounts: boolean; createInvitations: boolean; cancelInvitations: boolean },
): InvitationWays {
  // Seen from the account that it opened, it is the inviting account's to touch.
  if (one.type === "business" && one.account.id === accountId) return { again: false, remind: false, cancel: false };
  const business = one.type === "business";
  const pending = one.status === "pending";
  const again = one.status !== "accepted" && (business ? permissions.createAccounts : permissions.createInvitations);
  return {
    again,
    remind: again && pending && REACHED.has(one.delivery.status),
    cancel: pending && (business ? permissions.createAccounts : permissions.cancelInvitations),
  };
}

const number = new Intl.NumberFormat("en-GB");

export function count(value: number, most = Number.POSITIVE_INFINITY): string {
  return value >= most ? `${number.format(most)}+` : number.format(value);
}
