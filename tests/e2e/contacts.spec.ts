import { address, createContact, createMember } from "../support/factories";
import { alertOn, expect, field, linkTo, saidOn, test, titleOf } from "./support/fixtures";
import { tabTo } from "./support/keyboard";

/** Whom an account knows, and what becomes of them. */

test("a contact is added, found by how its name begins, and changed", async ({ page, tenant, signInAs }) => {
  const email = address("ida");
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/contacts`);
  await page.getByRole("link", { name: "Add a contact" }).click();
  await field(page, "Business name").fill("Harbour Guesthouse");
  await field(page, "E-mail").fill("ida at harbour");
  await page.getByRole("button", { name: "Add contact" }).click();
  await expect(alertOn(page)).toContainText("E-mail");
  await expect(field(page, "Business name")).toHaveValue("Harbour Guesthouse");
  await field(page, "E-mail").fill(email);
  await page.getByRole("button", { name: "Add contact" }).click();
  await expect(saidOn(page)).toHaveText("Harbour Guesthouse was added to your contacts.");

  await test.step("the same again leads to it", async () => {
    await page.getByRole("link", { name: "Add another" }).click();
    await field(page, "Business name").fill("harbour guesthouse");
    await field(page, "E-mail").fill(email);
    await page.getByRole("button", { name: "Add contact" }).click();
    await alertOn(page).waitFor();
    await page.getByRole("link", { name: "Open that contact" }).click();
    await expect(titleOf(page)).toHaveText("Harbour Guesthouse");
  });

  await page.getByRole("link", { name: "Contacts" }).first().click();
  await page.getByRole("searchbox").fill("harb");
  await expect(page).toHaveURL(/q=harb/);
  await page.getByRole("link", { name: "Harbour Guesthouse" }).click();
  await page.locator("#phone").fill("+47 22 00 00 00");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(saidOn(page)).toContainText("Harbour Guesthouse was saved.");
  await page.reload();
  await expect(page.locator("#phone")).toHaveValue("+47 22 00 00 00");
});

test("of two who change the same contact, the second is told what changed, keeps what was typed, and decides", async ({
  page,
  browser,
  house,
  tenant,
  signInAs,
}) => {
  const contact = await createContact(tenant, { name: "Harbour Guesthouse" });
  const there = `/a/${tenant.id}/contacts/${contact.id}`;
  await signInAs(tenant.owner);
  await page.goto(there);
  const office = await browser.newContext({ baseURL: house.url });
  await signInAs((await createMember(tenant, "admin")).user, office);
  const other = await office.newPage();
  await other.goto(there);
  await other.locator("#phone").fill("+47 22 00 00 00");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(saidOn(other)).toContainText("was saved");

  // By keyboard: what has changed takes the focus, and sending again is one more press of Enter.
  await tabTo(page, page.locator("#website"));
  await page.keyboard.type("https://harbour.example");
  await page.keyboard.press("Enter");
  await expect(alertOn(page)).toContainText("Somebody else changed this meanwhile");
  await expect(alertOn(page)).toContainText("Phone is now “+47 22 00 00 00”.");
  await expect(page.locator(":focus").getByRole("alert")).toBeVisible();
  await expect(page.locator("#website")).toHaveValue("https://harbour.example");
  await tabTo(page, page.locator("#phone"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("+47 22 00 00 01");
  await page.keyboard.press("Enter");
  await expect(saidOn(page)).toContainText("was saved");
  await other.reload();
  await expect(other.locator("#phone")).toHaveValue("+47 22 00 00 01");
  await expect(other.locator("#website")).toHaveValue("https://harbour.example");
  await office.close();
});

test("a contact is invited from its page, then cannot be deleted while that is open, and leads to what it became", async ({
  page,
  browser,
  house,
  sink,
  tenant,
  signInAs,
}) => {
  const email = address("ida");
  const contact = await createContact(tenant, { name: "Harbour Guesthouse", email });
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/contacts/${contact.id}`);
  await page.getByRole("main").getByRole("link", { name: "Invite", exact: true }).click();
  await expect(page.getByText(`Harbour Guesthouse, ${email}`)).toBeVisible();
  await page.getByRole("main").locator("form button[type=submit]").last().click();
  await expect(saidOn(page)).toContainText("Harbour Guesthouse");

  await page.goto(`/a/${tenant.id}/contacts/${contact.id}`);
  await expect(page.getByText("Harbour Guesthouse cannot be deleted while its invitation is open.")).toBeVisible();
  await expect(page.getByText("Delete contact")).toHaveCount(0);

  const theirs = await browser.newContext({ baseURL: house.url });
  const ida = await theirs.newPage();
  await ida.goto(await linkTo(sink, email));
  await field(ida, "First name").fill("Ida");
  await field(ida, "Password").fill("rye and caraway");
  await ida.getByRole("button", { name: "Open Harbour Guesthouse" }).click();
  await expect(titleOf(ida)).toHaveText("Welcome to Harbour Guesthouse");
  await theirs.close();

  await page.reload();
  await expect(page.getByText("Harbour Guesthouse has its own account.")).toBeVisible();
  await page.getByRole("link", { name: "Open its account" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}/accounts/`));
  await expect(titleOf(page)).toHaveText("Harbour Guesthouse");
});

test("deleting asks once more, and says that it is done", async ({ page, tenant, signInAs }) => {
  await createContact(tenant, { name: "Harbour Guesthouse" });
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/contacts`);
  await page.getByRole("button", { name: "Actions for Harbour Guesthouse" }).click();
  await page.getByRole("menuitem", { name: "Delete …" }).click();
  await expect(page.getByText("goes from your contacts for good")).toBeVisible();
  await page.getByRole("button", { name: "Yes, delete it" }).click();
  await expect(saidOn(page)).toHaveText("The contact was deleted.");
  await expect(page.getByText("No contacts yet")).toBeVisible();
});

test("while inviting, the field finds contacts, and one that has its account leads there", async ({
  page,
  tenant,
  invite,
  signInAs,
}) => {
  const email = address("ida");
  await createContact(tenant, { name: "Harbour Guesthouse", email });
  const { account } = await invite({ type: "business", business: { name: "Harbour Books" }, email: address("mia") });
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/invitations/new`);
  const name = page.getByRole("combobox", { name: "Business name" });
  await name.pressSequentially("harb");
  const offered = page.getByRole("listbox", { name: "Contacts" }).getByRole("option");
  await expect(offered).toHaveCount(2);
  await name.press("ArrowDown");
  await name.press("ArrowDown");
  await expect(offered.filter({ hasText: "Guesthouse" })).toHaveAttribute("aria-selected", "true");
  await name.press("Enter");
  await expect(page.getByText(`Harbour Guesthouse, ${email}`)).toBeVisible();
  await page.getByRole("button", { name: "Take another" }).click();
  await name.pressSequentially("harbour b");
  await offered.filter({ hasText: "Harbour Books" }).click();
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}/accounts/${account.id}$`));
});
