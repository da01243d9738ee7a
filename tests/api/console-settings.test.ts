import { describe, expect, it } from "vitest";
import { userActor } from "@/lib/auth/session";
import { changedOwner, OwnerForm, ownerTexts } from "@/lib/console/owner-form";
import { hasPassword } from "@/lib/console/settings";
import { accounts, users } from "@/lib/db/client";
import { UpdateOwnerInput } from "@/lib/users/owner-schema";
import { readOwnerInfo } from "@/lib/users/read-owner";
import { updateOwnerInfo } from "@/lib/users/update-owner";
import { createPerson, createTenant } from "../support/factories";

/** What the settings read and write beyond the API. */

describe("the security page", () => {
  it("knows who has a password, and who lost it to an undone change of address", async () => {
    const { user } = await createPerson();
    expect(await hasPassword(userActor(user, null))).toBe(true);
    await users().updateOne(
      { _id: user._id },
      { $set: { passwordVoidedAt: new Date() }, $unset: { passwordHash: "" } },
    );
    expect(await hasPassword(userActor(user, null))).toBe(false);
  });
});

describe("the owner's form", () => {
  it("changes what was typed and nothing else: an address keeps its parts", async () => {
    const address = { line1: "1 Rua A", postalCode: "1000", city: "Lisboa" };
    const tenant = await createTenant({ profile: { phone: "+351 1", address } });
    const actor = userActor(tenant.owner, null);
    const before = await readOwnerInfo(actor, tenant.account._id);
    const texts = ownerTexts(before);
    expect(texts.companyAddress).toBe("1 Rua A, 1000 Lisboa");

    const typed = OwnerForm.parse({ version: String(before.version), part: "all", ...texts, companyPhone: "+351 2" });
    const { fields, input } = changedOwner(texts, typed);
    expect(fields).toEqual(["companyPhone"]);
    await updateOwnerInfo(actor, tenant.account._id, UpdateOwnerInput.parse(input), { expected: [before.version] });

    const after = await accounts().findOne({ _id: tenant.account._id });
    expect(after?.profile).toEqual({ phone: "+351 2", address });
  });

  it("is told what somebody else wrote meanwhile, by the names of its own fields", async () => {
    const tenant = await createTenant();
    const actor = userActor(tenant.owner, null);
    const { version } = await readOwnerInfo(actor, tenant.account._id);
    const write = (phone: string) =>
      updateOwnerInfo(actor, tenant.account._id, { phone, company: { phone } }, { expected: [version] });
    await write("+351 1");
    const current = ownerTexts(await readOwnerInfo(actor, tenant.account._id));
    await expect(write("+351 2")).rejects.toMatchObject({
      code: "version_mismatch",
      extra: { version: version + 1, current: expect.objectContaining({ ...current }) },
    });
  });
});
