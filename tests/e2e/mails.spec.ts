import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import type { DrawnMail } from "./support/draw-mails";
import { ROOT } from "./support/installation";
import { mailFaces, serveMails } from "./support/mail-fonts";
import { findTofu, lookAtMail } from "./support/mail-sight";

/**
 * Every letter in every language as a mail program shows it: 360 and 640 wide, light and dark. With SHOTS naming a folder
 * each is also kept there as a picture. Mail programs' own habits (Outlook's, Gmail's dark mode) are not proven by this.
 */

const VIEWS = [
  { width: 360, scheme: "light" },
  { width: 640, scheme: "dark" },
] as const;
const SHOT_VIEWS = [...VIEWS, { width: 360, scheme: "dark" }, { width: 640, scheme: "light" }] as const;
const STACKS = {
  sans: "'Noto Sans Arabic', 'Noto Sans JP', sans-serif",
  serif: "Newsreader, 'Noto Naskh Arabic', 'Hiragino Mincho ProN', serif",
};

const folder = process.env.SHOTS;
if (folder) mkdirSync(folder, { recursive: true });

test.describe.configure({ timeout: folder ? 900_000 : 180_000 });
test.use({ trace: "off" });

let mails: DrawnMail[] = [];
test.beforeAll(() => {
  const program = path.join("tests", "e2e", "support", "draw-mails.ts");
  const printed = execFileSync(process.execPath, ["--import", "tsx", program], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  mails = JSON.parse(printed) as DrawnMail[];
});

async function shoot(page: Page, { name, locale }: DrawnMail): Promise<void> {
  for (const { width, scheme } of folder ? SHOT_VIEWS : []) {
    await page.setViewportSize({ width, height: 400 });
    await page.emulateMedia({ colorScheme: scheme });
    const file = path.join(folder ?? "", `${name}-${locale}-${width}-${scheme}.png`);
    await page.screenshot({ path: file, fullPage: true });
  }
}

for (const locale of ["en", "es", "fr", "de", "pt", "ar", "ja"]) {
  test(`in ${locale} nothing is clipped, faint or without a glyph, and only the logo is fetched`, async ({ page }) => {
    const asked: string[] = [];
    await serveMails(page.context(), asked);
    const faces = `<style>${mailFaces()}</style></head>`;
    const shown = new Set<string>();
    for (const mail of mails.filter((one) => one.locale === locale)) {
      // A letter has one title, and it is the mail's.
      expect.soft(mail.html.match(/<title>/g), mail.name).toHaveLength(1);
      await page.setContent(
        mail.html.replace("</head>", () => faces),
        { waitUntil: "load" },
      );
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      for (const { width, scheme } of VIEWS) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: scheme });
        const { outside, faint, characters } = await page.evaluate(lookAtMail);
        expect.soft({ outside, faint }, `${mail.name} at ${width}, ${scheme}`).toEqual({ outside: [], faint: [] });
        // Hostile names may hold what few fonts have.
        if (!mail.name.endsWith("-hostile")) for (const character of characters) shown.add(character);
      }
      await shoot(page, mail);
    }
    const characters = [...shown].join("");
    const fonts = Object.values(STACKS).map((stack) => `32px ${stack}`);
    await page.evaluate(
      ({ characters, fonts }) => Promise.all(fonts.map((font) => document.fonts.load(font, characters))).then(() => {}),
      { characters, fonts },
    );
    expect(await page.evaluate(findTofu, { characters, fonts })).toEqual([]);
    expect(asked, "what letters fetch besides the logo").toEqual([]);
  });
}

test("the looking itself finds what is wide, faint or without a glyph", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.setContent(
    `<p style="color:#999">faint</p><p style="width:500px">${"wide ".repeat(30)}</p><a class="button" style="display:block;width:50px">${"W".repeat(20)}</a>`,
  );
  const { outside, faint } = await page.evaluate(lookAtMail);
  expect(faint).toHaveLength(1);
  expect(outside.join()).toMatch(/the page.*wide.*WWW/);
  const fonts = [`32px ${STACKS.sans}`];
  expect(await page.evaluate(findTofu, { characters: "a\u0379b", fonts })).toEqual(["\u0379"]);
});
