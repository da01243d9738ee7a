import type { InvitationDoc, InvitationStatus } from "../db/types";
import { fullName } from "../text";
import type { UserView } from "../users/schema";
import type { InvitationDetail, InvitationView } from "./schema";

/** `preparing` is a chunk's own business and is listed nowhere; should one be looked at, it has yet to be offered. */
function shownStatus(status: InvitationStatus): InvitationView["status"] {
  return status === "preparing" ? "pending" : status;
}

export function toInvitationView(doc: InvitationDoc): InvitationView {
  return {
    id: doc._id.toHexString(),
    type: doc.type,
    status: shownStatus(doc.status),
    email: doc.email,
    firstName: doc.firstName,
    lastName: doc.lastName,
    role: doc.role,
    locale: doc.locale,
    account: { id: doc.account.toHexString(), name: doc.accountName },
    parent: doc.parent?.toHexString() ?? null,
    contact: doc.contact?.toHexString() ?? null,
    batch: doc.batch?.toHexString() ?? null,
    externalId: doc.externalId ?? null,
    metadata: doc.metadata ?? {},
    sends: doc.sends,
    expiresAt: doc.expiresAt.toISOString(),
    invitedBy: {
      type: doc.invitedBy.type,
      id: doc.invitedBy.id?.toHexString() ?? null,
      name: doc.invitedBy.name,
    },
    delivery: {
      status: doc.delivery.status,
      transport: doc.delivery.transport,
      error: doc.delivery.error ?? null,
      ...(doc.delivery.code ? { code: doc.delivery.code } : {}),
      at: doc.delivery.at.toISOString(),
    },
    remindedAt: doc.remindedAt?.toISOString() ?? null,
    viewedAt: doc.viewedAt?.toISOString() ?? null,
    createdAt: doc.createdAt.toISOString(),
    updatedAt: doc.updatedAt.toISOString(),
  };
}

export function toInvitationDetail(doc: InvitationDoc): InvitationDetail {
  return {
    ...toInvitationView(doc),
    timeline: doc.timeline.map(({ at, event, detail }) => ({
      at: at.toISOString(),
      event,
      ...(detail === undefined ? {} : { detail }),
    })),
  };
}

/** The invitee as the inviter may see them: named by the invitation, with the membership's status. */
export function toInviteeView(doc: InvitationDoc): UserView {
  const status = { preparing: "invited", pending: "invited", accepted: "active" } as const;
  return {
    id: doc.user.toHexString(),
    email: doc.email,
    firstName: doc.firstName,
    lastName: doc.lastName,
    status: doc.status in status ? status[doc.status as keyof typeof status] : doc.status,
    role: doc.role,
    account: doc.account.toHexString(),
  };
}

/** The invitee's name where the inviter gave one, else the address. */
export function inviteeName(doc: Pick<InvitationDoc, "firstName" | "lastName" | "email">): string {
  return fullName(doc) || doc.email;
}

// Making a format costs more than all the rest of an answer.
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

/** A moment for a sentence: `29 November 2026, 10:00 UTC`. */
export function momentInWords(moment: Date): string {
  return `${day.format(moment)}, ${time.format(moment)} UTC`;
}
