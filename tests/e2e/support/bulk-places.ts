import type { Page } from "@playwright/test";
import { ObjectId } from "mongodb";
import type { BatchDoc } from "@/lib/db/batch-types";
import { batches, invitations } from "@/lib/db/client";
import type { DeliveryStatus } from "@/lib/db/types";
import { createTenant } from "../../support/factories";
import { csvFile, peopleOf, uploadAs } from "./lists";
import { once } from "./managed";
import { type Place, type Stage, signedInAs } from "./stage";

/** Lists of people at each of their steps, and in each state that they stay in. */

const CLIENTS = `Firma;Vorname;Nachname;E-Mail;Kundennummer
Blue Bakery;Ana;Lima;ana@bluebakery.example;1001
Corner Books;Mia;Holt;mia@cornerbooks.example;1002
Harbour Guesthouse;Ida;Berg;ida@harbour.exampel;1003
Harbour Guesthouse;Ida;Berg;ida@harbour.exampel;1004
The Association of Very Long Names of Northern Booksellers;Maximilian;Featherstonehaugh;maximilian.featherstonehaugh@association-of-northern-booksellers.example;1005
Fjord Ceramics;Nora;Lind;nora at fjord;1006
Old Mill;Leo;Marsh;leo@oldmill.example;1007
;Eva;Moreno;eva@moreno.example;1008
`;

const OF_TYPE = { type: "business" };

/** A tenant whose lists wait, ran, stand still and were stopped. */
async function listed(stage: Stage) {
  const tenant = await createTenant({ name: "Northern Books" });
  const { url } = stage;
  const draft = await uploadAs(tenant, url, CLIENTS, { ...OF_TYPE, draft: "true", name: "November clients" });
  const run = async (name: string, content: string, options: Record<string, string> = {}) => {
    const id = await uploadAs(tenant, url, content, { name, ...options });
    await untilDone(id);
    return id;
  };
  const team = peopleOf(40).map(({ email, first, last }) => `${email},${first},${last}`);
  const done = await run(
    "Spring fair",
    ["E-mail,First name,Last name", ...team, "bo at acme,Bo,Lind", team[0]].join("\n"),
  );
  await dress(done, ["delivered", "delivered", "delivered", "bounced", "unknown"]);
  const paused = await run("Old newsletter", ["E-mail", ...peopleOf(60).map(({ email }) => email)].join("\n"));
  await dress(paused, ["delivered", "sent", "queued", "queued", "bounced"]);
  await set(paused, {
    status: "paused",
    finishedAt: null,
    pausedFrom: "mailing",
    pausedBecause: {
      code: "bounces",
      message: "12 of 36 mails bounced (33 %), so the list has paused itself.",
    },
  });
  const stopped = await run("Wrong file", ["E-mail", ...peopleOf(5).map(({ email }) => email)].join("\n"));
  await set(stopped, { status: "cancelled" });
  const links = await run("Handed out", ["E-mail", ...peopleOf(4).map(({ email }) => email)].join("\n"), {
    sendEmail: "false",
  });
  return { tenant, draft, done, paused, stopped, links };
}

async function untilDone(id: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const batch = await batches().findOne({ _id: new ObjectId(id) }, { projection: { status: 1 } });
    if (batch?.status === "completed") return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The list did not come to its end in time");
}

function set(id: string, fields: Partial<BatchDoc>): Promise<unknown> {
  return batches().updateOne({ _id: new ObjectId(id) }, { $set: fields });
}

/** What became of their mails, in turn. */
async function dress(id: string, turns: DeliveryStatus[]): Promise<void> {
  const all = await invitations()
    .find({ batch: new ObjectId(id) }, { projection: { _id: 1 } })
    .toArray();
  for (const [index, { _id }] of all.entries()) {
    const status = turns[index % turns.length];
    await invitations().updateOne({ _id }, { $set: { "delivery.status": status } });
  }
}

export function bulkPlaces(stage: Stage): Place[] {
  const lists = once(() => listed(stage));
  const there = (
    name: string,
    path: (made: Awaited<ReturnType<typeof listed>>) => string,
    then?: (page: Page) => Promise<unknown>,
  ): Place => ({
    name,
    async go(page) {
      const made = await lists();
      await signedInAs(page, stage, made.tenant.owner);
      await page.goto(`${stage.url}/a/${made.tenant.id}${path(made)}`);
      await then?.(page);
    },
  });
  return [
    {
      name: "bulk-first",
      async go(page) {
        const tenant = await createTenant({ name: "Quiet House" });
        await signedInAs(page, stage, tenant.owner);
        await page.goto(`${stage.url}/a/${tenant.id}/bulk`);
      },
    },
    there("bulk", () => "/bulk"),
    there(
      "bulk-refused",
      () => "/bulk",
      async (page) => {
        await page.locator("input[type=file]").setInputFiles(csvFile("broken", 'E-mail\n"ana@acme.example\n'));
        await page.locator("main form button[type=submit]").last().click();
        await page.getByRole("main").getByRole("alert").waitFor();
      },
    ),
    there("bulk-columns", ({ draft }) => `/bulk/${draft}/columns`),
    there("bulk-review", ({ draft }) => `/bulk/${draft}/review`),
    there("bulk-run-done", ({ done }) => `/bulk/${done}`),
    there("bulk-run-failed", ({ done }) => `/bulk/${done}?rows=failed`),
    there("bulk-run-none", ({ done }) => `/bulk/${done}?rows=queued`),
    there("bulk-run-paused", ({ paused }) => `/bulk/${paused}`),
    there(
      "bulk-run-stop",
      ({ paused }) => `/bulk/${paused}`,
      async (page) => page.locator("summary", { hasText: "Stop" }).click(),
    ),
    there("bulk-run-stopped", ({ stopped }) => `/bulk/${stopped}`),
    there("bulk-run-links", ({ links }) => `/bulk/${links}`),
    there("bulk-overview", () => ""),
    there("bulk-invitations", ({ done }) => `/invitations?batch=${done}`),
    there(
      "bulk-invitations-cancel",
      ({ done }) => `/invitations?batch=${done}`,
      async (page) => page.locator("summary", { hasText: /^Cancel all/ }).click(),
    ),
    there(
      "bulk-invitation",
      ({ done }) => `/invitations?batch=${done}`,
      async (page) => {
        await page.locator("tbody a").first().click();
        await page.waitForURL(/\/invitations\/[0-9a-f]{24}$/);
      },
    ),
    there("contacts-import", () => "/contacts/import"),
  ];
}
