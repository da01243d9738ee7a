import { sweep } from "@/lib/invitations/sweep";
import { address, createMember, createUser, PASSWORD } from "../support/factories";
import { invitationDoc } from "../support/invites";
import { alertOn, expect, field, linkTo, signIn, test } from "./support/fixtures";
import { letExpire } from "./support/time";

/** From the mailed link to being in, with what comes between for one and another. */

test("a link opened under another login says so, leaves the invitation as it is, and offers both ways", async ({
  page,
  sink,
  tenant,
  invite,
  signInAs,
}) => {
  const email = address("ana");
  const { invitation } = await invite({ type: "user", email });
  const bo = await createMember(tenant, "member");
  await signInAs(bo.user);
  const link = await linkTo(sink, email);

  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    `This invitation is for ${email}, and you are signed in as ${bo.user.email}`,
  );
  await page.getByRole("link", { name: `Stay as ${bo.user.email}` }).click();
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}$`));
  expect((await invitationDoc(invitation.id)).status).toBe("pending");

  await page.goto(link);
  await page.getByRole("button", { name: "Switch account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rui Costa invited you to join Acme");
  await field(page, "Password").fill("rye and caraway");
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Acme");
  await page.goto("/");
  await expect(page.getByText(email).first()).toBeAttached();
});

test("who has a login signs in on the invitation itself, or presses one button where signed in", async ({
  page,
  sink,
  tenant,
  invite,
  signInAs,
}) => {
  const ana = await createUser({ firstName: "Ana", lastName: "Lima" });
  await invite({ type: "user", email: ana.email });
  await page.goto(await linkTo(sink, ana.email));
  await expect(page.getByText(`${ana.email} has a login here.`)).toBeVisible();
  await field(page, "Password").fill("not the password");
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(alertOn(page)).toContainText("do not belong together");
  await field(page, "Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Acme");
  await page.getByRole("link", { name: "Go to Acme" }).click();
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}$`));

  const bo = await createUser();
  await signInAs(bo);
  await invite({ type: "business", business: { name: "Corner Books" }, email: bo.email });
  await page.goto(await linkTo(sink, bo.email));
  await expect(page.getByText(`You are signed in as ${bo.email}.`)).toBeVisible();
  await page.getByRole("button", { name: "Open Corner Books" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Corner Books");
});

test("an expired link asks the inviter for a new one, who is told and sends it from the console", async ({
  page,
  browser,
  house,
  sink,
  tenant,
  invite,
  signInAs,
}) => {
  const email = address("ana");
  const { invitation } = await invite({ type: "business", business: { name: "Blue Bakery" }, email, firstName: "Ana" });
  const old = await linkTo(sink, email);
  await letExpire(invitation.id);

  await page.goto(old);
  await expect(page).toHaveURL(/\/invite-problem\?reason=expired$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invitation has ended");
  await page.getByRole("button", { name: "Ask Rui Costa for a new one" }).click();
  await expect(page.getByRole("status")).toContainText("Rui Costa was told that you would like a new link");

  await sweep();
  const office = await browser.newContext({ baseURL: house.url });
  await signInAs(tenant.owner, office);
  const rui = await office.newPage();
  const told = await sink.lastTo(tenant.owner.email);
  expect(told.subject).toBe("Ana asks for a new link");
  await rui.goto(`/a/${tenant.id}`);
  await expect(rui.getByText("Ana asks for a new link").first()).toBeVisible();
  await rui.goto(told.link ?? "");
  await rui.getByRole("button", { name: /^(Send|Invite) again$/ }).click();
  const [, again] = await sink.waitFor((mail) => mail.envelope.to.includes(email), { count: 2 });
  await office.close();

  await page.goto(old);
  await expect(page).toHaveURL(/\/invite-problem/);
  await page.goto(again?.link ?? "");
  await field(page, "Password").fill("rye and caraway");
  await page.getByRole("button", { name: "Open Blue Bakery" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Blue Bakery");
});

test("without its cookie the page mails the same link again, and that link works", async ({
  page,
  browser,
  house,
  sink,
  invite,
}) => {
  const email = address("ana");
  const { invitation } = await invite({ type: "user", email });
  const link = await linkTo(sink, email);
  await page.goto(link);
  await page.context().clearCookies();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your invitation is in your mail");

  const elsewhere = await browser.newContext({ baseURL: house.url });
  const other = await elsewhere.newPage();
  await other.goto(`/accept-invite/${invitation.id}`);
  await other.getByRole("button", { name: "Mail the link again" }).click();
  await expect(other.getByRole("status")).toContainText("its link is on the way");
  const [, again] = await sink.waitFor((mail) => mail.envelope.to.includes(email), { count: 2 });
  expect(again?.subject).toBe("Your link to Acme");
  expect(again?.link).toBe(link);
  expect((await invitationDoc(invitation.id)).sends).toBe(1);

  await other.goto(again?.link ?? "");
  await field(other, "Password").fill("rye and caraway");
  await other.getByRole("button", { name: "Join Acme" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Welcome to Acme");
  await elsewhere.close();
});

test("a password forgotten on the way leads back to the invitation", async ({ page, sink, invite }) => {
  const ana = await createUser();
  await invite({ type: "user", email: ana.email });
  await page.goto(await linkTo(sink, ana.email));
  await page.getByRole("button", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("status")).toContainText("Look in your mailbox");
  const [mail] = await sink.waitFor(
    ({ envelope, subject }) => envelope.to.includes(ana.email) && subject === "Choose a new password",
  );
  await page.goto(mail?.link ?? "");
  await field(page, "New password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Change password" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rui Costa invited you to join Acme");
  await field(page, "Password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Acme");
});

test("who follows the invitation from the sign-in page is led back to where they wanted to go", async ({
  page,
  sink,
  tenant,
}) => {
  await page.goto(`/a/${tenant.id}/invitations?status=expired`);
  await expect(page).toHaveURL(/\/login\?callbackUrl=/);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Forgot your password?");
  await field(page, "E-mail").fill(tenant.owner.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await page.goto(await linkTo(sink, tenant.owner.email));
  await field(page, "New password").fill("a brand new lantern");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page).toHaveURL(/\/login/);
  await signIn(page, tenant.owner.email, "a brand new lantern");
  await expect(page).toHaveURL(new RegExp(`/a/${tenant.id}/invitations\\?status=expired$`));
});
