import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PASSWORD } from "../support/factories";
import { addressPlaces } from "./support/address-places";
import { bulkPlaces } from "./support/bulk-places";
import { consolePlaces, furnish } from "./support/console-places";
import { expect, field, listen, signIn, test } from "./support/fixtures";
import { startInstallation } from "./support/installation";
import { inviteePlaces } from "./support/invitee-places";
import { managementPlaces } from "./support/management-places";
import { settingsPlaces } from "./support/settings-places";
import type { Place } from "./support/stage";
import { showIn } from "./support/theme";
import { unsubscribePlaces } from "./support/unsubscribe-places";

/**
 * Each page in each state: WCAG 2.2 AA as far as a program can tell, light on a phone and dark on a desk, and no scrolling
 * sideways, on a wide screen neither.
 */

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };
const WIDE = { width: 1920, height: 1080 };

test.describe.configure({ timeout: 240_000 });
test.use({
  viewport: DESK,
  tolerated: [/status of 404/],
  // Hundreds of pages: what fails is told by its name, and a record of them all takes longer than looking.
  trace: "off",
  contextOptions: { reducedMotion: "reduce" },
});

interface Sight {
  theme: "light" | "dark";
  size: typeof PHONE;
  /** Only these rules. */
  rules?: string[];
}

async function look(page: Page, name: string, { theme, size, rules }: Sight): Promise<void> {
  await page.setViewportSize(size);
  await showIn(page, theme);
  // A mail in its frame runs no script, axe's neither; tests/unit looks at mails.
  const axe = new AxeBuilder({ page }).exclude("iframe");
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  expect.soft(told, `${name}, ${theme} at ${size.width}`).toEqual([]);
  await expectUpright(page, name, size);
}

async function expectUpright(page: Page, name: string, { width }: Sight["size"]): Promise<void> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(sideways, `${name} scrolls sideways at ${width}`).toBe(0);
}

async function examine(page: Page, places: Place[], sights: Sight[]): Promise<void> {
  for (const { name, go } of places) {
    await test.step(name, async () => {
      await page.setViewportSize(DESK);
      await go(page);
      await expect.soft(page.locator("h1"), `${name} has one title`).toHaveCount(1);
      await expect.soft(page, `${name} is named`).toHaveTitle(/./);
      for (const sight of sights) await look(page, name, sight);
      await page.setViewportSize(WIDE);
      await expectUpright(page, name, WIDE);
    });
  }
}

const DARK_DESK: Sight = { theme: "dark", size: DESK };
const LIGHT_PHONE: Sight = { theme: "light", size: PHONE };
/** A letter is the same on a phone but for its colours and sizes. */
const LETTER = [DARK_DESK, { ...LIGHT_PHONE, rules: ["color-contrast", "target-size", "link-in-text-block"] }];
const CONSOLE = [DARK_DESK, LIGHT_PHONE];

test("pages of invitees and of who is signed out", async ({ page, house, tenant }) => {
  await examine(page, inviteePlaces({ url: house.url, tenant, locale: "en" }), LETTER);
});

test("pages of who changes their address", async ({ page, house, tenant }) => {
  await examine(page, addressPlaces({ url: house.url, tenant, locale: "en" }), LETTER);
});

test("pages of who wants no more mail", async ({ page, house, tenant }) => {
  await examine(page, unsubscribePlaces({ url: house.url, tenant, locale: "en" }), LETTER);
});

test.describe("in Arabic", () => {
  test.use({ locale: "ar" });

  test("the same pages, from right to left", async ({ page, house, tenant }) => {
    const stage = { url: house.url, tenant, locale: "ar" };
    const telling =
      /^(accept-(business|error|other-login)|decline|problem-|login$|verify-(consent|undo|done-stopped)$|unsubscribe-)/;
    const places = [...inviteePlaces(stage), ...addressPlaces(stage), ...unsubscribePlaces(stage)];
    await examine(
      page,
      places.filter(({ name }) => telling.test(name)),
      [LIGHT_PHONE],
    );
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  });
});

test("pages of the console", async ({ page, house, tenant }) => {
  const stage = { url: house.url, tenant, locale: "en" };
  await furnish(stage);
  await examine(page, consolePlaces(stage), CONSOLE);
});

test("pages of people, accounts, contacts and what happened", async ({ page, house, tenant }) => {
  await examine(page, managementPlaces({ url: house.url, tenant, locale: "en" }), CONSOLE);
});

test("pages of lists, at each of their steps", async ({ page, house, tenant, tolerated }) => {
  tolerated.push(/status of 422/);
  await examine(page, bulkPlaces({ url: house.url, tenant, locale: "en" }), CONSOLE);
});

test("pages of the settings", async ({ page, house, tenant }) => {
  await examine(page, settingsPlaces({ url: house.url, tenant, locale: "en" }), CONSOLE);
});

test("setting up, and the mailbox", async ({ browser }) => {
  const foyer = await startInstallation({ RATE_LIMITS: "off" });
  try {
    const context = await browser.newContext({ baseURL: foyer.url, reducedMotion: "reduce" });
    const heard: string[] = [];
    listen(context, heard);
    const page = await context.newPage();
    const at = (name: string, path: string): Place => ({ name, go: async () => void (await page.goto(path)) });
    await examine(page, [at("setup", "/setup"), at("mailbox-empty", "/mailbox")], CONSOLE);

    await page.goto("/setup");
    await field(page, "Set-up code").fill(foyer.setupCode());
    await field(page, "Business name").fill("Northlight");
    await field(page, "First name").fill("Rui");
    await field(page, "Last name").fill("Costa");
    await field(page, "E-mail").fill("rui@northlight.example");
    await field(page, "Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Open Foyer" }).click();
    await page.getByRole("main").getByRole("link", { name: "Invite", exact: true }).click();
    await page.getByRole("radio", { name: "A colleague" }).check();
    await field(page, "E-mail").fill("ana@bakery.example");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await page.getByRole("status").filter({ hasText: "was invited" }).waitFor();
    const mail = page.getByRole("link", { name: "Rui Costa invited you to Northlight" });
    await expect(async () => {
      await page.goto("/mailbox");
      await expect(mail).toBeVisible({ timeout: 500 });
    }).toPass();
    const places: Place[] = [
      at("mailbox", "/mailbox"),
      {
        name: "mail",
        async go() {
          await page.goto("/mailbox");
          await mail.click();
          await page.getByRole("link", { name: "Follow the link" }).waitFor();
        },
      },
      {
        name: "mail-text",
        async go() {
          await page.getByRole("link", { name: "As text" }).filter({ visible: true }).click();
          await page.locator("pre").waitFor();
        },
      },
    ];
    await examine(page, places, CONSOLE);
    await page.context().clearCookies();
    await page.goto("/login");
    await signIn(page, "rui@northlight.example");
    await expect(page.getByRole("heading", { level: 1, name: "Northlight" })).toBeVisible();
    expect(heard).toEqual([]);
  } finally {
    await foyer.stop();
  }
});
