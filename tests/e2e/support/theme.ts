import type { Page } from "@playwright/test";

/** A motion that never ends, or that the browser has put to sleep, is not waited for any longer. */
const SETTLED_WITHIN_MS = 2000;

/** Shows the page in this theme, and waits until every colour has come to what it will be. */
export async function showIn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, colorScheme);
  await page.evaluate(async (within) => {
    const settled = async () => {
      await document.fonts.ready;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    };
    await Promise.race([settled(), new Promise((resolve) => setTimeout(resolve, within))]);
  }, SETTLED_WITHIN_MS);
}
