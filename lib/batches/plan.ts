import type { ObjectId } from "mongodb";
import type { BatchDoc, RowWarning } from "../db/batch-types";
import type { AccountDoc, Address, ContactDoc, InvitationDoc, Role, UserDoc } from "../db/types";
import type { Terms } from "../invitations/document";
import type { Outcome } from "./schema";

/** What the check and the run of a list pass to each other: how rows are read, and what stands in their way. */

/** What rows are read and judged by. */
export interface Plan {
  scope: AccountDoc;
  type: BatchDoc["type"];
  header: readonly string[];
  columns: BatchDoc["columns"];
  defaults: BatchDoc["defaults"];
  sendEmail: boolean;
  resend: boolean;
  /** The highest role that a row may get: see BatchDoc. */
  mostRole: Role;
}

/** A row as it is to be invited; everything about it was checked but what only the database knows. */
export interface Planned extends Omit<Terms, "address" | "mail"> {
  line: number;
  email: string;
  emailKey: string;
  /** Of a business row without a `contactId`. */
  business?: { name: string; nameKey: string; phone?: string; website?: string; address?: Address | string };
  /** Of a business row with one; the address and the name are the contact's, once it is looked up. */
  contactId?: ObjectId;
}

/** What a row says by itself. */
export type Reading = { line: number; email: string } & (
  | { planned: Planned; warnings: RowWarning[] }
  | { refused: { code: string; reason: string } }
);

/** What the database says of it. With `invite`, what is there already and is used. */
export type Judgement =
  | {
      outcome: "invite";
      user: Pick<UserDoc, "_id" | "emailKey" | "memberships" | "timezone"> | null;
      contact: ContactDoc | null;
      /** A lapsed sub-account that is revived. */
      lapsed: AccountDoc | null;
      /** Invitations that are due to expire and must not stand in the way. */
      overdue: InvitationDoc[];
    }
  | { outcome: Exclude<Outcome, "invite">; code: string; reason: string; invitation?: ObjectId };
