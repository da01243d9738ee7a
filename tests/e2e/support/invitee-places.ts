import type { Page } from "@playwright/test";
import { ObjectId } from "mongodb";
import { accounts } from "@/lib/db/client";
import { address, createUser } from "../../support/factories";
import { callApi } from "./api";
import { accepted, invited, type Place, resetLinkOf, type Stage, signedInAs, signedOut } from "./stage";
import { letExpire } from "./time";

const MESSAGES: Record<string, string> = {
  en: "Welcome aboard, Ana. The books of October are already in, so you can start with November.",
  ar: "أهلاً بك يا آنا. دفاتر أكتوبر جاهزة، ويمكنك البدء بشهر نوفمبر.",
  ja: "アナさん、ようこそ。10月分の帳簿はもう入っています。11月分から始めてください。",
};

const press = (page: Page) => page.locator("main form button[type=submit]").first().click();

/** Every page that somebody may see on the way from a link to being in, or not. */
export function inviteePlaces(stage: Stage): Place[] {
  const { url, tenant, locale } = stage;
  const bakery = () => ({
    type: "business",
    business: { name: "Blue Bakery" },
    email: address("ana"),
    firstName: "Ana",
    lastName: "Lima",
  });
  const colleague = () => ({ type: "user", role: "admin", email: address("hannah") });
  const arrive = async (page: Page, link: string) => {
    await signedOut(page);
    await page.goto(link);
  };
  const problem = (name: string, end: (one: Awaited<ReturnType<typeof invited>>) => Promise<unknown>): Place => ({
    name: `problem-${name}`,
    async go(page) {
      const one = await invited(stage, bakery());
      await end(one);
      await arrive(page, one.link);
      await page.waitForURL(new RegExp(`reason=${name}$`));
    },
  });
  const api = (path: string) => `${url}/v1/accounts/${path}`;

  return [
    {
      name: "accept-business",
      go: async (page) =>
        arrive(page, (await invited(stage, { ...bakery(), message: MESSAGES[locale] ?? MESSAGES.en })).link),
    },
    { name: "accept-colleague", go: async (page) => arrive(page, (await invited(stage, colleague())).link) },
    {
      name: "accept-error",
      async go(page) {
        await arrive(page, (await invited(stage, bakery())).link);
        await page.locator("#password").fill("1234");
        await press(page);
        await page.locator("#password-error").waitFor();
      },
    },
    {
      name: "accept-login",
      async go(page) {
        const { email } = await createUser();
        await arrive(page, (await invited(stage, { ...colleague(), email })).link);
      },
    },
    {
      name: "accept-signed-in",
      async go(page) {
        const user = await createUser();
        const { link } = await invited(stage, { ...colleague(), email: user.email });
        await signedInAs(page, stage, user);
        await page.goto(link);
      },
    },
    {
      name: "accept-other-login",
      async go(page) {
        const { link } = await invited(stage, colleague());
        await signedInAs(page, stage, tenant.owner);
        await page.goto(link);
      },
    },
    {
      name: "ask",
      async go(page) {
        const { id, link } = await invited(stage, bakery());
        await arrive(page, link);
        await page.goto(`${url}/accept-invite/${id}/ask`);
      },
    },
    {
      name: "decline",
      async go(page) {
        const { id, link } = await invited(stage, bakery());
        await arrive(page, link);
        await page.goto(`${url}/accept-invite/${id}/decline`);
      },
    },
    {
      name: "declined",
      async go(page) {
        const { id, link, token } = await invited(stage, bakery());
        await arrive(page, link);
        await callApi(api("decline-invite"), "POST", "", { token });
        await page.goto(`${url}/accept-invite/${id}/decline`);
      },
    },
    {
      name: "welcome",
      async go(page) {
        await arrive(page, (await invited(stage, bakery())).link);
        await page.locator("#password").fill("rye and caraway");
        await press(page);
        await page.waitForURL(/\/welcome$/);
      },
    },
    {
      name: "cookie-gone",
      async go(page) {
        const { id } = await invited(stage, bakery());
        await arrive(page, `${url}/accept-invite/${id}`);
      },
    },
    {
      name: "cookie-gone-mailed",
      async go(page) {
        const { id } = await invited(stage, bakery());
        await arrive(page, `${url}/accept-invite/${id}`);
        await press(page);
        await page.getByRole("status").waitFor();
      },
    },
    problem("expired", ({ id }) => letExpire(id)),
    {
      name: "problem-expired-asked",
      async go(page) {
        const { id, link } = await invited(stage, bakery());
        await letExpire(id);
        await arrive(page, link);
        await press(page);
        await page.getByRole("status").waitFor();
      },
    },
    problem("accepted", ({ token }) => accepted(stage, token)),
    problem("declined", ({ token }) => callApi(api("decline-invite"), "POST", "", { token })),
    problem("cancelled", ({ accountId }) => callApi(api(`${accountId}/cancel-invite`), "DELETE", tenant.cookie)),
    problem("replaced", ({ accountId }) => callApi(api(`${accountId}/invite`), "POST", tenant.cookie, {})),
    {
      name: "problem-invalid",
      go: async (page) => arrive(page, `${url}/v1/accounts/accept-invite?token=cut-off`),
    },
    {
      name: "problem-suspended",
      async go(page) {
        const opened = await invited(stage, bakery());
        await accepted(stage, opened.token);
        const { link } = await invited(stage, { ...colleague(), accountId: opened.accountId });
        await accounts().updateOne({ _id: new ObjectId(opened.accountId) }, { $set: { status: "suspended" } });
        await arrive(page, link);
        await page.waitForURL(/reason=suspended$/);
      },
    },
    {
      name: "login",
      async go(page) {
        await signedOut(page);
        await page.goto(`${url}/login`);
      },
    },
    {
      name: "login-error",
      async go(page) {
        await signedOut(page);
        await page.goto(`${url}/login`);
        await page.locator("#email").fill("ana@bakery.example");
        await page.locator("#password").fill("not the password");
        await press(page);
        await page.getByRole("main").getByRole("alert").waitFor();
      },
    },
    {
      name: "forgot-password",
      async go(page) {
        await signedOut(page);
        await page.goto(`${url}/forgot-password`);
      },
    },
    {
      name: "forgot-password-sent",
      async go(page) {
        await signedOut(page);
        await page.goto(`${url}/forgot-password`);
        await page.locator("#email").fill("ana@bakery.example");
        await press(page);
        await page.getByRole("status").waitFor();
      },
    },
    {
      name: "reset-password",
      async go(page) {
        const user = await createUser({
          memberships: [{ account: new ObjectId(tenant.id), role: "member", status: "active" }],
        });
        await signedOut(page);
        await page.goto(`${url}/forgot-password`);
        await page.locator("#email").fill(user.email);
        await press(page);
        await page.getByRole("status").waitFor();
        await page.goto(await resetLinkOf(url, user._id));
      },
    },
    {
      name: "reset-password-dead",
      async go(page) {
        await signedOut(page);
        await page.goto(`${url}/reset-password?token=cut-off`);
      },
    },
    {
      name: "nothing-here",
      async go(page) {
        await signedOut(page);
        await page.goto(`${url}/nothing/here`);
      },
    },
  ];
}
