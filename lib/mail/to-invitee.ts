import type { MailKind } from "../db/types";

/**
 * Mails whose reader is the one invited. What becomes of them says something about the address, and a stopped address gets
 * none; notices to inviters and letters about passwords and addresses always leave.
 */
export const TO_INVITEE: ReadonlySet<MailKind> = new Set<MailKind>([
  "invite-business",
  "invite-user",
  "invite-link-again",
  "invite-reminder",
  "invite-cancelled",
]);
