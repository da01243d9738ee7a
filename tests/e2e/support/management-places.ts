import type { Page } from "@playwright/test";
import { contacts } from "@/lib/db/client";
import { createTenant, type Tenant } from "../../support/factories";
import { callApi } from "./api";
import { contacted, once, peopled, settledIn, treed } from "./managed";
import { type Place, type Stage, signedInAs } from "./stage";

type Then = (page: Page) => Promise<unknown>;

const submit = (page: Page) => page.locator("main form button[type=submit]").last().click();

/** People, accounts, contacts and what happened, each in the states that tell most. */
export function managementPlaces(stage: Stage): Place[] {
  const { url } = stage;
  const people = once(() => peopled(stage));
  const tree = once(() => treed(stage));
  const known = once(() => contacted(stage));
  const quiet = once(() => createTenant({ name: "Quiet House" }));
  const at = (name: string, whose: () => Promise<Tenant>, path: string, then?: Then): Place => ({
    name,
    async go(page) {
      const tenant = await whose();
      await signedInAs(page, stage, tenant.owner);
      await page.goto(`${url}/a/${tenant.id}${path}`);
      await then?.(page);
    },
  });
  const inPeople = async () => (await people()).tenant;
  const inTree = async () => (await tree()).tenant;
  const inContacts = async () => (await known()).tenant;
  /** The page of one of the accounts below. */
  const account = (name: string, which: (made: Awaited<ReturnType<typeof treed>>) => string, then?: Then): Place => ({
    name,
    async go(page) {
      const made = await tree();
      await at(name, inTree, `/accounts/${which(made)}`, then).go(page);
    },
  });
  const contact = (
    name: string,
    path: (made: Awaited<ReturnType<typeof contacted>>) => string,
    then?: Then,
  ): Place => ({
    name,
    async go(page) {
      await at(name, inContacts, `/contacts/${path(await known())}`, then).go(page);
    },
  });
  const menuOf = (page: Page, name: string) => page.locator(`summary[aria-label="Actions for ${name}"]`).click();

  return [
    at("people", inPeople, "/people"),
    at("people-menu", inPeople, "/people?status=active", (page) => menuOf(page, "Hannah Weiss")),
    at("people-remove", inPeople, "/people", async (page) => {
      await menuOf(page, "Cy Okafor");
      await page.getByText("Remove …").filter({ visible: true }).click();
    }),
    at("people-alone", quiet, "/people"),
    at("people-nobody", inPeople, "/people?q=zzz"),
    {
      name: "ownership",
      async go(page) {
        const { tenant, ana } = await people();
        await signedInAs(page, stage, ana.user);
        await page.goto(`${url}/a/${tenant.id}/people/ownership`);
      },
    },
    {
      name: "people-offered",
      async go(page) {
        const { tenant, ana } = await people();
        await signedInAs(page, stage, ana.user);
        await page.goto(`${url}/a/${tenant.id}/people`);
      },
    },
    at("ownership-none", quiet, "/people/ownership"),
    {
      name: "people-member",
      async go(page) {
        const { tenant, bo } = await people();
        await signedInAs(page, stage, bo.user);
        await page.goto(`${url}/a/${tenant.id}/people`);
      },
    },
    {
      name: "accounts",
      async go(page) {
        const { bakery, shop, ceramics } = await tree();
        await at("", inTree, `/accounts?open=${[bakery, shop, ceramics].map(({ id }) => id).join(".")}`).go(page);
      },
    },
    at("accounts-search", inTree, "/accounts?q=alfama"),
    at("accounts-nothing", inTree, "/accounts?q=zzz"),
    at("accounts-none", quiet, "/accounts"),
    account("account", ({ bakery }) => bakery.id),
    account("account-invited", ({ waiting }) => waiting.accountId),
    account("account-suspended", ({ ceramics }) => ceramics.id),
    account("account-held", ({ kiln }) => kiln.id),
    account(
      "account-suspend",
      ({ bakery }) => bakery.id,
      (page) => page.getByText("Suspend Blue Bakery").click(),
    ),
    {
      name: "switch",
      async go(page) {
        const tenants = [await inPeople(), await inTree(), await inContacts()];
        await signedInAs(page, stage, (await settledIn(...tenants)).user);
        await page.goto(`${url}/a/${tenants[0]?.id}/switch`);
      },
    },
    {
      name: "switcher",
      async go(page) {
        const tenants = [await inPeople(), await inTree(), await inContacts()];
        await signedInAs(page, stage, (await settledIn(...tenants)).user);
        await page.goto(`${url}/a/${tenants[0]?.id}`);
        await page
          .getByRole("button", { name: /^Switch account/ })
          .filter({ visible: true })
          .click();
      },
    },
    at("contacts", inContacts, "/contacts"),
    at("contacts-search", inContacts, "/contacts?q=harb&availability=available"),
    at("contacts-nothing", inContacts, "/contacts?q=zzz"),
    at("contacts-none", quiet, "/contacts"),
    contact("contact-new", () => "new"),
    contact(
      "contact-new-person",
      () => "new",
      (page) => page.getByRole("radio", { name: "A person" }).check(),
    ),
    contact(
      "contact-new-error",
      () => "new",
      async (page) => {
        await page.getByLabel("E-mail", { exact: true }).fill("ida at harbour");
        await submit(page);
        await page.getByRole("main").getByRole("alert").waitFor();
      },
    ),
    contact(
      "contact-added",
      () => "new",
      async (page) => {
        await page.getByLabel("Business name", { exact: true }).fill(`Dune Surf School ${Date.now()}`);
        await submit(page);
        await page.getByRole("status").waitFor();
      },
    ),
    contact("contact", ({ harbour }) => harbour.id),
    contact("contact-person", ({ person }) => person.id),
    {
      name: "contact-invited",
      async go(page) {
        const { tenant } = await known();
        const found = await contacts().findOne({ account: tenant.account._id, subAccount: { $ne: null } });
        await at("", inContacts, `/contacts/${found?._id.toHexString()}`).go(page);
      },
    },
    {
      name: "contact-conflict",
      async go(page) {
        const { tenant, harbour } = await known();
        await at("", inContacts, `/contacts/${harbour.id}`).go(page);
        const phone = `+47 22 ${String(Date.now()).slice(-6)}`;
        await callApi(`${url}/v1/contacts/${harbour.id}`, "PATCH", tenant.cookie, { phone });
        await page.getByLabel("Website", { exact: false }).fill("https://guests.example");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.getByRole("main").getByRole("alert").waitFor();
      },
    },
    contact(
      "contact-delete",
      ({ harbour }) => harbour.id,
      async (page) => {
        await page.getByText("Delete contact").click();
      },
    ),
    at("activity", inTree, "/activity"),
    at("activity-filtered", inTree, "/activity?kind=accounts&since=2020-01-01"),
    at("activity-nothing", inTree, "/activity?kind=keys&until=2020-01-01"),
    at("activity-none", quiet, "/activity"),
  ];
}
