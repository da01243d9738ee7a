import { alertOn, expect, field, test } from "./support/fixtures";
import { type Installation, startInstallation } from "./support/installation";
import { Line } from "./support/line";
import { startSession } from "./support/stage";

/** A second copy of the application on the same data, whose line to the database can be cut. */
let copy: Installation;
let line: Line;

test.beforeAll(async ({ house }) => {
  const { hostname, port, pathname } = new URL(await house.mongodbUri());
  line = new Line({ host: hostname, port: Number(port) });
  await line.mend();
  copy = await startInstallation({
    MONGODB_URI: `mongodb://127.0.0.1:${line.port}${pathname}?directConnection=true`,
    APP_SECRET: house.secret(),
    MAIL_TRANSPORT: "mailbox",
    RATE_LIMITS: "off",
  });
});

test.afterAll(async () => {
  await line?.mend().catch(() => undefined);
  await copy?.stop();
  await line?.cut();
});

test.afterEach(async () => {
  // Whatever went wrong: the next one has a database.
  await line.cut();
  await line.mend();
});

// One pattern: Playwright takes a list of two for a value and its options. React's #441 is an error while rendering on the server.
test.use({
  tolerated: [/50[03] \(|Failed to load resource|Server Components render|React error #441|Internal Server Error/],
});

test("a page says that the database is away, and comes back by itself", async ({ page, context, tenant }) => {
  await startSession(context, copy.url, tenant.owner);
  await page.goto(`${copy.url}/a/${tenant.id}/invitations`);
  await expect(page.getByRole("heading", { name: "Invitations", level: 1 })).toBeVisible();
  await line.cut();
  await page.goto(`${copy.url}/a/${tenant.id}`);
  await expect(page.getByText("cannot reach its data").or(page.getByText("database cannot be reached"))).toBeVisible();
  await line.mend();
  await expect(page.getByRole("heading", { name: "Acme", level: 1 })).toBeVisible({ timeout: 30_000 });
});

test("a form sent meanwhile keeps what was typed, and works afterwards", async ({ page, context, tenant }) => {
  await startSession(context, copy.url, tenant.owner);
  await page.goto(`${copy.url}/a/${tenant.id}/invitations/new?type=user`);
  await field(page, "E-mail").fill("ida@harbour.example");
  await line.cut();
  await page.getByRole("main").locator("form button[type=submit]").last().click();
  await expect(alertOn(page)).toContainText("database cannot be reached");
  await expect(field(page, "E-mail")).toHaveValue("ida@harbour.example");
  await line.mend();
  await expect(async () => {
    await page.getByRole("main").locator("form button[type=submit]").last().click();
    await expect(page.getByText("was invited")).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 40_000 });
});
