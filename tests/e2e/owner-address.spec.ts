import type { Page } from "@playwright/test";
import { address, createSubAccount, PASSWORD } from "../support/factories";
import { alertOn, expect, field, linkAbout, saidOn, signIn, test, titleOf } from "./support/fixtures";

/** The address one signs in with, from the form to the last letter about it. */

const CONFIRM = "Confirm your new sign-in address";
const CHANGING = "Your sign-in address is about to change";
const CHANGED = "Your sign-in address was changed";
const CONSENT = "May your sign-in address be changed?";

async function ask(page: Page, account: string, email: string, password = PASSWORD): Promise<void> {
  await page.goto(`/a/${account}/settings/owner`);
  await field(page, "New e-mail").fill(email);
  await field(page, "Your password").fill(password);
  await page.getByRole("button", { name: "Change e-mail" }).click();
}

async function follow(page: Page, link: string, title: string, button: string): Promise<void> {
  await page.goto(link);
  await expect(titleOf(page)).toHaveText(title);
  await page.getByRole("button", { name: button }).click();
}

test("a new address signs in only once its mailbox has confirmed, and then every session has ended", async ({
  page,
  browser,
  house,
  sink,
  tenant,
  signInAs,
}) => {
  const old = tenant.owner.email;
  const next = address("rui.new");
  await signInAs(tenant.owner);
  await ask(page, tenant.id, next);
  await expect(page.getByText(`Waiting for ${next} to confirm.`)).toBeVisible();
  await expect(page.getByText(`until then you sign in with ${old}`)).toBeVisible();

  const elsewhere = await browser.newContext({ baseURL: house.url });
  const other = await elsewhere.newPage();
  await other.goto("/login");
  await signIn(other, next);
  await expect(alertOn(other)).toContainText("do not belong together");
  await signIn(other, old);
  await expect(titleOf(other)).toHaveText("Acme");

  const mailbox = await browser.newContext({ baseURL: house.url });
  const phone = await mailbox.newPage();
  await follow(phone, await linkAbout(sink, next, CONFIRM), `Use ${next} to sign in`, "Use this address");
  await expect(titleOf(phone)).toHaveText("Your sign-in address is changed");

  await test.step("both browsers are signed out, and come back to where they were", async () => {
    await other.getByRole("link", { name: "People" }).first().click();
    await expect(other).toHaveURL(/\/login/);
    await page.reload();
    await expect(page).toHaveURL(/\/login\?callbackUrl=/);
    await signIn(page, old);
    await expect(alertOn(page)).toContainText("do not belong together");
    await signIn(page, next);
    await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}/settings/owner$`));
    await expect(page.getByText(`You sign in with ${next}.`)).toBeVisible();
  });
  await elsewhere.close();
  await mailbox.close();
});

test("the old mailbox takes the change back, and the password with it", async ({ page, sink, tenant, signInAs }) => {
  const old = tenant.owner.email;
  const next = address("rui.new");
  await signInAs(tenant.owner);
  await ask(page, tenant.id, next);
  await follow(page, await linkAbout(sink, next, CONFIRM), `Use ${next} to sign in`, "Use this address");
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(saidOn(page)).toContainText("Your sign-in address is changed");
  await signIn(page, next);
  await expect(titleOf(page)).toHaveText("Acme");

  const undo = await linkAbout(sink, old, CHANGED);
  await follow(page, undo, `Take ${old} back?`, "Take the address back");
  await expect(titleOf(page)).toHaveText("The address is yours again");
  await page.goto("/login");
  for (const email of [next, old]) {
    await signIn(page, email);
    await expect(alertOn(page)).toContainText("do not belong together");
  }
  await page.goto(await linkAbout(sink, old, "Choose a new password"));
  await field(page, "New password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Change password" }).click();
  await signIn(page, old, "a brand new lantern");
  await expect(titleOf(page)).toHaveText("Acme");
  await page.goto(undo);
  await expect(titleOf(page)).toHaveText("This link no longer works");
});

test("asked for from above, the old mailbox has to agree as well", async ({ page, sink, tenant, signInAs }) => {
  const bakery = await createSubAccount(tenant);
  const old = bakery.owner.email;
  const next = address("ana.new");
  await signInAs(tenant.owner);
  await ask(page, bakery.id, next);
  await expect(page.getByText(`Waiting for ${next} to confirm, and for ${old} to agree.`)).toBeVisible();

  await follow(page, await linkAbout(sink, next, CONFIRM), `Use ${next} to sign in`, "Use this address");
  await expect(titleOf(page)).toHaveText("The address is confirmed");
  await page.goto(`/a/${bakery.id}/settings/owner`);
  await expect(page.getByText(`signs in with ${old}.`).first()).toBeVisible();
  await expect(page.getByText(`${next} has confirmed; the letter to ${old}`)).toBeVisible();

  const consent = await linkAbout(sink, old, CONSENT);
  await follow(page, consent, `May your sign-in address become ${next}?`, "Agree to the change");
  await expect(titleOf(page)).toHaveText("Your sign-in address is changed");
  await page.context().clearCookies();
  await page.goto(`/a/${bakery.id}`);
  await signIn(page, next);
  await expect(titleOf(page)).toHaveText(bakery.account.name);
});

test("a mailbox that does not agree, or stops it, leaves everything as it was", async ({
  page,
  sink,
  tenant,
  signInAs,
}) => {
  await test.step("asked for from above", async () => {
    const bakery = await createSubAccount(tenant);
    const next = address("ana.new");
    await signInAs(tenant.owner);
    await ask(page, bakery.id, next);
    const consent = await linkAbout(sink, bakery.owner.email, CONSENT);
    await follow(page, consent, `May your sign-in address become ${next}?`, "Do not change it");
    await expect(titleOf(page)).toHaveText("Nothing is changed");
    await page.goto(await linkAbout(sink, next, CONFIRM));
    await expect(titleOf(page)).toHaveText("This link no longer works");
  });
  await test.step("asked for with one's own password", async () => {
    const next = address("rui.new");
    await ask(page, tenant.id, next);
    const stop = await linkAbout(sink, tenant.owner.email, CHANGING);
    await follow(page, stop, `Stop the change to ${next}?`, "Stop the change");
    await expect(titleOf(page)).toHaveText("The change is stopped");
    await page.goto(await linkAbout(sink, next, CONFIRM));
    await expect(titleOf(page)).toHaveText("This link no longer works");
  });
});

test("a wrong password keeps the address that was typed and leads to the field; asked again, the earlier link is dead", async ({
  page,
  sink,
  tenant,
  signInAs,
}) => {
  const [first, second] = [address("rui.first"), address("rui.second")];
  await signInAs(tenant.owner);
  await ask(page, tenant.id, first, "not the password");
  await expect(alertOn(page)).toBeFocused();
  await expect(field(page, "New e-mail")).toHaveValue(first);
  await expect(field(page, "Your password")).toHaveAttribute("aria-invalid", "true");
  await alertOn(page).getByRole("link").click();
  await expect(field(page, "Your password")).toBeFocused();
  await field(page, "Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await expect(page.getByText(`Waiting for ${first} to confirm.`)).toBeVisible();
  const earlier = await linkAbout(sink, first, CONFIRM);

  await field(page, "Another address").fill(second);
  await field(page, "Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await expect(page.getByText(`Waiting for ${second} to confirm.`)).toBeVisible();
  await page.goto(earlier);
  await expect(titleOf(page)).toHaveText("This link no longer works");
  await page.goto(`/a/${tenant.id}/settings/owner`);
  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(saidOn(page)).toContainText("Withdrawn.");
  await page.goto(await linkAbout(sink, second, CONFIRM));
  await expect(titleOf(page)).toHaveText("This link no longer works");
});
