import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { ObjectId } from "mongodb";
import { accounts, closeDatabase, mails } from "@/lib/db/client";
import { renderMail } from "@/lib/mail/render";
import { findChromium } from "../support/chromium";
import { demoTenant } from "./support/demo";
import { ROOT, startInstallation } from "./support/installation";
import { invited, moveIn, signedInAs } from "./support/stage";
import { showIn } from "./support/theme";

/** `npm run pictures`: the pictures of README, made again from the demo data. */

const folder = path.join(ROOT, "docs", "pictures");
mkdirSync(folder, { recursive: true });

async function picture(
  browser: Browser,
  name: string,
  viewport: { width: number; height: number },
  go: (page: Page) => Promise<unknown>,
): Promise<void> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 2, locale: "en-GB", timezoneId: "UTC" });
  const page = await context.newPage();
  await go(page);
  await showIn(page, "light");
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({
    path: path.join(folder, `${name}.png`),
    clip: { x: 0, y: 0, width: viewport.width, height: Math.min(height, viewport.height) },
  });
  await context.close();
  console.log(`docs/pictures/${name}.png`);
}

const browser = await chromium.launch({ ...findChromium() });
const foyer = await startInstallation({}, { demo: true });
try {
  await moveIn(foyer);
  const stage = { url: foyer.url, tenant: await demoTenant(), locale: "en" };
  await picture(browser, "overview", { width: 1200, height: 980 }, async (page) => {
    await signedInAs(page, stage, stage.tenant.owner);
    await page.goto(`${foyer.url}/a/${stage.tenant.id}`);
  });
  const bakery = await accounts().findOne({ name: "Blue Bakery" });
  await picture(browser, "accounts", { width: 1200, height: 640 }, async (page) => {
    await signedInAs(page, stage, stage.tenant.owner);
    await page.goto(`${foyer.url}/a/${stage.tenant.id}/accounts?open=${bakery?._id}`);
  });
  const { id, link } = await invited(stage, {
    type: "business",
    business: { name: "Fjord Ceramics" },
    email: "nora@fjordceramics.example",
    firstName: "Nora",
    lastName: "Lind",
    message: "Welcome, Nora. The books of October are already in, so you can start with November.",
  });
  await picture(browser, "accept", { width: 390, height: 844 }, (page) => page.goto(link));
  const mail = await mails().findOne({ invitation: new ObjectId(id) });
  if (!mail) throw new Error("An invitation has a mail");
  const { html } = await renderMail(mail);
  await picture(browser, "mail", { width: 640, height: 900 }, (page) => page.setContent(html));
} finally {
  await closeDatabase();
  await foyer.stop();
  await browser.close();
}
