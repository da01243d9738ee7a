import { describe, expect, it } from "vitest";
import { userActor } from "@/lib/auth/session";
import { readContact } from "@/lib/console/contacts";
import { findByName } from "@/lib/console/find";
import { parseId } from "@/lib/db/ids";
import { createContact, createSubAccount, createTenant } from "../../support/factories";
import { invitedBusiness } from "../../support/invites";

describe("the type-ahead of inviting", () => {
  it("offers businesses and people alike, with what they are and what became of them", async () => {
    const acme = await createTenant();
    const { account } = await invitedBusiness(acme, { business: { name: "Blue Bakery" } });
    await createContact(acme, { type: "person", name: "Ana Blue", email: "bluette@example.com" });
    await createContact(acme, { name: "Blue Moon", email: null });
    const { contacts } = await findByName(userActor(acme.owner, null), acme.account._id, " BLUE ");
    expect(contacts).toMatchObject([
      { name: "Blue Bakery", type: "business", availability: "invited", subAccount: account.id },
      { name: "Blue Moon", type: "business", availability: "available", email: null, subAccount: null },
      { name: "Ana Blue", type: "person", availability: "available", email: "bluette@example.com" },
    ]);
  });
});

describe("a contact's page", () => {
  it("knows the open invitation and the account; a descendant's contact is not shown as one's own", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const { invitation, account } = await invitedBusiness(acme);
    const owner = userActor(acme.owner, null);
    expect(await readContact(owner, acme.account._id, idOf(invitation.contact))).toMatchObject({
      invitation: invitation.id,
      became: { id: account.id, name: "Lima Bakery", status: "invited" },
    });
    const below = await createContact(sub);
    expect(await readContact(owner, acme.account._id, below._id)).toBeNull();
    expect(await readContact(owner, sub.account._id, below._id)).toMatchObject({ became: null, invitation: null });
  });
});

function idOf(text: string | null) {
  const id = parseId(text ?? "");
  if (id === null) throw new Error(`${text} is no id`);
  return id;
}
