import type { Browser, Page } from "@playwright/test";
import { PASSWORD } from "../support/factories";
import { MailSink } from "../support/mail-sink";
import { alertOn, expect, field, linkTo, listen, test } from "./support/fixtures";
import { startInstallation } from "./support/installation";

/** From an empty folder, as anybody meets Foyer. */

async function setUp(page: Page, code: string): Promise<void> {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Set up Foyer" })).toBeVisible();
  await field(page, "Set-up code").fill(code);
  await field(page, "Business name").fill("Northlight");
  await field(page, "First name").fill("Rui");
  await field(page, "Last name").fill("Costa");
  await field(page, "E-mail").fill("rui@northlight.example");
  await field(page, "Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Open Foyer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Northlight" })).toBeVisible();
}

async function someone(browser: Browser, baseURL: string, options: { javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext({ baseURL, ...options });
  const heard: string[] = [];
  listen(context, heard);
  return { page: await context.newPage(), heard };
}

test("sets Foyer up with the printed code, invites a business and a colleague, and both get in", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const sink = await MailSink.open();
  const foyer = await startInstallation({ MAIL_TRANSPORT: "smtp", SMTP_URL: sink.url });
  try {
    const rui = await someone(browser, foyer.url);
    await setUp(rui.page, foyer.setupCode());

    await test.step("a business", async () => {
      await rui.page.getByRole("main").getByRole("link", { name: "Invite", exact: true }).click();
      await expect(rui.page.getByRole("radio", { name: "A business" })).toBeChecked();
      await field(rui.page, "Business name").fill("Blue Bakery");
      await field(rui.page, "E-mail").fill("ana@bakery.example");
      await field(rui.page, "First name").fill("Ana");
      await field(rui.page, "Last name").fill("Lima");
      await field(rui.page, "Message").fill("Welcome aboard, Ana. The books of October are already in.");
      await rui.page.getByRole("button", { name: "Invite Ana" }).click();
      await expect(rui.page.getByRole("status")).toContainText("Ana Lima was invited to open Blue Bakery");

      const ana = await someone(browser, foyer.url);
      const mail = await sink.lastTo("ana@bakery.example");
      expect(mail.subject).toBe("Rui Costa invited you to open Blue Bakery");
      await ana.page.goto(mail.link ?? "");
      await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(
        "Rui Costa invited you to open Blue Bakery at Northlight",
      );
      expect(ana.page.url()).not.toContain("token");
      await expect(ana.page.getByText("Welcome aboard, Ana.")).toBeVisible();
      await expect(ana.page.getByText("for ana@bakery.example")).toBeVisible();
      await expect(field(ana.page, "First name")).toHaveValue("Ana");
      await field(ana.page, "Password").fill("short");
      await ana.page.getByRole("button", { name: "Open Blue Bakery" }).click();
      await expect(alertOn(ana.page)).toContainText("at least 8 characters");
      await field(ana.page, "Password").fill("rye and caraway");
      await ana.page.getByRole("button", { name: "Open Blue Bakery" }).click();
      await expect(ana.page.getByRole("heading", { level: 1, name: "Welcome to Blue Bakery" })).toBeVisible();
      await ana.page.getByRole("link", { name: "Go to Blue Bakery" }).click();
      await expect(ana.page).toHaveURL(/\/a\/[0-9a-f]{24}$/);
      await expect(ana.page.getByRole("heading", { level: 1, name: "Blue Bakery" })).toBeVisible();
      expect(ana.heard).toEqual([]);

      const told = await sink.lastTo("rui@northlight.example");
      expect(told.subject).toBe("Ana Lima accepted your invitation");
      await rui.page.goto(told.link ?? "");
      await expect(rui.page.getByText("Accepted").first()).toBeVisible();
    });

    await test.step("a colleague", async () => {
      await rui.page.goto("/");
      await rui.page.getByRole("main").getByRole("link", { name: "Invite", exact: true }).click();
      await rui.page.getByRole("radio", { name: "A colleague" }).check();
      await field(rui.page, "E-mail").fill("hannah@northlight.example");
      await field(rui.page, "First name").fill("Hannah");
      await rui.page.getByRole("radio", { name: "Admin" }).check();
      await rui.page.getByRole("button", { name: "Invite Hannah" }).click();
      await expect(rui.page.getByRole("status")).toContainText("Hannah was invited to join Northlight");

      const hannah = await someone(browser, foyer.url);
      await hannah.page.goto(await linkTo(sink, "hannah@northlight.example"));
      await field(hannah.page, "Last name").fill("Weiss");
      await field(hannah.page, "Password").fill("nine quiet lighthouses");
      await hannah.page.getByRole("button", { name: "Join Northlight" }).click();
      await hannah.page.getByRole("link", { name: "Go to Northlight" }).click();
      await expect(hannah.page.getByRole("heading", { level: 1, name: "Northlight" })).toBeVisible();
      await expect(hannah.page.getByRole("main").getByRole("link", { name: "Invite", exact: true })).toBeVisible();
      expect(hannah.heard).toEqual([]);
    });
    expect(rui.heard).toEqual([]);
  } finally {
    await foyer.stop();
    await sink.close();
  }
});

test("with nothing set and no JavaScript: sets up, invites, reads the mail in the mailbox, and gets in", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const foyer = await startInstallation();
  try {
    const { page, heard } = await someone(browser, foyer.url, { javaScriptEnabled: false });
    await page.goto("/setup");
    await field(page, "Set-up code").fill("WRONG-WRONG-WRONG-WRONG");
    await field(page, "Business name").fill("Northlight");
    await page.getByRole("button", { name: "Open Foyer" }).click();
    await expect(alertOn(page)).toContainText("This is needed");
    await expect(field(page, "Business name")).toHaveValue("Northlight");
    await setUp(page, foyer.setupCode());

    await page.goto("/setup");
    await expect(page).toHaveURL(/\/a\/|\/login/);
    await page.goto("/");
    await page.getByRole("main").getByRole("link", { name: "Invite", exact: true }).click();
    await field(page, "Business name").fill("Blue Bakery");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await expect(alertOn(page)).toContainText("Give the address to invite");
    await expect(field(page, "Business name")).toHaveValue("Blue Bakery");
    await field(page, "E-mail").fill("ana@bakery.example");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await expect(page.getByRole("status")).toContainText("invited to open Blue Bakery");
    await page.getByRole("link", { name: "Open the invitation" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("to open Blue Bakery");

    const ana = await someone(browser, foyer.url, { javaScriptEnabled: false });
    await expect(async () => {
      await ana.page.goto("/mailbox");
      await ana.page.getByRole("link", { name: "Rui Costa invited you to open Blue Bakery" }).click({ timeout: 1000 });
    }).toPass();
    await ana.page.getByRole("link", { name: "Follow the link" }).click();
    await field(ana.page, "First name").fill("Ana");
    await field(ana.page, "Password").fill("1234567");
    await ana.page.getByRole("button", { name: "Open Blue Bakery" }).click();
    await expect(alertOn(ana.page)).toContainText("at least 8 characters");
    await expect(field(ana.page, "First name")).toHaveValue("Ana");
    await field(ana.page, "Password").fill("rye and caraway");
    await ana.page.getByRole("button", { name: "Open Blue Bakery" }).click();
    await expect(ana.page.getByRole("heading", { level: 1, name: "Welcome to Blue Bakery" })).toBeVisible();
    await ana.page.getByRole("link", { name: "Go to Blue Bakery" }).click();
    await expect(ana.page.getByRole("heading", { level: 1, name: "Blue Bakery" })).toBeVisible();
    expect([...heard, ...ana.heard]).toEqual([]);
  } finally {
    await foyer.stop();
  }
});
