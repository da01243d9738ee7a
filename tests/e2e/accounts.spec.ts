import { createPerson, createSubAccount, createTenant } from "../support/factories";
import { expect, saidOn, test, titleOf } from "./support/fixtures";

/** The accounts below one, and going from one to another. */

test("suspending an account far below shuts its people out and what lies below it, until it is lifted", async ({
  page,
  browser,
  house,
  tenant,
  signInAs,
}) => {
  const bakery = await createSubAccount(tenant, { name: "Blue Bakery" });
  const shop = await createSubAccount(bakery, { name: "Alfama Shop" });
  const stall = await createSubAccount(shop, { name: "Market Stall" });
  const theirs = await browser.newContext({ baseURL: house.url });
  await signInAs(stall.owner, theirs);
  const desk = await theirs.newPage();
  await desk.goto(`/a/${stall.id}`);
  await expect(titleOf(desk)).toHaveText("Market Stall");

  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/accounts`);
  await page.getByRole("link", { name: "Show the accounts below Blue Bakery (1)" }).click();
  await expect(page).toHaveURL(new RegExp(`open=${bakery.id}$`));
  await page.getByRole("row").getByRole("link", { name: "Alfama Shop", exact: false }).last().click();
  await expect(titleOf(page)).toHaveText("Alfama Shop");
  await page.getByText("Suspend Alfama Shop").click();
  await expect(page.getByText("1 account below it is held up with it.")).toBeVisible();
  await page.getByRole("button", { name: "Yes, suspend it" }).click();
  await expect(saidOn(page)).toHaveText("Alfama Shop is suspended now.");
  await expect(page.getByText("nobody works in it until that is lifted")).toBeVisible();

  await test.step("for whoever works below it", async () => {
    await desk.getByRole("link", { name: "People" }).first().click();
    await expect(desk).toHaveURL(new RegExp(`/a/${stall.id}/suspended$`));
    await expect(titleOf(desk)).toHaveText("Market Stall is suspended");
    await page.goto(`/a/${tenant.id}/accounts/${stall.id}`);
    await expect(page.getByText("Market Stall is held up by the suspension of Alfama Shop, above it.")).toBeVisible();
    await page.getByRole("link", { name: "See Alfama Shop" }).click();
  });

  await page.getByText("Lift the suspension").click();
  await page.getByRole("button", { name: "Yes, lift it" }).click();
  await expect(saidOn(page)).toHaveText("The suspension of Alfama Shop is lifted.");
  await desk.reload();
  await expect(titleOf(desk)).toHaveText("Market Stall");
  await theirs.close();
});

test("the search finds an account on any level, and says where it lies", async ({ page, tenant, signInAs }) => {
  const bakery = await createSubAccount(tenant, { name: "Blue Bakery" });
  const shop = await createSubAccount(bakery, { name: "Alfama Shop" });
  await createSubAccount(await createTenant(), { name: "Alfama Elsewhere" });
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/accounts`);
  await page.getByRole("searchbox", { name: "Search by name" }).fill("alfama");
  await expect(page).toHaveURL(/q=alfama/);
  await expect(page.getByText("in Blue Bakery")).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search by name" })).toHaveValue("alfama");
  await page.getByRole("link", { name: "Alfama Shop" }).click();
  await expect(page).toHaveURL(new RegExp(`/accounts/${shop.id}$`));
});

test("with the keyboard alone: opens a level, closes it, and goes to an account", async ({
  page,
  tenant,
  signInAs,
}) => {
  const bakery = await createSubAccount(tenant, { name: "Blue Bakery" });
  await createSubAccount(bakery, { name: "Alfama Shop" });
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/accounts`);
  const shop = page.getByRole("row").filter({ hasText: "Alfama Shop" });
  await page.getByRole("link", { name: "Blue Bakery", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(shop).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(shop).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(shop).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(titleOf(page)).toHaveText("Alfama Shop");
});

test("the switcher leads from one account to another, and the front door to the last one", async ({
  page,
  tenant,
  signInAs,
}) => {
  const books = await createTenant({ name: "Corner Books" });
  const { user } = await createPerson({
    memberships: [
      { account: tenant.account._id, role: "admin", status: "active" },
      { account: books.account._id, role: "member", status: "active" },
    ],
  });
  await signInAs(user);
  await page.goto(`/a/${tenant.id}`);
  await page.getByRole("button", { name: "Switch account: Acme" }).click();
  await page.getByRole("menuitem", { name: /^Corner Books/ }).click();
  await expect(titleOf(page)).toHaveText("Corner Books");
  await page.goto("/");
  await expect(page).toHaveURL(new RegExp(`/a/${books.id}$`));
  await page.goto(`/a/${books.id}/switch`);
  await page.getByRole("link", { name: "Acme" }).last().click();
  await expect(titleOf(page)).toHaveText("Acme");
  await page.goto("/");
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}$`));
});
