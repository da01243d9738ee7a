import { ObjectId } from "mongodb";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { batches, invitations, mails } from "@/lib/db/client";
import { onWakeLists, onWakeOutbox } from "@/lib/engine/wake";
import { forgetEnv } from "@/lib/env";
import { post } from "../support/api";
import { until } from "../support/copies";
import { createTenant, type Tenant } from "../support/factories";
import { InngestServer } from "../support/inngest-server";
import { listOfPeople } from "../support/list-of-people";

/** Lists under the engine `inngest`: what it is told, and what its functions do when it calls them. */

let inngest: InngestServer;
let route: typeof import("@/app/api/inngest/route");
let announceLists: typeof import("@/lib/engine/inngest-lists").announceLists;
let tenant: Tenant;

beforeAll(async () => {
  inngest = await InngestServer.open();
  Object.assign(process.env, { INNGEST_DEV: inngest.url, ENGINE: "inngest" });
  forgetEnv();
  // Inngest's own client reads the variables when it is loaded.
  route = await import("@/app/api/inngest/route");
  ({ announceLists } = await import("@/lib/engine/inngest-lists"));
  tenant = await createTenant();
  onWakeLists(announceLists);
  onWakeOutbox((await import("@/lib/engine/inngest-mail")).announceMail);
});

afterAll(async () => {
  onWakeLists(null);
  onWakeOutbox(null);
  await inngest.close();
});

async function upload(name: string, rows = 30) {
  const list = listOfPeople("user", rows, name);
  const headers = { "content-type": "text/csv" };
  const answer = await post<{ batch: { id: string } }>("/v1/accounts/invite?sendEmail=true", list.csv, {
    as: tenant.key,
    headers,
  });
  expect(answer.status, answer.text).toBe(202);
  return { list, id: answer.body.batch.id };
}

const told = (name: string) => inngest.events.filter((event) => event.name === name).map(({ data }) => data);

describe("what Inngest is told", () => {
  it("registers functions whose limits are Inngest's own, and whose rules are not there", async () => {
    const register = new NextRequest("http://localhost:3000/api/inngest", { method: "PUT" });
    expect((await route.PUT(register, {})).status).toBe(200);
    const functions = new Map(inngest.registered.map((each) => [each.id.replace(/^foyer-/, ""), each]));
    const list = functions.get("list");
    expect(list).toMatchObject({
      triggers: [{ event: "foyer/batch.requested" }],
      singleton: { key: "event.data.batch", mode: "skip" },
      cancel: [{ event: "foyer/batch.cancelled", if: "event.data.batch == async.data.batch" }],
    });
    expect([list?.concurrency].flat()).toMatchObject([{ key: "event.data.account", limit: 2 }]);
    expect([...functions.keys()].filter((id) => id.startsWith("list"))).toContain("list-failure");
    const crons = inngest.registered.filter(({ triggers }) => triggers.some(({ cron }) => cron === "* * * * *"));
    expect(crons.map(({ id }) => id).sort()).toEqual(["foyer-outbox", "foyer-sweep", "foyer-waiting-lists"]);
  });

  it("hears of a list by ids alone, and that mail waits by nothing at all", async () => {
    inngest.events.length = 0;
    const { id } = await upload("told");
    await until("the event", 5_000, async () => told("foyer/batch.requested").length > 0);
    expect(told("foyer/batch.requested")).toContainEqual({ batch: id, account: tenant.id });
    await inngest.run(route.POST, "list", { name: "foyer/batch.requested", data: { batch: id, account: tenant.id } });
    await until("the other event", 5_000, async () => told("foyer/mail.queued").length > 0);
    for (const data of inngest.events.map((event) => event.data ?? {})) {
      expect(Object.values(data).every((value) => /^[0-9a-f]{24}$/.test(String(value)))).toBe(true);
    }
    expect(JSON.stringify(inngest.events)).not.toContain("@");
  });

  it("hears again of what was committed and never announced", async () => {
    onWakeLists(null);
    const { id } = await upload("unheard");
    onWakeLists(announceLists);
    inngest.events.length = 0;
    const { steps } = await inngest.run(route.POST, "waiting-lists", { name: "inngest/scheduled.timer" });
    expect(steps).toEqual(["look", "ask"]);
    expect(told("foyer/batch.requested")).toContainEqual({ batch: id, account: tenant.id });
  });

  it("hears that a list was cancelled, which ends its runs, and takes back what is left", async () => {
    onWakeLists(null);
    const { id } = await upload("cancelled");
    onWakeLists(announceLists);
    inngest.events.length = 0;
    expect((await post(`/v1/batches/${id}/cancel`, undefined, { as: tenant.key })).status).toBe(200);
    await until("the event", 5_000, async () => told("foyer/batch.cancelled").length > 0);
    expect(told("foyer/batch.cancelled")).toEqual([{ batch: id }]);
    expect(told("foyer/batch.requested")).not.toContainEqual({ batch: id, account: tenant.id });
    const event = { name: "foyer/batch.cancelled", data: { batch: id } };
    expect((await inngest.run(route.POST, "cancelled-list", event)).steps).toEqual(["take-back-0"]);
    expect(await batches().findOne({ _id: new ObjectId(id) })).not.toHaveProperty("stopping");
  });
});

describe("a run of a list", () => {
  it("runs all rows in a few steps, says nothing of anybody, and mail follows", async () => {
    const { list, id } = await upload("run", 700);
    const event = { name: "foyer/batch.requested", data: { batch: id, account: tenant.id } };
    const { steps, returned } = await inngest.run(route.POST, "list", event);
    expect(steps.at(-1)).toBe("finish");
    expect(steps.length).toBeLessThan(6);
    expect(JSON.stringify(returned)).not.toContain("@");
    const made = await invitations()
      .find({ emailKey: { $regex: /^run-/ } })
      .toArray();
    expect(made.map(({ email }) => email).sort()).toEqual([...list.addresses].sort());

    // Twice the same event, and a step called again: nothing more comes of it.
    await inngest.run(route.POST, "list", event);
    expect(await invitations().countDocuments({ emailKey: { $regex: /^run-/ } })).toBe(list.addresses.length);

    await inngest.run(route.POST, "outbox", { name: "foyer/mail.queued" });
    const ids = made.map(({ _id }) => _id);
    expect(await mails().countDocuments({ invitation: { $in: ids }, status: "sent" })).toBe(list.addresses.length);
  });
});
