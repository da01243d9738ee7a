import type { Page } from "@playwright/test";
import { ObjectId } from "mongodb";
import { invitations } from "@/lib/db/client";
import type { DeliveryStatus } from "@/lib/db/types";
import { address, createContact, createMember, createTenant, createUser } from "../../support/factories";
import { accepted, invited, type Place, type Stage, signedInAs, signedOut } from "./stage";
import { letExpire } from "./time";

/** A tenant in whose console something of everything is found. */
export async function furnish(stage: Stage): Promise<void> {
  const one = (name: string, fields: Record<string, unknown> = {}) =>
    invited(stage, { type: "user", email: address(name), firstName: name, lastName: "Lima", ...fields });
  const bakery = { type: "business", business: { name: "Blue Bakery" }, message: "Welcome aboard." };
  await one("Ana", bakery);
  await bounce((await one("Bo")).id, "bounced", "the domain does not exist");
  await bounce((await one("Cy")).id, "failed", "the mail server refused it");
  await letExpire((await one("Di")).id);
  await accepted(stage, (await one("Eva", { ...bakery, business: { name: "Corner Books" } })).token);
}

async function bounce(id: string, status: DeliveryStatus, error: string): Promise<void> {
  const at = new Date();
  await invitations().updateOne(
    { _id: new ObjectId(id) },
    {
      $set: { delivery: { status, transport: "smtp", error, at } },
      $push: { timeline: { at, event: status, detail: error } },
    },
  );
}

/** Every page behind the door, the frame's own pages included. */
export function consolePlaces(stage: Stage): Place[] {
  const { url, tenant } = stage;
  const base = `${url}/a/${tenant.id}`;
  const owner = (path: string, then?: (page: Page) => Promise<unknown>) => async (page: Page) => {
    await signedInAs(page, stage, tenant.owner);
    await page.goto(path);
    await then?.(page);
  };
  const idOf = async (filter: object) => {
    const found = await invitations().findOne({ scope: new ObjectId(tenant.id), ...filter }, { sort: { _id: -1 } });
    if (!found) throw new Error(`No invitation with ${JSON.stringify(filter)}`);
    return found._id.toHexString();
  };
  const detail = (filter: object, hash = "") => ({
    async go(page: Page) {
      await owner(`${base}/invitations/${await idOf(filter)}${hash}`)(page);
    },
  });
  const submit = (page: Page) => page.locator("main form button[type=submit]").last().click();

  return [
    { name: "overview", go: owner(base) },
    {
      name: "overview-empty",
      async go(page) {
        const empty = await createTenant({ name: "Quiet House" });
        await signedInAs(page, stage, empty.owner);
        await page.goto(`${url}/a/${empty.id}`);
      },
    },
    { name: "invitations", go: owner(`${base}/invitations`) },
    { name: "invitations-all", go: owner(`${base}/invitations?status=all`) },
    { name: "invitations-nobody", go: owner(`${base}/invitations?q=zzz`) },
    {
      name: "invitations-chosen",
      go: owner(`${base}/invitations`, (page) => page.locator("input[name=invitation]").first().check()),
    },
    { name: "invitation-pending", ...detail({ status: "pending", "delivery.status": { $ne: "bounced" } }) },
    { name: "invitation-bounced", ...detail({ "delivery.status": "bounced" }) },
    { name: "invitation-accepted", ...detail({ status: "accepted" }) },
    { name: "invitation-cancel", ...detail({ status: "pending" }, "#cancel") },
    { name: "invite-business", go: owner(`${base}/invitations/new`) },
    {
      name: "invite-contacts",
      go: owner(`${base}/invitations/new`, async (page) => {
        await createContact(tenant, { name: "Dune Surf School" });
        await page.locator("#business").pressSequentially("Du");
        await page.getByRole("listbox").getByRole("option").first().waitFor();
      }),
    },
    { name: "invite-colleague", go: owner(`${base}/invitations/new?type=user`) },
    {
      name: "invite-error",
      go: owner(`${base}/invitations/new`, async (page) => {
        await submit(page);
        await page.getByRole("main").getByRole("alert").waitFor();
      }),
    },
    {
      name: "invite-already",
      go: owner(`${base}/invitations/new?type=user`, async (page) => {
        const email = address("ana");
        await invited(stage, { type: "user", email });
        await page.locator("#email").fill(email);
        await submit(page);
        await page.getByRole("main").getByRole("alert").waitFor();
      }),
    },
    {
      name: "invite-done",
      go: owner(`${base}/invitations/new?type=user`, async (page) => {
        await page.locator("#email").fill(address("ana"));
        await submit(page);
        await page.getByRole("status").waitFor();
      }),
    },
    {
      name: "invite-link",
      go: owner(`${base}/invitations/new?type=user`, async (page) => {
        await page.locator("#email").fill(address("ana"));
        await page.locator("summary", { hasText: "without mail" }).click();
        await page.locator("#noMail").check();
        await submit(page);
        await page.getByRole("status").waitFor();
      }),
    },
    {
      name: "find",
      go: owner(base, async (page) => {
        await page.keyboard.press("ControlOrMeta+k");
        await page.getByRole("dialog").waitFor();
      }),
    },
    {
      name: "menu",
      go: owner(base, (page) =>
        page
          .getByRole("button", { name: /^(More|Signed in as .*)$/ })
          .filter({ visible: true })
          .click(),
      ),
    },
    {
      name: "member",
      async go(page) {
        const { user } = await createMember(tenant, "member");
        await signedInAs(page, stage, user);
        await page.goto(base);
      },
    },
    {
      name: "suspended",
      async go(page) {
        const closed = await createTenant({ name: "Corner Books", status: "suspended" });
        await signedInAs(page, stage, closed.owner);
        await page.goto(`${url}/a/${closed.id}`);
      },
    },
    {
      name: "no-account",
      async go(page) {
        await signedInAs(page, stage, await createUser());
        await page.goto(url);
      },
    },
    { name: "console-nothing-here", go: owner(`${base}/invitations/000000000000000000000000`) },
    {
      name: "api",
      async go(page) {
        await signedOut(page);
        await page.goto(`${url}/docs`);
      },
    },
  ];
}
