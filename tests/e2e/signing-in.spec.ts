import { address, createMember, PASSWORD } from "../support/factories";
import { expect, field, linkTo, signIn, test } from "./support/fixtures";
import { tabTo } from "./support/keyboard";

test("with the keyboard alone: signs in, invites, and leaves", async ({ page, sink, tenant }) => {
  await page.goto("/login");
  await tabTo(page, field(page, "E-mail"));
  await page.keyboard.type(tenant.owner.email);
  await tabTo(page, field(page, "Password"));
  await page.keyboard.type("not the password");
  await page.keyboard.press("Enter");
  // The summary of what is wrong takes the focus, and leads on to the field.
  await expect(page.getByRole("main").getByRole("alert")).toBeFocused();
  await tabTo(page, field(page, "Password"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Acme" })).toBeVisible();

  await page.keyboard.press("i");
  await expect(page).toHaveURL(/\/invitations\/new/);
  await tabTo(page, page.getByRole("radio", { name: "A business" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "A colleague" })).toBeChecked();
  const email = address("hannah");
  await tabTo(page, field(page, "E-mail"));
  await page.keyboard.type(email);
  await tabTo(page, field(page, "First name"));
  await page.keyboard.type("Hannah");
  await tabTo(page, page.getByRole("button", { name: "Invite Hannah" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Hannah was invited to join Acme" })).toBeVisible();
  await sink.lastTo(email);

  await tabTo(page, page.getByRole("link", { name: "Open the invitation" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hannah");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("Overview");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}$`));
  await expect(page.getByRole("dialog")).toBeHidden();

  await tabTo(page, page.getByRole("button", { name: `Signed in as ${tenant.owner.email}` }));
  await page.keyboard.press("Enter");
  const leave = page.getByRole("menuitem", { name: "Sign out" });
  await expect(leave).toBeVisible();
  await page.keyboard.press("End");
  await expect(leave).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/login/);
});

test("a new password set elsewhere ends the session at once", async ({ page, browser, house, sink, tenant }) => {
  await page.goto("/login");
  await signIn(page, tenant.owner.email);
  await expect(page.getByRole("heading", { level: 1, name: "Acme" })).toBeVisible();

  const elsewhere = await browser.newContext({ baseURL: house.url });
  const other = await elsewhere.newPage();
  await other.goto("/forgot-password");
  await field(other, "E-mail").fill(tenant.owner.email);
  await other.getByRole("button", { name: "Mail me a link" }).click();
  await expect(other.getByRole("status")).toContainText("on its way");
  const link = await linkTo(sink, tenant.owner.email);
  await other.goto(link);
  await field(other, "New password").fill("a brand new lantern");
  await other.getByRole("button", { name: "Change password" }).click();
  await expect(other.getByRole("status")).toContainText("Your password is changed");
  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  await elsewhere.close();

  await page.getByRole("link", { name: "Invitations", exact: true }).first().click();
  await expect(page).toHaveURL(/\/login/);
  await signIn(page, tenant.owner.email, PASSWORD);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("do not belong together");
  await field(page, "Password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}`));
});

test("a member sees the account and no invitations; another tenant's address is nothing", async ({
  page,
  tenant,
  signInAs,
}) => {
  const member = await createMember(tenant, "member");
  await signInAs(member.user);
  await page.goto(`/a/${tenant.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Acme" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Invite", exact: true })).toHaveCount(0);
  await page.goto(`/a/${tenant.id}/invitations`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Invitations are for owners and admins");
});

test.describe("an address that is nothing", () => {
  test.use({ tolerated: [/status of 404/] });

  test("is answered as a foreign account is", async ({ page, tenant, signInAs }) => {
    const outsider = await createMember({ account: { ...tenant.account, _id: tenant.owner._id } }, "owner");
    await signInAs(outsider.user);
    const foreign = await page.goto(`/a/${tenant.id}`);
    expect(foreign?.status()).toBe(404);
    const words = await page.getByRole("main").textContent();
    expect((await page.goto("/a/000000000000000000000000"))?.status()).toBe(404);
    expect(await page.getByRole("main").textContent()).toBe(words);
    expect((await page.goto("/nowhere"))?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing at this address");
  });
});
