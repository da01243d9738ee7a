import { describe, expect, it } from "vitest";
import { database, invitations, users } from "@/lib/db/client";
import { people } from "@/lib/db/migrations/002-people";
import type { InvitationView } from "@/lib/invitations/schema";
import { get } from "../support/api";
import { createTenant } from "../support/factories";
import { invitationDoc, invitedBusiness } from "../support/invites";

describe("the migration to searches by name", () => {
  it("finds who was there before, and changes nothing the second time, nor when run many times at once", async () => {
    const acme = await createTenant();
    const { invitation } = await invitedBusiness(acme, {
      email: "zoe@bäckerei.example",
      firstName: "Zoë",
      lastName: "Young",
      business: { name: "Blue Bakery" },
    });
    const made = await invitationDoc(invitation.id);
    const before = await users().findOne({ _id: acme.owner._id });
    const keys = { nameKey: "", lastNameKey: "", businessKey: "", addressKey: "" } as const;
    await invitations().updateOne({ _id: made._id }, { $unset: keys, $set: { search: ["zoë"] } as never });
    await users().updateOne({ _id: acme.owner._id }, { $unset: { nameKey: "", lastNameKey: "" } });

    await Promise.all([1, 2, 3].map(() => people(database())));
    await people(database());

    expect(await invitationDoc(invitation.id)).toEqual(made);
    expect(await users().findOne({ _id: acme.owner._id })).toEqual(before);
    for (const q of ["zoë", "young", "blue", "zoe@bä", "zoe@xn--"]) {
      const path = `/v1/accounts/${acme.id}/invitations?q=${encodeURIComponent(q)}`;
      const { body } = await get<{ data: InvitationView[] }>(path, { as: acme.key });
      expect([q, body.data.map(({ id }) => id)]).toEqual([q, [invitation.id]]);
    }
  });
});
