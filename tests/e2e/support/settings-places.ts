import type { Page } from "@playwright/test";
import { apiKeys, suppressions, users } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { SuppressionReason } from "@/lib/db/types";
import { address, createMember, createSubAccount, createTenant, PASSWORD, type Tenant } from "../../support/factories";
import { callApi } from "./api";
import { once, rename } from "./managed";
import { type Place, type Stage, signedInAs } from "./stage";

type Then = (page: Page) => Promise<unknown>;

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const refused = (page: Page) => page.getByRole("main").getByRole("alert").waitFor();

/** The owner asks for another address over the API, in person or from above. */
function askFor(url: string, { id }: Tenant, cookie: string, body: Record<string, unknown>): Promise<unknown> {
  return callApi(`${url}/v1/accounts/${id}/updateownerinfo`, "PUT", cookie, { currentPassword: PASSWORD, ...body });
}

/** An account and one below it; the owner of a second one below belongs to a stranger's account, too. */
async function houses() {
  const tenant = await createTenant({ name: "Northern Books" });
  const bakery = await createSubAccount(tenant, { name: "Blue Bakery" });
  const ceramics = await createSubAccount(tenant, { name: "Fjord Ceramics" });
  await rename(bakery.owner, "Ana", "Lima");
  await rename(ceramics.owner, "Nora", "Lind");
  const stranger = await createTenant({ name: "Elsewhere" });
  await users().updateOne(
    { _id: ceramics.owner._id },
    { $push: { memberships: { account: stranger.account._id, role: "member", status: "active" } } },
  );
  return { tenant, bakery, ceramics };
}

/** The settings in every state that tells something. */
export function settingsPlaces(stage: Stage): Place[] {
  const { url } = stage;
  const made = once(houses);
  let days = 2;
  const inTenant = async () => (await made()).tenant;
  const at = (name: string, path: string, then?: Then, whose: () => Promise<Tenant> = inTenant): Place => ({
    name,
    async go(page) {
      const tenant = await whose();
      await signedInAs(page, stage, tenant.owner);
      await page.goto(`${url}/a/${tenant.id}/settings${path}`);
      await then?.(page);
    },
  });
  /** The settings of an account below, as its parent's owner sees them. */
  const above = (name: string, which: "bakery" | "ceramics", before?: () => Promise<unknown>): Place => ({
    name,
    async go(page) {
      const houses = await made();
      await before?.();
      await signedInAs(page, stage, houses.tenant.owner);
      await page.goto(`${url}/a/${houses[which].id}/settings/owner`);
    },
  });
  const waiting = once(async () => {
    const tenant = await createTenant({ name: "Harbour Bakery" });
    await askFor(url, tenant, tenant.cookie, { email: address("rui.new") });
    return tenant;
  });
  const asked = once(async () => {
    const { tenant, bakery } = await made();
    await askFor(url, bakery, tenant.cookie, { email: address("ana.new") });
  });
  const makeKey: Then = async (page) => {
    await field(page, "Name").fill("The website");
    await field(page, "See invitations").check();
    await field(page, "Invite businesses").check();
    await press(page, "Make the key");
    await field(page, "The key").waitFor();
  };

  return [
    at("settings", ""),
    at("settings-error", "", async (page) => {
      await page.locator("#redirectOrigins").fill("https://app.example.com\nnot an address");
      await press(page, "Save");
      await refused(page);
    }),
    at("settings-conflict", "", async (page) => {
      const { tenant } = await made();
      days += 1;
      await callApi(`${url}/v1/accounts/${tenant.id}`, "PATCH", tenant.cookie, {
        settings: { reminderDays: days, notices: false },
      });
      await field(page, "Name").fill("Northern Books and Maps");
      await press(page, "Save");
      await refused(page);
    }),
    at("settings-owner", "/owner"),
    at("settings-owner-wrong-password", "/owner", async (page) => {
      await field(page, "New e-mail").fill(address("rui.new"));
      await field(page, "Your password").fill("not the password");
      await press(page, "Change e-mail");
      await refused(page);
    }),
    at("settings-owner-pending", "/owner", undefined, waiting),
    above("settings-owner-above", "bakery"),
    above("settings-owner-above-pending", "bakery", asked),
    above("settings-owner-shared", "ceramics"),
    at("settings-delivery-none", "/delivery", undefined, once(createTenantWithoutKeys)),
    at("settings-delivery", "/delivery", undefined, once(createTenantWithStops)),
    at(
      "settings-delivery-allow",
      "/delivery",
      async (page) => {
        await page.locator('summary[aria-label^="Allow"]').first().click();
      },
      once(createTenantWithStops),
    ),
    at("settings-delivery-error", "/delivery", async (page) => {
      await field(page, "E-mail address").fill("not an address");
      await press(page, "Stop mail to it");
      await refused(page);
    }),
    at("settings-keys-none", "/keys", undefined, once(createTenantWithoutKeys)),
    at("settings-key-made", "/keys", makeKey),
    at("settings-keys", "/keys"),
    at("settings-key-revoke", "/keys", async (page) => {
      await page.locator('summary[aria-label^="Revoke"]').first().click();
    }),
    at("settings-key-error", "/keys", async (page) => {
      await press(page, "Make the key");
      await refused(page);
    }),
    at("settings-branding", "/branding"),
    at("settings-branding-error", "/branding", async (page) => {
      await page.locator("#colour").fill("red");
      await press(page, "Save");
      await refused(page);
    }),
    at("settings-branding-inherited", "/branding", undefined, async () => (await made()).bakery),
    at("settings-mails", "/mails"),
    at("settings-mail", "/mails/invite-business?locale=es"),
    at("settings-mail-dark", "/mails/invite-user?locale=ar&view=dark"),
    at("settings-mail-text", "/mails/invite-reminder?locale=ja&view=text"),
    at("settings-mail-error", "/mails/invite-user", async (page) => {
      await page.locator("#introduction").fill("Come in, {nobody}");
      await press(page, "Save");
      await refused(page);
    }),
    at("settings-security", "/security"),
    at("settings-security-error", "/security", async (page) => {
      await field(page, "Your password now").fill("not the password");
      await field(page, "New password").fill("a brand new lantern");
      await press(page, "Change password");
      await refused(page);
    }),
    {
      name: "settings-member",
      async go(page) {
        const tenant = await inTenant();
        await signedInAs(page, stage, (await createMember(tenant, "member")).user);
        await page.goto(`${url}/a/${tenant.id}/settings`);
      },
    },
  ];
}

async function createTenantWithoutKeys(): Promise<Tenant> {
  const tenant = await createTenant({ name: "Quiet House" });
  await apiKeys().deleteMany({ account: tenant.account._id });
  return tenant;
}

async function createTenantWithStops(): Promise<Tenant> {
  const tenant = await createTenant({ name: "Harbour Bakery" });
  const stops: [string, SuppressionReason, string | null][] = [
    ["ana@bakery.con", "bounce", "550 5.1.2 <ana@bakery.con>: Host or domain name not found"],
    ["somebody.with.a.long.name@a-department-with-a-longer-one.example", "complaint", null],
    ["bo@cafe.example", "unsubscribe", null],
    ["eva@flowers.example", "manual", null],
  ];
  await suppressions().insertMany(
    stops.map(([email, reason, detail]) => ({
      _id: newId(),
      account: tenant.account._id,
      email,
      emailKey: email,
      reason,
      detail,
      invitation: null,
      createdAt: new Date(),
    })),
  );
  return tenant;
}
