import { expect, it } from "vitest";
import { accounts } from "@/lib/db/client";
import { updateOwner } from "../../support/address-links";
import { createSubAccount, createTenant } from "../../support/factories";
import { invitedBusiness } from "../../support/invites";

it("flake", async () => {
  for (let n = 0; n < 60; n++) {
    const root = await createTenant();
    const { account: invited } = await invitedBusiness(root);
    const ids = [["invited", invited.id]];
    for (const status of ["lapsed", "suspended"] as const) ids.push([status, (await createSubAccount(root, { status })).id]);
    const middle = await createSubAccount(root);
    const below = await createSubAccount(middle);
    await accounts().updateOne({ _id: middle.account._id }, { $set: { status: "suspended" } });
    ids.push(["below", below.id]);
    for (const [what, id] of ids) {
      const answer = await updateOwner({ id: id ?? "" }, { company: { name: "X" } }, root.key);
      expect([n, what, answer.status, answer.code]).toEqual([n, what, 409, "account_not_active"]);
    }
  }
});
