import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import { ObjectId } from "mongodb";
import { closeDatabase, invitations, mails } from "@/lib/db/client";
import { findChromium } from "../support/chromium";
import { createTenant } from "../support/factories";
import { startInstallation } from "./support/installation";
import { check, inviteAll } from "./support/lists";
import { moveIn, startSession } from "./support/stage";
import { showIn } from "./support/theme";

/**
 * A list as long as one may be, in a real browser from the file to the report, with a picture of each step:
 * `npx tsx tests/e2e/big-list.ts <folder> [rows]`. Mail goes into the mailbox. Prints what each step took.
 */

const [folder, count = "100000"] = process.argv.slice(2);
if (!folder) throw new Error("Name the folder for the pictures.");
mkdirSync(folder, { recursive: true });
const rows = Number(count);

/** Longer than any step takes. */
const PATIENCE_MS = 3_600_000;
const VIEWPORT = { width: 1280, height: 800 };

const FIRST = ["Ana", "Bo", "Camila", "Diego", "Emi", "Freya", "Grace", "Hugo", "Inês", "Jürgen", "Katrin"];
const LAST = ["Lima", "Costa", "Müller", "Okafor", "Tanaka", "Haddad", "Novák", "Berg", "O'Neil", "Silva"];
const TRADE = ["Bakery", "Books", "Cycles", "Ceramics", "Pharmacy", "Florist", "Print", "Optik", "Surf School"];
const DOMAINS = 2_000;

/** A customer list as an office keeps one: one row in 500 is mistyped, one in 1,000 stands there twice. */
function bigList(): { content: string; bad: number; doubled: number } {
  const lines = ["Customer no.;Firma;First name;Last name;E-Mail;Phone"];
  let [bad, doubled] = [0, 0];
  const lineOf = (row: number) => {
    const pick = (of: readonly string[], step: number) => of[Math.floor(row / step) % of.length] ?? "";
    const person = `${pick(FIRST, 1)};${pick(LAST, FIRST.length)}`;
    const wrong = row % 500 === 250;
    const email = wrong ? `office at shop${row}` : `office${row}@shop${row % DOMAINS}.example`;
    return `${10_000 + row};${pick(TRADE, 3)} ${row};${person};${email};+44 20 7946 ${String(row % 10_000).padStart(4, "0")}`;
  };
  for (let row = 1; row <= rows; row++) {
    const again = row % 1_000 === 0;
    if (again) doubled += 1;
    else if (row % 500 === 250) bad += 1;
    lines.push(lineOf(again ? row - 1 : row));
  }
  return { content: `${lines.join("\r\n")}\r\n`, bad, doubled };
}

let pictures = 0;
async function picture(page: Page, name: string): Promise<void> {
  pictures += 1;
  await showIn(page, "light");
  await page.screenshot({ path: path.join(folder ?? "", `${String(pictures).padStart(2, "0")}-${name}.png`) });
}

const begun = performance.now();
let last = begun;
/** Says what was done since the last time, and how long that took. */
function took(what: string): void {
  const now = performance.now();
  console.log(`${what}: ${((now - last) / 1000).toFixed(1)} s`);
  last = now;
}

const list = bigList();
const file = path.join(folder, "customers.csv");
writeFileSync(file, list.content);
console.log(
  `${rows} rows, ${(list.content.length / 1024 / 1024).toFixed(1)} MB, ${list.bad} bad, ${list.doubled} doubled`,
);

const browser = await chromium.launch({ ...findChromium() });
const foyer = await startInstallation({ MAIL_TRANSPORT: "mailbox" });
try {
  await moveIn(foyer);
  const tenant = await createTenant({ name: "Northlight" });
  const context = await browser.newContext({
    baseURL: foyer.url,
    viewport: VIEWPORT,
    locale: "en-GB",
    timezoneId: "UTC",
  });
  await startSession(context, foyer.url, tenant.owner);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  took("Foyer started");

  await page.goto(`/a/${tenant.id}/bulk`);
  await page.locator("input[type=file]").setInputFiles(file);
  await picture(page, "upload");
  last = performance.now();
  await page.getByRole("button", { name: "Upload and match columns" }).click();
  await page.waitForTimeout(1_500);
  await picture(page, "uploading");
  await page.waitForURL(/\/columns$/);
  took("Uploaded, read and checked");
  await picture(page, "columns");
  last = performance.now();
  await check(page);
  took("Columns confirmed");
  await picture(page, "review");
  await page.getByRole("link", { name: /^Will be invited/ }).click();
  await page.waitForURL(/\?.*invite/);
  await picture(page, "review-invited");

  last = performance.now();
  await inviteAll(page).click();
  await page.waitForURL(/\/bulk\/[0-9a-f]{24}$/);
  took("Started");
  const batch = new ObjectId(page.url().split("/").at(-1));
  await picture(page, "run-begins");
  last = performance.now();
  const people = rows - list.bad - list.doubled;
  const reached = page.getByText(/^[\d,]+ of [\d,]+ (people|person) reached$/).first();
  for (const quarter of [0.25, 0.5, 0.75]) {
    await page.waitForFunction(
      ([least]) => {
        const found = /([\d,]+) of [\d,]+ (people|person) reached/.exec(
          document.querySelector("main")?.textContent ?? "",
        );
        return Number(found?.[1]?.replaceAll(",", "") ?? 0) >= (least ?? 0);
      },
      [people * quarter],
      { polling: 500 },
    );
    await picture(page, `run-${quarter * 100}`);
    console.log(`  ${await reached.textContent()}`);
  }
  await page.getByText("The list is done.").waitFor();
  took("Ran to the last mail");
  await picture(page, "done");
  await page.getByRole("link", { name: "See why" }).click();
  await page.waitForURL(/rows=failed/);
  await picture(page, "failed-rows");

  last = performance.now();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the report" }).click(),
  ]);
  const report = await readFile(await download.path(), "utf8");
  took("Report downloaded");
  const lines = report.trimEnd().split("\r\n").length;
  await page.goto(`/a/${tenant.id}/bulk`);
  await picture(page, "history");

  const [invited, mailed] = await Promise.all([
    invitations().countDocuments({ batch }),
    mails().countDocuments({ batch, status: "sent", kind: "invite-business" }),
  ]);
  const told = { rows, people, invited, mailed, reportLines: lines };
  console.log(JSON.stringify({ ...told, seconds: Math.round((performance.now() - begun) / 1000) }));
  if (invited !== people || mailed !== people || lines !== rows + 1) process.exitCode = 1;
} finally {
  await closeDatabase();
  await foyer.stop();
  await browser.close();
}
