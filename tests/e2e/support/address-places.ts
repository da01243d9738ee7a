import type { Page } from "@playwright/test";
import { users } from "@/lib/db/client";
import type { AddressAct } from "@/lib/db/types";
import { addressToken } from "../../support/address-links";
import { address, createSubAccount, createTenant, PASSWORD } from "../../support/factories";
import { callApi } from "./api";
import { rename } from "./managed";
import { type Place, type Stage, signedOut } from "./stage";

const OUTCOMES = ["verified", "consent_required", "verification_required", "stopped", "kept", "undone"];

/** Where the links in letters about a change of address lead, in the language of whose address it is. */
export function addressPlaces({ url, locale }: Stage): Place[] {
  /** Somebody's change of address, asked for by themselves or by the owner above them. */
  const change = async (by: "owner" | "parent") => {
    const parent = await createTenant({ name: "Northern Books" });
    const tenant = by === "owner" ? parent : await createSubAccount(parent, { name: "Blue Bakery" });
    await rename(tenant.owner, "Ana", "Lima");
    await users().updateOne({ _id: tenant.owner._id }, { $set: { locale } });
    const email = address("ana.lima.new");
    const asked = { email, currentPassword: PASSWORD };
    await callApi(`${url}/v1/accounts/${tenant.id}/updateownerinfo`, "PUT", parent.cookie, asked);
    return { old: tenant.owner.email, next: email };
  };
  const open = async (page: Page, token: string) => {
    await signedOut(page);
    await page.goto(`${url}/verify-email?token=${token}`);
  };
  const use = (token: string) => callApi(`${url}/v1/accounts/verify-email`, "POST", "", { token });
  const asks = (name: string, by: "owner" | "parent", act: AddressAct): Place => ({
    name: `verify-${name}`,
    async go(page) {
      const { old, next } = await change(by);
      const token = await addressToken(act === "confirm" ? next : old, act);
      await open(page, token);
    },
  });
  /** A link that is opened after what has been done with another, or with itself. */
  const dead = (name: string, used: AddressAct, opened: AddressAct): Place => ({
    name: `verify-dead-${name}`,
    async go(page) {
      const { old, next } = await change("owner");
      const token = await addressToken(opened === "confirm" ? next : old, opened);
      await use(await addressToken(used === "confirm" ? next : old, used));
      await open(page, token);
    },
  });
  return [
    asks("confirm", "owner", "confirm"),
    asks("confirm-asked", "parent", "confirm"),
    asks("consent", "parent", "consent"),
    asks("stop", "owner", "stop"),
    {
      name: "verify-undo",
      async go(page) {
        const { old, next } = await change("owner");
        await use(await addressToken(next, "confirm"));
        await open(page, await addressToken(old, "undo"));
      },
    },
    ...OUTCOMES.map((outcome) => ({
      name: `verify-done-${outcome}`,
      async go(page: Page) {
        await signedOut(page);
        await page.goto(`${url}/verify-email?done=${outcome}&in=${locale}`);
      },
    })),
    dead("used", "confirm", "confirm"),
    dead("overtaken", "confirm", "stop"),
    { name: "verify-dead-invalid", go: (page) => open(page, "cut-off") },
  ];
}
