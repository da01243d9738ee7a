import type { Page } from "@playwright/test";
import sharp from "sharp";
import { PASSWORD } from "../support/factories";
import {
  resendBounce,
  resendEvent,
  resendSecret,
  type SignedRequest,
  signedResendEvent,
} from "../support/providers/events";
import type { TakenMail } from "../support/providers/provider";
import { ResendServer } from "../support/providers/resend";
import { expect, field, saidOn, signIn, test, titleOf } from "./support/fixtures";
import { type Installation, startInstallation } from "./support/installation";

/** An application of its own whose mail goes to a provider that speaks Resend's API and reports what became of it. */

const OWNER = "rui@acme.example";
const secret = resendSecret();
let provider: ResendServer;
let acme: Installation;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  provider = await ResendServer.open({ rate: 10 });
  acme = await startInstallation({
    MAIL_TRANSPORT: "resend",
    RESEND_API_KEY: provider.key,
    RESEND_BASE_URL: provider.url,
    RESEND_WEBHOOK_SECRET: secret,
    MAIL_FROM: "Foyer <invitations@acme.example>",
    RATE_LIMITS: "off",
    OWNER_EMAIL: OWNER,
    OWNER_PASSWORD: PASSWORD,
    OWNER_ACCOUNT: "Acme",
  });
});

test.afterAll(async () => {
  await acme?.stop();
  await provider?.close();
});

async function enter(page: Page): Promise<string> {
  await page.goto(`${acme.url}/login`);
  await signIn(page, OWNER);
  await page.waitForURL(/\/a\/[0-9a-f]{24}$/);
  return page.url();
}

async function inviteToJoin(page: Page, home: string, email: string): Promise<TakenMail> {
  await page.goto(`${home}/invitations/new?type=user`);
  await field(page, "E-mail").fill(email);
  await page.getByRole("main").locator("form button[type=submit]").last().click();
  await expect(page.getByRole("link", { name: "Open the invitation" })).toBeVisible();
  return lastTo(email);
}

async function lastTo(email: string, count = 1): Promise<TakenMail> {
  const mails = await provider.waitFor(({ recipient }) => recipient === email, { count });
  return mails.at(-1) as TakenMail;
}

const about = ({ id, recipient, labels }: TakenMail) => ({ emailId: id, to: recipient, mail: labels.mail });

async function report(event: unknown): Promise<void> {
  const { headers, body }: SignedRequest = signedResendEvent(event, { secret });
  const answer = await fetch(`${acme.url}/v1/webhooks/resend`, { method: "POST", headers, body });
  expect(answer.status).toBeLessThan(300);
}

const linkIn = ({ text }: TakenMail) => /https?:\/\/\S+accept-invite\S+/.exec(text)?.[0] ?? "";

test("a bounce is seen at once, corrected in one step, and the invitee gets in", async ({ page, browser }) => {
  const home = await enter(page);
  const first = await inviteToJoin(page, home, "ana@bakery.con");
  await page.getByRole("link", { name: "Open the invitation" }).click();
  await expect(page.getByText("Mail taken by Resend")).toBeVisible();

  await report(resendBounce(about(first), "Permanent", "550 5.1.2 Host or domain name not found"));
  await page.goto(home);
  const needs = page.getByRole("main").locator("li", { hasText: "ana@bakery.con" }).first();
  await expect(needs).toContainText("bounced");
  await needs.getByRole("link", { name: "Correct and send again" }).click();
  await expect(field(page, "E-mail")).toHaveValue("ana@bakery.con");
  await field(page, "E-mail").fill("ana@bakery.com");
  await page.getByRole("button", { name: "Correct and send again" }).click();
  await expect(saidOn(page).first()).toContainText("ana@bakery.com");

  const second = await lastTo("ana@bakery.com");
  // Late news of the first mail says nothing about the second.
  await report(resendEvent("email.delivery_delayed", about(first)));
  await report(resendEvent("email.delivered", about(second)));
  await page.reload();
  await expect(page.getByText("Delivered", { exact: true })).toBeVisible();

  const context = await browser.newContext();
  const ana = await context.newPage();
  await ana.goto(linkIn(second));
  await field(ana, "Password").fill("a quiet doorway at noon");
  await ana.getByRole("button", { name: "Join Acme" }).click();
  await ana.waitForURL(/\/welcome$/);
  await context.close();

  await page.goto(`${home}/settings/delivery`);
  const row = page.getByRole("main").locator("tr, li", { hasText: "ana@bakery.con" }).first();
  await expect(row).toContainText("Bounced");
  await expect(row).toContainText("Host or domain name not found");
});

test("a stopped address is refused in words, allowed again, and mailed", async ({ page }) => {
  const home = await enter(page);
  const mail = await inviteToJoin(page, home, "bo@harbour.example");
  await report(resendEvent("email.complained", about(mail)));
  await page.getByRole("link", { name: "Open the invitation" }).click();
  await expect(page.getByText("reported").first()).toBeVisible();
  await page.goto(`${home}/settings/delivery`);
  const row = page.getByRole("main").locator("tr, li", { hasText: "bo@harbour.example" }).first();
  await row.getByText("Allow again").first().click();
  await page.getByRole("button", { name: /^Yes/ }).click();
  await expect(saidOn(page).first()).toContainText("bo@harbour.example");
});

test("colour, logo and wording reach the mail and the page behind it", async ({ page, browser }) => {
  const home = await enter(page);
  await page.goto(`${home}/settings/branding`);
  const logo = await sharp({ create: { width: 300, height: 90, channels: 3, background: "#12306b" } })
    .webp()
    .toBuffer();
  await page.locator("input[type=file]").setInputFiles({ name: "acme.webp", mimeType: "image/webp", buffer: logo });
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByText("The logo was saved")).toBeVisible();
  await field(page, "Questions go to").fill("help@acme.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(saidOn(page).first()).toContainText("where questions go");

  await page.goto(`${home}/settings/mails/invite-user?locale=en`);
  await field(page, "Subject").fill("{inviter} saved you a seat at {account}");
  await page.getByRole("button", { name: "Send me a test" }).click();
  await provider.waitFor(({ recipient, subject }) => recipient === OWNER && subject.includes("saved you a seat"));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(saidOn(page).first()).toContainText("Saved");

  const mail = await inviteToJoin(page, home, "cy@harbour.example");
  expect(mail.subject).toContain("saved you a seat at Acme");
  expect(mail.text).toContain("help@acme.example");
  const address = /src="([^"]+\/logos\/[0-9a-f]{64}\.png)"/.exec(mail.html)?.[1] ?? "";
  const picture = await fetch(address);
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
  const context = await browser.newContext();
  const cy = await context.newPage();
  await cy.goto(linkIn(mail));
  await expect(titleOf(cy)).toContainText("Acme");
  await expect(cy.getByRole("img", { name: "Acme" })).toBeVisible();
  await context.close();
});
