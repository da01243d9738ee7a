import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { closeDatabase } from "@/lib/db/client";
import { findChromium } from "../support/chromium";
import { addressPlaces } from "./support/address-places";
import { bulkPlaces } from "./support/bulk-places";
import { consolePlaces } from "./support/console-places";
import { demoTenant } from "./support/demo";
import { startInstallation } from "./support/installation";
import { inviteePlaces } from "./support/invitee-places";
import { managementPlaces } from "./support/management-places";
import { settingsPlaces } from "./support/settings-places";
import { moveIn, type Place } from "./support/stage";
import { showIn } from "./support/theme";
import { unsubscribePlaces } from "./support/unsubscribe-places";

/**
 * Every page in every state as a picture, to be looked at: 390 and 1440 wide, light and dark; invitees' also in Arabic and
 * Japanese. `SHOTS=/tmp/shots npx tsx tests/e2e/shots.ts [part of a name]…`
 */

const folder = process.env.SHOTS;
if (!folder) throw new Error("SHOTS names the folder for the pictures.");
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);

async function shoot(browser: Browser, places: Place[], locale: string): Promise<void> {
  const context = await browser.newContext({ locale, timezoneId: "UTC", reducedMotion: "reduce" });
  const page = await context.newPage();
  for (const { name, go } of places) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      try {
        await go(page);
        // As tall as the page, so that what is fixed to the bottom is found there.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height: Math.min(Math.max(height, 844), 4000) });
        for (const theme of ["light", "dark"] as const) await take(page, theme, `${name}-${locale}-${width}-${theme}`);
      } catch (error) {
        console.error(`${name} at ${width}: ${(error as Error).message}`);
        process.exitCode = 1;
      }
    }
    console.log(`${name} (${locale})`);
  }
  await context.close();
}

async function take(page: Page, theme: "light" | "dark", file: string): Promise<void> {
  await showIn(page, theme);
  await page.screenshot({ path: path.join(folder ?? "", `${file}.png`) });
}

const browser = await chromium.launch({ ...findChromium() });
const bare = await startInstallation();
const setup = { name: "setup", go: async (page: Page) => void (await page.goto(`${bare.url}/setup`)) };
try {
  await shoot(browser, [setup], "en");
} finally {
  await bare.stop();
}

const foyer = await startInstallation({ RATE_LIMITS: "off" }, { demo: true });
try {
  await moveIn(foyer);
  const tenant = await demoTenant();
  const stage = { url: foyer.url, tenant, locale: "en" };
  const mail = async (page: Page, query: string) => {
    await page.goto(`${foyer.url}/mailbox`);
    await page.locator("main nav a").first().click();
    await page.waitForURL(/mail=/);
    if (query) await page.goto(`${page.url()}&${query}`);
  };
  await shoot(
    browser,
    [
      ...consolePlaces(stage),
      ...managementPlaces(stage),
      ...bulkPlaces(stage),
      ...settingsPlaces(stage),
      { name: "mailbox", go: async (page) => void (await page.goto(`${foyer.url}/mailbox`)) },
      { name: "mail", go: (page) => mail(page, "") },
      { name: "mail-text", go: (page) => mail(page, "view=text") },
    ],
    "en",
  );
  for (const locale of ["en", "ar", "ja"]) {
    const there = { ...stage, locale };
    await shoot(browser, [...inviteePlaces(there), ...addressPlaces(there), ...unsubscribePlaces(there)], locale);
  }
} finally {
  await closeDatabase();
  await foyer.stop();
  await browser.close();
}
