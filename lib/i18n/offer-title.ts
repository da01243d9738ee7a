import type { PageMessages } from "@/lib/i18n/pages/shape";

interface Offer {
  type: "business" | "user";
  inviterName: string;
  accountName: string;
  /** business: the account that invites. */
  parentName: string | null;
}

/** `Rui Costa invited you to open Blue Bakery at Acme` */
export function offerTitle({ type, inviterName, accountName, parentName }: Offer, { accept }: PageMessages): string {
  const names = { inviter: inviterName, account: accountName };
  if (type === "user") return inviterName === accountName ? accept.userPlain(accountName) : accept.user(names);
  const parent = parentName ?? inviterName;
  return inviterName === parent
    ? accept.businessPlain({ account: accountName, parent })
    : accept.business({ ...names, parent });
}
