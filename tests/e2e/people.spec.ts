import type { Page } from "@playwright/test";
import { createMember } from "../support/factories";
import { alertOn, expect, linkAbout, saidOn, signIn, test, titleOf } from "./support/fixtures";
import { tabTo } from "./support/keyboard";
import { memberOf } from "./support/managed";

/** Who belongs to an account, and what becomes of them. */

const ANA = { firstName: "Ana", lastName: "Lima" };

const menuOf = (page: Page, name: string) => page.locator(`summary[aria-label="Actions for ${name}"]`);
const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function act(page: Page, name: string, button: RegExp): Promise<void> {
  await menuOf(page, name).click();
  await page.getByRole("button", { name: button }).filter({ visible: true }).click();
}

test.describe("somebody who is shut out", () => {
  test.use({ tolerated: [/status of 404/] });

  test("finds nothing there at their next click, and everything again once enabled", async ({
    page,
    browser,
    house,
    tenant,
    signInAs,
  }) => {
    const ana = await memberOf(tenant, ANA, "member");
    const hers = await browser.newContext({ baseURL: house.url });
    await signInAs(ana.user, hers);
    const desk = await hers.newPage();
    await desk.goto(`/a/${tenant.id}/people`);
    await expect(titleOf(desk)).toHaveText("People are for owners and admins");

    await signInAs(tenant.owner);
    await page.goto(`/a/${tenant.id}/people`);
    await act(page, "Ana Lima", /^Make admin/);
    await expect(saidOn(page)).toHaveText("Ana Lima is an admin now.");
    await expect(rowOf(page, "Ana Lima")).toContainText("Admin");
    await desk.reload();
    await expect(titleOf(desk)).toHaveText("People");

    await act(page, "Ana Lima", /^Disable/);
    await expect(saidOn(page)).toContainText("Ana Lima is disabled.");
    await desk.getByRole("link", { name: "Contacts" }).first().click();
    await expect(titleOf(desk)).toHaveText("Nothing under this address");
    await act(page, "Ana Lima", /^Enable/);
    await expect(saidOn(page)).toContainText("Ana Lima is enabled again.");
    await desk.goto(`/a/${tenant.id}/people`);
    await expect(rowOf(desk, "Ana Lima")).toContainText("you");
    await hers.close();
  });
});

test("removing asks once more, and takes the row away", async ({ page, tenant, signInAs }) => {
  await memberOf(tenant, ANA, "member");
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/people`);
  await menuOf(page, "Ana Lima").click();
  await page.getByText("Remove …").filter({ visible: true }).click();
  await expect(page.getByText("Ana Lima no longer belongs to Acme.")).toBeVisible();
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(rowOf(page, "Ana Lima")).toBeVisible();
  await page.getByText("Remove …").filter({ visible: true }).click();
  await page.getByRole("button", { name: "Remove Ana Lima" }).click();
  await expect(saidOn(page)).toContainText("Ana Lima");
  await expect(rowOf(page, "Ana Lima")).toHaveCount(0);
});

test("the ownership goes over when the one it is offered to accepts, and the former owner stays as an admin", async ({
  page,
  browser,
  house,
  sink,
  tenant,
  signInAs,
}) => {
  const ana = await memberOf(tenant, ANA, "admin");
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/people`);
  await act(page, "Ana Lima", /^Make owner/);
  await expect(page.getByText("Rui Costa offered the ownership of Acme to Ana Lima.")).toBeVisible();
  await expect(rowOf(page, "Ana Lima")).toContainText("Admin");

  const hers = await browser.newContext({ baseURL: house.url });
  const desk = await hers.newPage();
  await desk.goto(await linkAbout(sink, ana.user.email, "Rui Costa offers you Acme"));
  await signIn(desk, ana.user.email);
  await expect(titleOf(desk)).toHaveText("Rui Costa offers you Acme");
  await desk.getByRole("button", { name: "Become the owner of Acme" }).click();
  await expect(saidOn(desk)).toContainText("You are the owner of Acme now.");
  await expect(rowOf(desk, "Rui Costa")).toContainText("Admin");
  await hers.close();

  await page.reload();
  await expect(rowOf(page, "Ana Lima")).toContainText("Owner");
  await expect(menuOf(page, "Ana Lima")).toHaveCount(0);
  await page.goto(`/a/${tenant.id}/settings/owner`);
  await expect(page.getByRole("heading", { name: "This is for the owner" })).toBeVisible();
});

test("of two who change the same person, the second is told how things stand", async ({ page, tenant, signInAs }) => {
  await memberOf(tenant, ANA, "member");
  const bo = await createMember(tenant, "admin");
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/people`);
  const other = await page
    .context()
    .browser()
    ?.newContext({ baseURL: new URL(page.url()).origin });
  if (!other) throw new Error("The page has a browser");
  await signInAs(bo.user, other);
  const desk = await other.newPage();
  await desk.goto(`/a/${tenant.id}/people`);
  await act(desk, "Ana Lima", /^Make admin/);
  await expect(saidOn(desk)).toHaveText("Ana Lima is an admin now.");
  await other.close();

  await act(page, "Ana Lima", /^Disable/);
  await expect(alertOn(page)).toBeVisible();
  await expect(rowOf(page, "Ana Lima")).toContainText("Admin");
  await expect(rowOf(page, "Ana Lima")).toContainText("Active");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a role is changed, and somebody removed", async ({ page, tenant, signInAs }) => {
    await memberOf(tenant, ANA, "member");
    await signInAs(tenant.owner);
    await page.goto(`/a/${tenant.id}/people`);
    await act(page, "Ana Lima", /^Make admin/);
    await expect(saidOn(page)).toHaveText("Ana Lima is an admin now.");
    await menuOf(page, "Ana Lima").click();
    await page.getByText("Remove …").filter({ visible: true }).click();
    await page.getByRole("button", { name: "Remove Ana Lima" }).click();
    await expect(rowOf(page, "Ana Lima")).toHaveCount(0);
  });
});

test("with the keyboard alone: opens a row's menu, leaves it, and changes a role", async ({
  page,
  tenant,
  signInAs,
}) => {
  await memberOf(tenant, ANA, "member");
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/people`);
  const menu = menuOf(page, "Ana Lima");
  await tabTo(page, menu);
  await page.keyboard.press("Enter");
  const makeAdmin = page.getByRole("button", { name: /^Make admin/ }).filter({ visible: true });
  await tabTo(page, makeAdmin);
  await page.keyboard.press("Escape");
  await expect(makeAdmin).toBeHidden();
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, makeAdmin);
  await page.keyboard.press("Enter");
  await expect(saidOn(page)).toHaveText("Ana Lima is an admin now.");
  await tabTo(page, menu);
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByText("Remove …").filter({ visible: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Remove Ana Lima" }));
  await page.keyboard.press("Enter");
  await expect(rowOf(page, "Ana Lima")).toHaveCount(0);
});
