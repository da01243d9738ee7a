import type { Page } from "@playwright/test";

/** A motion that never ends, or that the browser has put to sleep, is not waited for any longer. */
const SETTLED_WITHIN_MS = 2000;

/** Shows the page in this theme, and waits until every colour has come to what it will be. */
export async function showIn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, colorScheme);
  await page.evaluate(async (within) => {
    // No name is given to a function here: what the compiler adds for one is not in the page.
    await Promise.race([
      document.fonts.ready
        .then(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
        .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished))),
      new Promise((resolve) => setTimeout(resolve, within)),
    ]);
  }, SETTLED_WITHIN_MS);
}
