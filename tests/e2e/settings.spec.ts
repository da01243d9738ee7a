import { users } from "@/lib/db/client";
import { createSubAccount, createTenant, PASSWORD } from "../support/factories";
import { alertOn, expect, field, saidOn, signIn, test, titleOf } from "./support/fixtures";

/** An account's settings, its keys, and one's own security. */

test("a key does what was ticked over HTTP, nothing else, and nothing at all once revoked", async ({
  page,
  context,
  house,
  tenant,
  signInAs,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/settings/keys`);
  await field(page, "Name").fill("The website");
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(alertOn(page)).toContainText("Tick at least one thing");
  await expect(field(page, "Name")).toHaveValue("The website");
  await field(page, "See invitations").check();
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(saidOn(page)).toHaveText("The website is ready.");
  await page.getByRole("button", { name: "Copy the key" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^fyr_/);

  const call = (path: string) => fetch(`${house.url}/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect((await call(`accounts/${tenant.id}/invitations`)).status).toBe(200);
  expect((await call("events")).status).toBe(403);
  await page.reload();
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(page.getByRole("listitem").filter({ hasText: "May see invitations" })).toBeVisible();

  await page.getByLabel("Revoke The website").click();
  await page.getByRole("button", { name: "Yes, revoke it" }).click();
  await expect(saidOn(page)).toHaveText("The website was revoked. Calls with it are refused from now on.");
  expect((await call(`accounts/${tenant.id}/invitations`)).status).toBe(401);
});

test("a wrong line is named by its number and keeps the others; saved, the new name is everywhere", async ({
  page,
  tenant,
  signInAs,
}) => {
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/settings`);
  await field(page, "Name").fill("Acme and Daughters");
  await page.locator("#redirectOrigins").fill("https://app.example.com\nhttps://app.example.com/deep/path\n");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(alertOn(page)).toContainText("Line 2:");
  await expect(page.locator("#redirectOrigins")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "Name")).toHaveValue("Acme and Daughters");
  await page.locator("#redirectOrigins").fill("https://app.example.com\nhttps://www.example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(saidOn(page)).toHaveText("Saved: the name, where invitees may be sent on to.");
  await page.goto(`/a/${tenant.id}`);
  await expect(titleOf(page)).toHaveText("Acme and Daughters");
});

test("owner and company are changed from above; who is shared with a stranger's account keeps their own details", async ({
  page,
  tenant,
  signInAs,
}) => {
  const bakery = await createSubAccount(tenant, { name: "Blue Bakery" });
  await signInAs(tenant.owner);
  await page.goto(`/a/${bakery.id}/settings/owner`);
  await field(page, "First name").fill("Ana");
  await field(page, "Company name").fill("Blue Bakery, Lda");
  await page.locator("#companyWebsite").fill("blue");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(alertOn(page).getByRole("link")).toContainText("Website");
  await expect(field(page, "First name")).toHaveValue("Ana");
  await page.locator("#companyWebsite").fill("https://blue.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(saidOn(page)).toContainText("Saved:");
  await page.reload();
  await expect(field(page, "First name")).toHaveValue("Ana");
  await expect(page.locator("#companyWebsite")).toHaveValue("https://blue.example");

  const stranger = await createTenant();
  await users().updateOne(
    { _id: bakery.owner._id },
    { $push: { memberships: { account: stranger.account._id, role: "member", status: "active" } } },
  );
  await page.reload();
  await expect(page.getByText("belongs to accounts outside yours")).toBeVisible();
  await expect(field(page, "First name")).toHaveCount(0);
  await expect(field(page, "New e-mail")).toHaveCount(0);
  await field(page, "Company name").fill("Blue Bakery and Sons");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(saidOn(page)).toHaveText("Saved: company name.");
});

test("on a phone the strip of places shows the one that is open", async ({ page, tenant, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(tenant.owner);
  for (const [path, name] of [
    ["delivery", "Stopped addresses"],
    ["security", "Security"],
    ["", "Account"],
  ] as const) {
    await page.goto(`/a/${tenant.id}/settings/${path}`);
    const places = page.getByRole("navigation").filter({ hasText: "Stopped addresses" });
    await expect(places.getByRole("link", { name, exact: true })).toBeInViewport({ ratio: 0.95 });
  }
});

test("ending all other sessions signs out elsewhere, and signing in there leads back to the same place", async ({
  page,
  browser,
  house,
  tenant,
  signInAs,
}) => {
  const elsewhere = await browser.newContext({ baseURL: house.url });
  await signInAs(tenant.owner, elsewhere);
  const other = await elsewhere.newPage();
  await other.goto(`/a/${tenant.id}/contacts?q=harb`);
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/settings/security`);
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(saidOn(page)).toHaveText("All other sessions have ended. You stay signed in here.");

  await other.reload();
  await expect(other).toHaveURL(/\/login\?callbackUrl=/);
  await signIn(other, tenant.owner.email);
  await expect(other).toHaveURL(new RegExp(`/a/${tenant.id}/contacts\\?q=harb$`));
  await page.reload();
  await expect(titleOf(page)).toHaveText("Settings");
  await elsewhere.close();
});

test("signed out while a form is open, what was typed stays and is sent after signing in beside it", async ({
  page,
  context,
  tenant,
  signInAs,
}) => {
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/settings`);
  await field(page, "Name").fill("Acme and Daughters");
  await context.clearCookies();
  await page.getByRole("button", { name: "Save" }).click();
  const [beside] = await Promise.all([
    context.waitForEvent("page"),
    alertOn(page).getByRole("link", { name: "Sign in again" }).click(),
  ]);
  await signIn(beside, tenant.owner.email);
  await expect(titleOf(beside)).toHaveText("Settings");
  await expect(field(page, "Name")).toHaveValue("Acme and Daughters");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(saidOn(page)).toHaveText("Saved: the name.");
});

test("a changed password keeps this session, ends the others, is told by mail, and alone signs in", async ({
  page,
  browser,
  house,
  sink,
  tenant,
  signInAs,
}) => {
  const elsewhere = await browser.newContext({ baseURL: house.url });
  await signInAs(tenant.owner, elsewhere);
  const other = await elsewhere.newPage();
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/settings/security`);
  await field(page, "Your password now").fill("not the password");
  await field(page, "New password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(alertOn(page)).toBeFocused();
  await expect(field(page, "Your password now")).toHaveAttribute("aria-invalid", "true");
  await field(page, "Your password now").fill(PASSWORD);
  await field(page, "New password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(saidOn(page)).toContainText("Your password was changed.");
  expect((await sink.lastTo(tenant.owner.email)).subject).toBe("Your password was changed");

  await other.goto(`/a/${tenant.id}`);
  await expect(other).toHaveURL(/\/login/);
  await signIn(other, tenant.owner.email);
  await expect(alertOn(other)).toContainText("do not belong together");
  await signIn(other, tenant.owner.email, "a brand new lantern");
  await expect(titleOf(other)).toHaveText("Acme");
  await elsewhere.close();
});
