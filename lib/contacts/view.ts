import { viewAccounts } from "../accounts/view";
import { accounts } from "../db/client";
import type { ContactDoc } from "../db/types";
import type { ContactView } from "./schema";

/** The views of some contacts, each with what became of it: a constant number of look-ups, however many they are. */
export async function viewContacts(docs: ContactDoc[]): Promise<ContactView[]> {
  const ids = docs.flatMap(({ subAccount }) => (subAccount ? [subAccount] : []));
  const opened =
    ids.length > 0
      ? await viewAccounts(
          await accounts()
            .find({ _id: { $in: ids } })
            .toArray(),
        )
      : [];
  const statusOf = new Map(opened.map(({ id, status }) => [id, status]));
  return docs.map((contact) => {
    const status = contact.subAccount && statusOf.get(contact.subAccount.toHexString());
    return {
      id: contact._id.toHexString(),
      type: contact.type,
      name: contact.name,
      email: contact.email,
      phone: contact.phone,
      account: contact.account.toHexString(),
      subAccount: contact.subAccount?.toHexString() ?? null,
      availability: !status || status === "lapsed" ? "available" : status,
    };
  });
}
