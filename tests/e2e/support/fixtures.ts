import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { closeDatabase } from "@/lib/db/client";
import type { UserDoc } from "@/lib/db/types";
import type { Invited } from "@/lib/invitations/schema";
import { createTenant, PASSWORD, type Tenant } from "../../support/factories";
import { MailSink } from "../../support/mail-sink";
import { inviteAs } from "./api";
import { type Installation, startInstallation } from "./installation";
import { moveIn, startSession } from "./stage";

export { expect };

export interface House extends Installation {
  /** Where its mail goes. */
  sink: MailSink;
}

interface Shared {
  house: House;
}

interface Journey {
  sink: MailSink;
  /** A root account of this test's own, with its owner. */
  tenant: Tenant;
  /** Starts a session for a user without asking for a password. */
  signInAs(user: Pick<UserDoc, "_id" | "sessionVersion">, context?: BrowserContext): Promise<void>;
  /** Invites over the API, as the test's tenant. */
  invite(fields: Record<string, unknown>): Promise<Invited>;
  /** What the browser may complain about without failing the test. */
  tolerated: RegExp[];
  complaints: undefined;
}

/**
 * One installation for all journeys of a worker, with mail going to a sink; each test has a tenant of its own in it. Limits
 * are off, because all of them come from one client.
 */
export const test = base.extend<Journey, Shared>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
    async ({}, use) => {
      const sink = await MailSink.open();
      const installation = await startInstallation({
        MAIL_TRANSPORT: "smtp",
        SMTP_URL: sink.url,
        MAIL_FROM: "Foyer <foyer@foyer.example>",
        RATE_LIMITS: "off",
        OWNER_EMAIL: "first@foyer.example",
        OWNER_PASSWORD: PASSWORD,
        OWNER_ACCOUNT: "First",
      });
      await moveIn(installation);
      await use({ ...installation, sink });
      await closeDatabase();
      await installation.stop();
      await sink.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ house }, use) => use(house.url),
  sink: async ({ house }, use) => use(house.sink),
  // biome-ignore lint/correctness/noUnusedFunctionParameters: the house must stand before a tenant moves in
  tenant: async ({ house }, use) => use(await createTenant({ name: "Acme" })),
  signInAs: async ({ house, context }, use) => use((user, into = context) => startSession(into, house.url, user)),
  invite: async ({ house, tenant }, use) => use((fields) => inviteAs(tenant, house.url, fields)),
  tolerated: [[], { option: true }],
  complaints: [
    async ({ context, tolerated }, use) => {
      const heard: string[] = [];
      listen(context, heard);
      await use(undefined);
      expect(
        heard.filter((line) => !tolerated.some((pattern) => pattern.test(line))),
        "complaints of the browser",
      ).toEqual([]);
    },
    { auto: true },
  ],
});

/** Playwright itself looks into the frame that shows a mail, where no script may run. */
const ITS_OWN = /^error: Blocked script execution in 'about:srcdoc'/;

/** Errors of scripts, refusals of the Content-Security-Policy, and whatever else a page complains of. */
export function listen(context: BrowserContext, heard: string[]): void {
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const line = `${message.type()}: ${message.text()} (${message.location().url})`;
    if (!ITS_OWN.test(line)) heard.push(line);
  });
  context.on("weberror", (error) => heard.push(`error: ${error.error().message} (${error.page()?.url()})`));
}

export function field(page: Page, label: string) {
  return page.getByLabel(label, { exact: true });
}

/** What a form says was wrong; Next has an alert of its own outside the page's main part. */
export function alertOn(page: Page) {
  return page.getByRole("main").getByRole("alert");
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await field(page, "E-mail").fill(email);
  await field(page, "Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Where the newest mail to the address leads. */
export async function linkTo(sink: MailSink, email: string): Promise<string> {
  const { link } = await sink.lastTo(email);
  if (!link) throw new Error(`The mail to ${email} has no link`);
  return link;
}

/** Where the mail with this subject leads; there may be others to the address. */
export async function linkAbout(sink: MailSink, email: string, subject: string): Promise<string> {
  const found = await sink.waitFor((mail) => mail.envelope.to.includes(email) && mail.subject === subject);
  const link = found.at(-1)?.link;
  if (!link) throw new Error(`The mail “${subject}” to ${email} has no link`);
  return link;
}

/** What went well, as a page says it. */
export function saidOn(page: Page) {
  return page.getByRole("main").getByRole("status");
}

/** The page's title. */
export function titleOf(page: Page) {
  return page.getByRole("heading", { level: 1 });
}
