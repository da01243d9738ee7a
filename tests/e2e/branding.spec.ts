import type { Page } from "@playwright/test";
import sharp from "sharp";
import { address } from "../support/factories";
import { alertOn, expect, field, linkTo, saidOn, test } from "./support/fixtures";

/** How an account looks and what its mails say, seen before it is saved and worn afterwards. */

async function picture(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const drawn = sharp({ create: { width: 300, height: 90, channels: 3, background: "#b3261e" } });
  return { name: "logo.webp", mimeType: "image/webp", buffer: await drawn.webp().toBuffer() };
}

const mailShown = (page: Page) => page.frameLocator("iframe");

test.describe("with scripts", () => {
  // A picture that is refused is answered as such, and browsers note that.
  test.use({ tolerated: [/status of 422/] });

  test("a logo and a colour are seen while they are chosen; then mail and page wear them", async ({
    page,
    sink,
    tenant,
    signInAs,
    invite,
  }) => {
    await signInAs(tenant.owner);
    await page.goto(`/a/${tenant.id}/settings/branding`);
    await field(page, "Foot of each mail").fill("Acme, 1 Main Street");
    await expect(mailShown(page).getByText("Acme, 1 Main Street")).toBeVisible();
    await field(page, "Colour").fill("#8a2be2");
    const button = mailShown(page).locator("a", { hasText: "Open Blue Bakery" });
    await expect(button).toHaveCSS("background-color", "rgb(138, 43, 226)");

    await page.locator("#file").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("no") });
    await page.getByRole("button", { name: "Upload" }).click();
    await expect(page.getByText("This is no PNG, JPEG or WebP picture")).toBeVisible();
    await page.locator("#file").setInputFiles(await picture());
    await page.getByRole("button", { name: "Upload" }).click();
    await expect(page.getByText("The logo was saved.")).toBeVisible();
    await expect(field(page, "Foot of each mail")).toHaveValue("Acme, 1 Main Street");
    await expect(mailShown(page).getByRole("img", { name: "Acme" })).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(saidOn(page)).toContainText("Saved: the colour, the foot of mails.");

    const email = address("ana");
    await invite({ type: "user", email });
    const mail = await sink.lastTo(email);
    expect(mail.html).toMatch(/\/logos\/[0-9a-f]{64}\.png/);
    expect(mail.text).toContain("Acme, 1 Main Street");
    await page.goto(await linkTo(sink, email));
    const logo = page.getByRole("img", { name: "Acme" });
    await expect(logo).toBeVisible();
    expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(300);
  });

  test("words in Spanish are tried out before they are saved, and taken back later", async ({
    page,
    sink,
    tenant,
    signInAs,
  }) => {
    await signInAs(tenant.owner);
    await page.goto(`/a/${tenant.id}/settings/mails`);
    await page.getByRole("link", { name: "Join an account" }).click();
    await page.getByRole("link", { name: "Español" }).click();
    await expect(page).toHaveURL(/locale=es/);
    await field(page, "Subject").fill("Te esperamos en ");
    await page.getByRole("button", { name: "{account}" }).click();
    await expect(field(page, "Subject")).toHaveValue("Te esperamos en {account}");
    await field(page, "Introduction").fill("Pasa, {nadie}");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(alertOn(page)).toContainText("{nadie} is not known here");
    await field(page, "Introduction").fill("Pasa, hay café.");
    await expect(mailShown(page).getByText("Pasa, hay café.")).toBeVisible();

    await page.getByRole("link", { name: "日本語" }).click();
    await expect(field(page, "Subject")).toHaveValue("");
    await page.getByRole("link", { name: "Español" }).click();
    await expect(field(page, "Subject")).toHaveValue("Te esperamos en {account}");

    await page.getByRole("button", { name: "Send me a test" }).click();
    await expect(saidOn(page)).toContainText(`A test is on its way to ${tenant.owner.email}.`);
    const tried = await sink.lastTo(tenant.owner.email);
    expect(tried.subject).toContain("Te esperamos en Acme");
    expect(tried.text).toContain("Pasa, hay café.");

    await page.getByRole("button", { name: "Save" }).click();
    await expect(saidOn(page)).toContainText("New mails in Español are worded so from now on.");
    await page.locator("summary", { hasText: "Use the usual words" }).click();
    await page.getByRole("button", { name: "Yes, use the usual words" }).click();
    await expect(field(page, "Subject")).toHaveValue("");
    await page.getByRole("button", { name: "Take these words: version 1" }).click();
    await expect(field(page, "Subject")).toHaveValue("Te esperamos en {account}");
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a logo is uploaded and removed, a colour corrected, and words changed", async ({ page, tenant, signInAs }) => {
    await signInAs(tenant.owner);
    await page.goto(`/a/${tenant.id}/settings/branding`);
    await page.getByRole("button", { name: "Upload" }).click();
    await expect(page.getByText("Choose a picture first")).toBeVisible();
    await page.locator("#file").setInputFiles(await picture());
    await page.getByRole("button", { name: "Upload" }).click();
    await expect(page.getByText("The logo was saved.")).toBeVisible();
    await expect(page.getByRole("img", { name: "The logo of Acme" })).toBeVisible();
    await field(page, "Colour").fill("red");
    await field(page, "Foot of each mail").fill("Acme, 1 Main Street");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(alertOn(page)).toContainText("Write a colour as #");
    await expect(field(page, "Foot of each mail")).toHaveValue("Acme, 1 Main Street");
    await field(page, "Colour").fill("#0a7d55");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved: the colour, the foot of mails.")).toBeVisible();
    await page.getByRole("button", { name: "Remove the logo" }).click();
    await expect(page.getByText("The logo was removed.")).toBeVisible();

    await page.goto(`/a/${tenant.id}/settings/mails/invite-user?locale=de`);
    await field(page, "Subject").fill("Willkommen bei {account}");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("New mails in Deutsch are worded so from now on.")).toBeVisible();
    await page.goto(`/a/${tenant.id}/settings/mails`);
    await expect(page.getByText("Your words in Deutsch")).toBeVisible();
  });
});
