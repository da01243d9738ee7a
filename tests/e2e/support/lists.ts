import { randomBytes } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import type { Tenant } from "../../support/factories";

/** Lists of people as files, and the way from a file to its review. */

export interface Row {
  email: string;
  first: string;
  last: string;
}

export function csvOf(rows: readonly Row[]): string {
  const lines = rows.map(({ email, first, last }) => `${email},${first},${last}`);
  return ["E-mail,First name,Last name", ...lines, ""].join("\r\n");
}

/** So many people, each of whom can be mailed. */
export function peopleOf(count: number, domain = `${randomBytes(4).toString("hex")}.example`): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    email: `person${index + 1}@${domain}`,
    first: "Person",
    last: String(index + 1),
  }));
}

export function csvFile(name: string, content: string) {
  return { name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(content) };
}

/** A file of two people, the second of them with an address that is none, and who that is. */
export function oneWrong() {
  const [good, other] = peopleOf(2);
  if (!good || !other) throw new Error("There are two");
  return { other, file: csvFile("Team", csvOf([good, { ...other, email: "bo at acme" }])) };
}

/** Chooses colleagues and the file, and sends them. */
export async function upload(page: Page, accountId: string, file: ReturnType<typeof csvFile>): Promise<void> {
  await page.goto(`/a/${accountId}/bulk`);
  await page.getByRole("radio", { name: /Colleagues/ }).check();
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Upload and match columns" }).click();
  await page.waitForURL(/\/columns$/);
}

export async function check(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Check [\d,]+ rows?$/ }).click();
  await page.waitForURL(/\/review/);
}

/** The button that invites everybody; its words say how many that is. */
export function inviteAll(page: Page): Locator {
  return page.getByRole("button", { name: /^Invite [\d,]+$/ });
}

/** From the file to the run, without a look at anything. */
export async function uploadAndStart(page: Page, accountId: string, file: ReturnType<typeof csvFile>): Promise<string> {
  await upload(page, accountId, file);
  await check(page);
  await inviteAll(page).click();
  await page.waitForURL(/\/bulk\/[0-9a-f]{24}$/);
  return page.url().split("/").at(-1) ?? "";
}

/** The same over the API, as the tenant's owner. @returns the list's id */
export async function uploadAs(
  { id, cookie }: Pick<Tenant, "id" | "cookie">,
  url: string,
  content: string,
  options: Record<string, string> = {},
): Promise<string> {
  const query = new URLSearchParams({ accountId: id, type: "user", ...options });
  const response = await fetch(`${url}/v1/accounts/invite?${query}`, {
    method: "POST",
    headers: { cookie, origin: new URL(url).origin, "content-type": "text/csv" },
    body: content,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Upload: ${response.status} ${text}`);
  return (JSON.parse(text) as { batch: { id: string } }).batch.id;
}
