import { ObjectId } from "mongodb";
import { invitations, suppressions } from "@/lib/db/client";
import { address } from "../support/factories";
import { expect, field, linkTo, test, titleOf } from "./support/fixtures";
import { stopLinkOf } from "./support/unsubscribe-places";

/** The quiet link of a reminder, in a browser that runs no script. */

test.use({ javaScriptEnabled: false });

test("opening the link changes nothing; its one button stops mail, and the invitation still works", async ({
  page,
  house,
  sink,
  invite,
}) => {
  const email = address("ana");
  const { invitation } = await invite({ type: "user", email });
  const link = await stopLinkOf(house.url, invitation.id);
  const stopped = () => suppressions().countDocuments({ invitation: new ObjectId(invitation.id) });

  await page.goto(link);
  await page.reload();
  await expect(titleOf(page)).toHaveText("No more mail from Acme?");
  expect(await stopped()).toBe(0);

  await page.getByRole("button", { name: "No more mail from Acme about invitations" }).click();
  await expect(titleOf(page)).toHaveText("No more invitation mail from Acme");
  await expect(page.getByRole("main")).toContainText(`No mail about invitations goes to ${email} any more`);
  await expect(page.getByRole("button")).toHaveCount(0);
  expect(await stopped()).toBe(1);
  // Once more, from the mail: it says how things stand.
  await page.goto(link);
  await expect(titleOf(page)).toHaveText("No more invitation mail from Acme");

  expect((await invitations().findOne({ _id: new ObjectId(invitation.id) }))?.status).toBe("pending");
  await page.goto(await linkTo(sink, email));
  await field(page, "Password").fill("rye and caraway");
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(titleOf(page)).toHaveText("Welcome to Acme");
});

test("a link that lost a part says what to do, and asks for nothing", async ({ page }) => {
  for (const query of ["", "?token=", "?token=cut-off", "?token=a&token=b"]) {
    await page.goto(`/unsubscribe${query}`);
    await expect(titleOf(page)).toHaveText("This link is not complete");
    await expect(page.getByRole("main")).toContainText("Open it from the mail once more");
    await expect(page.getByRole("button")).toHaveCount(0);
  }
});

test("the page speaks the invitation's language, from right to left in Arabic", async ({ page, house, invite }) => {
  const { invitation } = await invite({ type: "user", email: address("layla"), locale: "ar" });
  await page.goto(await stopLinkOf(house.url, invitation.id));
  await expect(page.locator(".letter")).toHaveAttribute("dir", "rtl");
  await expect(titleOf(page)).toContainText("إيقاف الرسائل من");
});
