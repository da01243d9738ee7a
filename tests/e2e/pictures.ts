import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { ObjectId } from "mongodb";
import sharp from "sharp";
import { accounts, batches, closeDatabase, mails } from "@/lib/db/client";
import { renderMail } from "@/lib/mail/render";
import { findChromium } from "../support/chromium";
import { demoTenant } from "./support/demo";
import { ROOT, startInstallation } from "./support/installation";
import { peopleOf, uploadAs } from "./support/lists";
import { invited, moveIn, type Stage, signedInAs } from "./support/stage";
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
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 2,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
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

/** How long each picture of a moving one stands, and the last. */
const FRAME_MS = 160;
const END_MS = 3_000;
const MOST_FRAMES = 60;

/** A list of 2,400 while it runs, as one moving picture. */
async function runOf(browser: Browser, stage: Stage): Promise<void> {
  const viewport = { width: 1000, height: 430 };
  const context = await browser.newContext({ viewport, locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce" });
  const page = await context.newPage();
  await signedInAs(page, stage, stage.tenant.owner);
  const people = peopleOf(2397, "clients.example").map(({ email }, index) => `${email},Client ${index + 1}`);
  const content = ["E-mail,Company", ...people, "bo at acme,Acme", people[0], people[1]].join("\n");
  const id = await uploadAs(stage.tenant, stage.url, content, { type: "business", name: "November clients" });
  await page.goto(`${stage.url}/a/${stage.tenant.id}/bulk/${id}`);
  await showIn(page, "light");
  const frames: Buffer[] = [];
  const done = page.getByText("The list is done.");
  do {
    frames.push(await page.screenshot());
    await page.waitForTimeout(FRAME_MS);
  } while (frames.length < MOST_FRAMES && !(await done.isVisible()));
  await done.waitFor({ timeout: 300_000 });
  frames.push(await page.screenshot());
  await context.close();
  const delay = frames.map((_, index) => (index === frames.length - 1 ? END_MS : FRAME_MS));
  await sharp(frames, { join: { animated: true } })
    .webp({ quality: 80, loop: 0, delay })
    .toFile(path.join(folder, "bulk-run.webp"));
  console.log("docs/pictures/bulk-run.webp");
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
  await picture(browser, "bulk-review", { width: 1200, height: 760 }, async (page) => {
    const draft = await batches().findOne({ account: stage.tenant.account._id, status: "draft" });
    await signedInAs(page, stage, stage.tenant.owner);
    await page.goto(`${foyer.url}/a/${stage.tenant.id}/bulk/${draft?._id}/review`);
  });
  await runOf(browser, stage);
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
