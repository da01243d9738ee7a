import { address, createContact, createMember, createSubAccount, createUser, PASSWORD } from "../support/factories";
import { invitationDoc } from "../support/invites";
import { callApi } from "./support/api";
import { alertOn, expect, field, linkTo, signIn, test, titleOf } from "./support/fixtures";
import { letExpire } from "./support/time";

/** The same ways in a browser that runs no script; setting up and inviting without one are in newcomer.spec.ts. */

test.use({ javaScriptEnabled: false });

test("signs in, keeps what was typed after a mistake, and comes to where it wanted to go", async ({ page, tenant }) => {
  await page.goto(`/a/${tenant.id}/invitations`);
  await signIn(page, tenant.owner.email, "not the password");
  await expect(alertOn(page)).toContainText("do not belong together");
  await expect(field(page, "E-mail")).toHaveValue(tenant.owner.email);
  await expect(field(page, "Password")).toHaveValue("");
  await field(page, "Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}/invitations$`));
});

test("switches from another login, accepts, and is welcomed", async ({ page, sink, tenant, invite, signInAs }) => {
  const email = address("ana");
  await invite({ type: "user", email });
  const bo = await createMember(tenant, "member");
  await signInAs(bo.user);
  await page.goto(await linkTo(sink, email));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`you are signed in as ${bo.user.email}`);
  await page.getByRole("button", { name: "Switch account" }).click();
  await field(page, "Password").fill("rye and caraway");
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Acme");
  await page.getByRole("link", { name: "Go to Acme" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Acme");
});

test("a forgotten password is set anew and leads back to the invitation", async ({ page, sink, invite }) => {
  const ana = await createUser();
  await invite({ type: "user", email: ana.email });
  await page.goto(await linkTo(sink, ana.email));
  await page.getByRole("button", { name: "Forgot your password?" }).click();
  await expect(page.getByText("Look in your mailbox")).toBeVisible();
  const [mail] = await sink.waitFor(
    ({ envelope, subject }) => envelope.to.includes(ana.email) && subject === "Choose a new password",
  );
  await page.goto(mail?.link ?? "");
  await field(page, "New password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Change password" }).click();
  await field(page, "Password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Acme");
});

test("declines", async ({ page, sink, tenant, invite }) => {
  const email = address("ana");
  const { invitation } = await invite({ type: "user", email });
  await page.goto(await linkTo(sink, email));
  await page.getByRole("link", { name: "Decline" }).click();
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You declined the invitation");
  expect((await invitationDoc(invitation.id)).status).toBe("declined");
  expect((await sink.lastTo(tenant.owner.email)).subject).toContain("declined your invitation");
});

test("asks for a new link, and for the same one in another browser", async ({ page, sink, tenant, invite }) => {
  const email = address("ana");
  const { invitation } = await invite({ type: "user", email });
  const link = await linkTo(sink, email);
  await page.goto(`/accept-invite/${invitation.id}`);
  await page.getByRole("button", { name: "Mail the link again" }).click();
  await expect(page.getByText("Look in your mailbox")).toBeVisible();
  await sink.waitFor((mail) => mail.envelope.to.includes(email), { count: 2 });
  await letExpire(invitation.id);
  await page.goto(link);
  await page.getByRole("button", { name: "Ask Rui Costa for a new one" }).click();
  await expect(page.getByText("Your request is on its way")).toBeVisible();
  expect((await sink.lastTo(tenant.owner.email)).subject).toContain("asks for a new link");
});

test("invites a colleague, sends again, corrects the address, and cancels, alone and from the list", async ({
  page,
  sink,
  tenant,
  signInAs,
}) => {
  await signInAs(tenant.owner);
  const wrong = address("hanna");
  await page.goto(`/a/${tenant.id}/invitations/new?type=user`);
  await field(page, "E-mail").fill(wrong);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText(`${wrong} was invited to join Acme`)).toBeVisible();
  await page.getByRole("link", { name: "Open the invitation" }).click();
  await page.getByRole("button", { name: "Send again", exact: true }).click();
  await sink.waitFor((mail) => mail.envelope.to.includes(wrong), { count: 2 });

  const right = address("hannah");
  await page.getByRole("textbox", { name: "E-mail" }).fill(right);
  await page.getByRole("button", { name: "Correct and send again" }).click();
  await sink.lastTo(right);
  await page.goto(`/a/${tenant.id}/invitations`);
  await page.getByRole("link", { name: right }).click();
  await page.getByText("Cancel invitation").click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await sink.waitFor(({ envelope, subject }) => envelope.to.includes(right) && subject.includes("withdrawn"));

  const bo = address("bo");
  for (const email of [bo, address("cy")]) {
    await page.goto(`/a/${tenant.id}/invitations/new?type=user`);
    await field(page, "E-mail").fill(email);
    await page.getByRole("button", { name: "Invite", exact: true }).click();
  }
  await page.goto(`/a/${tenant.id}/invitations`);
  await page.getByRole("checkbox", { name: `Choose ${bo}` }).check();
  await page.locator("summary", { hasText: "Cancel" }).click();
  await page.getByRole("button", { name: /^Cancel 1/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 invitation was cancelled." })).toBeVisible();
});

test("adds a contact after a mistake, changes it beside somebody else, and deletes it", async ({
  page,
  house,
  tenant,
  signInAs,
}) => {
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/contacts/new`);
  await field(page, "Business name").fill("Harbour Guesthouse");
  await field(page, "E-mail").fill("ida at harbour");
  await page.getByRole("button", { name: "Add contact" }).click();
  await expect(alertOn(page)).toContainText("E-mail");
  await expect(field(page, "Business name")).toHaveValue("Harbour Guesthouse");
  await field(page, "E-mail").fill(address("ida"));
  await page.getByRole("button", { name: "Add contact" }).click();
  await page.getByRole("link", { name: "Open the contact" }).click();
  await expect(titleOf(page)).toHaveText("Harbour Guesthouse");

  const id = page.url().split("/").at(-1);
  await callApi(`${house.url}/v1/contacts/${id}`, "PATCH", tenant.cookie, { phone: "+47 22 00 00 00" });
  await page.locator("#website").fill("https://harbour.example");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(alertOn(page)).toContainText("Phone is now “+47 22 00 00 00”.");
  await expect(page.locator("#website")).toHaveValue("https://harbour.example");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Harbour Guesthouse was saved.")).toBeVisible();

  await page.getByText("Delete contact").click();
  await page.getByRole("button", { name: "Yes, delete it" }).click();
  await expect(page.getByText("The contact was deleted.")).toBeVisible();
});

test("changes the account and the password, asks for another address, makes a key, and revokes it", async ({
  page,
  house,
  sink,
  tenant,
  signInAs,
}) => {
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/settings`);
  await field(page, "Name").fill("Acme and Daughters");
  await page.locator("#redirectOrigins").fill("nowhere");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(alertOn(page)).toContainText("Line 1:");
  await expect(field(page, "Name")).toHaveValue("Acme and Daughters");
  await page.locator("#redirectOrigins").fill("https://app.example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved: the name")).toBeVisible();

  await page.goto(`/a/${tenant.id}/settings/security`);
  await field(page, "Your password now").fill(PASSWORD);
  await field(page, "New password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password was changed.")).toBeVisible();

  const next = address("rui.new");
  await page.goto(`/a/${tenant.id}/settings/owner`);
  await field(page, "New e-mail").fill(next);
  await field(page, "Your password").fill("not the password");
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await expect(field(page, "New e-mail")).toHaveValue(next);
  await field(page, "Your password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await expect(page.getByText(`Waiting for ${next} to confirm.`)).toBeVisible();

  await page.goto(`/a/${tenant.id}/settings/keys`);
  await field(page, "Name").fill("The website");
  await field(page, "See invitations").check();
  await page.getByRole("button", { name: "Make the key" }).click();
  const key = await field(page, "The key").inputValue();
  const call = () =>
    fetch(`${house.url}/v1/accounts/${tenant.id}/invitations`, { headers: { authorization: `Bearer ${key}` } });
  expect((await call()).status).toBe(200);
  await page.goto(`/a/${tenant.id}/settings/keys`);
  await page.getByLabel("Revoke The website").click();
  await page.getByRole("button", { name: "Yes, revoke it" }).click();
  await expect(page.getByText("The website was revoked.")).toBeVisible();
  expect((await call()).status).toBe(401);

  await page.goto(await linkTo(sink, next));
  await page.getByRole("button", { name: "Use this address" }).click();
  await expect(titleOf(page)).toHaveText("Your sign-in address is changed");
});

test("stops mail to an address, and allows it again", async ({ page, tenant, signInAs }) => {
  const email = address("stopped");
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/settings/delivery`);
  await field(page, "E-mail address").fill(email);
  await page.getByRole("button", { name: "Stop mail to it" }).click();
  await expect(page.getByText(`Mail to ${email} is stopped.`)).toBeVisible();
  await page.getByLabel(`Allow again: ${email}`).click();
  await page.getByRole("button", { name: "Yes, allow it" }).click();
  await expect(page.getByText(`Mail to ${email} is allowed again.`)).toBeVisible();
  await expect(page.getByText("No address is stopped")).toBeVisible();
});

test("a form sent after the session has ended leads to signing in, and back", async ({ page, tenant, signInAs }) => {
  const contact = await createContact(tenant, { name: "Harbour Guesthouse" });
  const there = `/a/${tenant.id}/contacts/${contact.id}`;
  await signInAs(tenant.owner);
  await page.goto(there);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/login\?callbackUrl=/);
  await signIn(page, tenant.owner.email);
  await expect(page).toHaveURL(new RegExp(`${there}$`));
  await expect(titleOf(page)).toHaveText("Harbour Guesthouse");
});

test("a form sent after the account was suspended leads to the page that says so", async ({
  page,
  house,
  tenant,
  signInAs,
}) => {
  const bakery = await createSubAccount(tenant);
  await signInAs(bakery.owner);
  await page.goto(`/a/${bakery.id}/settings`);
  await callApi(`${house.url}/v1/accounts/${bakery.id}/suspend`, "POST", tenant.key);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/a/${bakery.id}/suspended$`));
  await expect(titleOf(page)).toContainText("suspended");
});

test("of a contact that others changed, the form tells what differs from what was typed, and no more", async ({
  page,
  house,
  tenant,
  signInAs,
}) => {
  const contact = await createContact(tenant, { name: "Harbour Guesthouse", phone: "+47 11 11 11 11" });
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/contacts/${contact.id}`);
  await callApi(`${house.url}/v1/contacts/${contact.id}`, "PATCH", tenant.cookie, { phone: "+47 22 00 00 00" });
  await page.locator("#phone").fill("+47 33 33 33 33");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(alertOn(page)).toContainText("Phone is now “+47 22 00 00 00”.");
  await expect(alertOn(page).getByRole("listitem")).toHaveCount(1);
  await expect(page.locator("#phone")).toHaveValue("+47 33 33 33 33");
});
