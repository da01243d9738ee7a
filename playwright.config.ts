import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/support/chromium";

const executablePath = findChromium()?.executablePath;

/** Each worker starts an installation of its own (tests/e2e), so few of them. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: executablePath ? { executablePath } : {},
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
  },
});
