import { address } from "../support/factories";
import { invitationDoc, tokenIn } from "../support/invites";
import { callApi } from "./support/api";
import { expect, field, linkTo, test } from "./support/fixtures";

/** What has become of a link, as whoever opens it sees it. */

const title = (reason: string) => new RegExp(`/invite-problem\\?reason=${reason}$`);

test("mail scanners open the link, time and again, and it still works; once accepted it says so", async ({
  page,
  browser,
  house,
  sink,
  invite,
}) => {
  const email = address("ana");
  const { invitation } = await invite({ type: "business", business: { name: "Blue Bakery" }, email });
  const link = await linkTo(sink, email);
  const before = await invitationDoc(invitation.id);
  for (const method of ["GET", "HEAD", "GET", "HEAD", "GET"]) {
    const answer = await fetch(link, { method, redirect: "manual" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${house.url}/accept-invite/${invitation.id}`);
  }
  // Some follow where it leads, cookie and all; what they run is no script.
  const scanner = await browser.newContext({ javaScriptEnabled: false });
  await (await scanner.newPage()).goto(link);
  await scanner.close();
  const after = await invitationDoc(invitation.id);
  expect(after.viewedAt).toBeUndefined();
  expect(after.sends).toBe(before.sends);

  await page.goto(link);
  await expect.poll(async () => (await invitationDoc(invitation.id)).viewedAt).toBeInstanceOf(Date);
  await field(page, "Password").fill("rye and caraway");
  await page.getByRole("button", { name: "Open Blue Bakery" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Blue Bakery");

  const second = await fetch(`${house.url}/v1/accounts/accept-invite`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: tokenIn(link), password: "rye and caraway" }),
  });
  expect(second.status).toBe(410);
  expect(await second.json()).toMatchObject({ code: "invite_accepted" });
  await page.goto(link);
  await expect(page).toHaveURL(title("accepted"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invitation was accepted");
  await page.getByRole("link", { name: "Go to Blue Bakery" }).click();
  await expect(page).toHaveURL(/\/a\/[0-9a-f]{24}$/);
});

test("sending again in the console kills the older link, which offers to mail the newest", async ({
  page,
  browser,
  house,
  sink,
  tenant,
  invite,
  signInAs,
}) => {
  const email = address("ana");
  const { invitation } = await invite({ type: "user", email });
  const older = await linkTo(sink, email);
  const office = await browser.newContext({ baseURL: house.url });
  await signInAs(tenant.owner, office);
  const rui = await office.newPage();
  await rui.goto(`/a/${tenant.id}/invitations/${invitation.id}`);
  await rui.getByRole("button", { name: "Send again", exact: true }).click();
  await expect(rui.getByRole("status")).toContainText(email);
  const [, sent] = await sink.waitFor((mail) => mail.envelope.to.includes(email), { count: 2 });
  expect(sent?.link).not.toBe(older);
  await office.close();

  await page.goto(older);
  await expect(page).toHaveURL(title("replaced"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A newer link was sent");
  await page.getByRole("button", { name: "Mail me the newest link" }).click();
  await expect(page.getByRole("status")).toContainText("its link is on the way");
  const [, , third] = await sink.waitFor((mail) => mail.envelope.to.includes(email), { count: 3 });
  expect(third?.link).toBe(sent?.link);
  await page.goto(third?.link ?? "");
  await field(page, "Password").fill("rye and caraway");
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Acme");
});

test("cancelling in the console kills the link and tells invitee and inviter", async ({
  page,
  browser,
  house,
  sink,
  tenant,
  invite,
  signInAs,
}) => {
  const email = address("ana");
  await invite({ type: "business", business: { name: "Blue Bakery" }, email });
  const link = await linkTo(sink, email);
  await page.goto(link);

  const office = await browser.newContext({ baseURL: house.url });
  await signInAs(tenant.owner, office);
  const rui = await office.newPage();
  await rui.goto(`/a/${tenant.id}/invitations`);
  await rui.getByRole("link", { name: email }).click();
  await rui.getByText("Cancel invitation").click();
  await rui.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(rui.getByText("Cancelled").first()).toBeVisible();
  await office.close();

  const [, news] = await sink.waitFor((mail) => mail.envelope.to.includes(email), { count: 2 });
  expect(news?.subject).toBe("Your invitation to Blue Bakery was withdrawn");
  expect((await sink.lastTo(tenant.owner.email)).subject).toContain("was withdrawn");

  await test.step("whoever has the page open already is told when they press the button", async () => {
    await field(page, "Password").fill("rye and caraway");
    await page.getByRole("button", { name: "Open Blue Bakery" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invitation was withdrawn");
  });
  await page.goto(link);
  await expect(page).toHaveURL(title("cancelled"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invitation was withdrawn");
});

test("declining asks once more, tells the inviter, and the link says so from then on", async ({
  page,
  sink,
  tenant,
  invite,
}) => {
  const email = address("ana");
  await invite({ type: "user", email, firstName: "Ana" });
  const link = await linkTo(sink, email);
  await page.goto(link);
  await page.getByRole("link", { name: "Ask Rui Costa" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is this really from Rui Costa?");
  await page.getByRole("link", { name: "Back to the invitation" }).click();
  await page.getByRole("link", { name: "Decline" }).click();
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You declined the invitation");
  expect((await sink.lastTo(tenant.owner.email)).subject).toBe("Ana declined your invitation");
  await page.goto(link);
  await expect(page).toHaveURL(title("declined"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invitation was declined");
});

test("a link into a suspended account waits until it is lifted; one that was cut off says so", async ({
  page,
  house,
  sink,
  tenant,
  invite,
}) => {
  const owner = address("bo");
  const { account } = await invite({ type: "business", business: { name: "Corner Books" }, email: owner });
  await page.goto(await linkTo(sink, owner));
  await field(page, "Password").fill("rye and caraway");
  await page.getByRole("button", { name: "Open Corner Books" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Corner Books");
  const email = address("ana");
  await invite({ type: "user", email, accountId: account.id });
  const link = await linkTo(sink, email);
  await page.context().clearCookies();

  await callApi(`${house.url}/v1/accounts/${account.id}/suspend`, "POST", tenant.key);
  await page.goto(link);
  await expect(page).toHaveURL(title("suspended"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nobody can join Corner Books at the moment");
  await callApi(`${house.url}/v1/accounts/${account.id}/unsuspend`, "POST", tenant.key);
  await page.goto(link);
  await expect(page.getByRole("button", { name: "Join Corner Books" })).toBeVisible();

  await page.goto(link.slice(0, -9));
  await expect(page).toHaveURL(title("invalid"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link is not complete");
  await page.goto(`${house.url}/v1/accounts/accept-invite`);
  await expect(page).toHaveURL(title("invalid"));
});
