import { readFile } from "node:fs/promises";
import { address, createContact, createMember } from "../support/factories";
import { callApi } from "./support/api";
import { expect, field, test } from "./support/fixtures";

/** What happened, for those who may see it. */

test("tells in sentences who did what, narrowed by an address that can be sent on, and as a file", async ({
  page,
  house,
  tenant,
  invite,
  signInAs,
}) => {
  const contact = await createContact(tenant, { name: "Harbour Guesthouse" });
  await callApi(`${house.url}/v1/contacts/${contact.id}`, "PATCH", tenant.cookie, { phone: "+47 22 00 00 00" });
  await invite({ type: "user", email: address("ana"), firstName: "Ana", lastName: "Lima" });
  await callApi(`${house.url}/v1/contacts/${contact.id}`, "PATCH", tenant.key, { name: "=Harbour" });

  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/activity`);
  const entries = page.getByRole("main").getByRole("listitem");
  await expect(entries.filter({ hasText: "Rui Costa changed the contact =Harbour: phone" })).toBeVisible();
  await expect(entries.filter({ hasText: "Rui Costa invited Ana Lima" })).toBeVisible();
  await expect(entries.filter({ hasText: "tests (API key) changed the contact =Harbour: name" })).toBeVisible();

  await field(page, "Kind").selectOption("Contacts");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/kind=contacts/);
  await expect(entries).toHaveCount(2);
  await page.getByRole("link", { name: "tests (API key)" }).click();
  await expect(page.getByText("Only what tests (API key) did")).toBeVisible();
  await expect(entries).toHaveCount(1);
  await page.reload();
  await expect(entries).toHaveCount(1);
  await expect(field(page, "Kind")).toHaveValue("contacts");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download as CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^activity-acme-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(head).toContain("time,type,actor,");
  expect(lines).toHaveLength(1);
  // What a spreadsheet would take for a formula is text in it.
  expect(lines[0]).toContain("contact.updated,tests,");
  expect(lines[0]).toContain("'=Harbour");
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(entries.filter({ hasText: "invited Ana Lima" })).toBeVisible();
});

test("is for owners and admins", async ({ page, tenant, signInAs }) => {
  await signInAs((await createMember(tenant, "member")).user);
  await page.goto(`/a/${tenant.id}/activity`);
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("for owners and admins");
});
