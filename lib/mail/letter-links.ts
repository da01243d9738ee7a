import { addressUrl } from "../auth/address-token";
import { inviteUrl } from "../auth/invite-token";
import { signReset } from "../auth/mail-token";
import { unsubscribePage, unsubscribeUrl } from "../auth/unsubscribe-token";
import type { MailDoc } from "../db/types";

/** Where a letter leads. Links are signed when it is drawn and nowhere kept. */
export interface LetterLinks {
  /** The button's; null for a letter without one. */
  link: string | null;
  /** The other way that a letter may offer. */
  secondLink: string | null;
  /** A page that asks whether to stop further mail. */
  stopLink: string | null;
  headers: Record<string, string>;
}

/** @throws where the mail lacks what its link is signed from, or the secret that signs it is no longer known */
export async function linksOf(doc: MailDoc, appUrl: string): Promise<LetterLinks> {
  // A sample opens nothing: there is no invitation, and no password to reset.
  if (doc.sample) {
    const start = `${appUrl}/`;
    return {
      link: doc.kind === "invite-cancelled" ? null : start,
      secondLink: doc.address?.acts[1] === undefined ? null : start,
      stopLink: doc.kind === "invite-reminder" ? start : null,
      headers: {},
    };
  }
  const second = doc.address?.acts[1];
  const [link, secondLink] = await Promise.all([
    linkOf(doc, appUrl),
    doc.address && second ? addressUrl(doc.address, second, appUrl) : null,
  ]);
  return { link, secondLink, ...(await stopping(doc, appUrl)) };
}

/** Reminders can be stopped with one click, by the mail program itself (RFC 2369, RFC 8058) or on a page. */
async function stopping(doc: MailDoc, appUrl: string): Promise<Pick<LetterLinks, "stopLink" | "headers">> {
  if (doc.kind !== "invite-reminder" || !doc.claims) return { stopLink: null, headers: {} };
  const [page, oneClick] = await Promise.all([unsubscribePage(doc.claims, appUrl), unsubscribeUrl(doc.claims, appUrl)]);
  return {
    stopLink: page,
    headers: { "List-Unsubscribe": `<${oneClick}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  };
}

async function linkOf(doc: MailDoc, appUrl: string): Promise<string | null> {
  switch (doc.kind) {
    case "invite-business":
    case "invite-user":
    case "invite-link-again":
    case "invite-reminder":
      if (!doc.claims) throw new Error(`The mail ${doc._id} has no claims to sign its link from`);
      return inviteUrl(doc.claims, appUrl);
    case "address-confirm":
    case "address-consent":
    case "address-changing":
    case "address-changed": {
      const act = doc.address?.acts[0];
      if (!doc.address || !act) throw new Error(`The mail ${doc._id} does not say which change of address it is about`);
      return addressUrl(doc.address, act, appUrl);
    }
    case "invitations-expired":
      return `${appUrl}/a/${doc.account}/invitations?status=expired`;
    case "batch-finished":
      return `${appUrl}/a/${doc.account}/bulk/${doc.batch}`;
    case "ownership-offered":
      return `${appUrl}/a/${doc.account}/people/ownership`;
    case "password-reset":
      if (!doc.reset) throw new Error(`The mail ${doc._id} does not say whose password it resets`);
      return `${appUrl}/reset-password?token=${await signReset(doc._id, doc.reset)}`;
    case "password-changed":
      return `${appUrl}/forgot-password`;
    case "invite-cancelled":
      return null;
    case "invite-cancelled-inviter":
    case "invite-declined":
    case "invite-accepted":
    case "invite-requested":
      return `${appUrl}/a/${doc.account}/invitations/${doc.invitation}`;
  }
}
