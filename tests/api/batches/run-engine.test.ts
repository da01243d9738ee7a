import { afterEach, describe, expect, it, vi } from "vitest";
import type { BatchDoc } from "@/lib/db/batch-types";
import { batches, invitations, queues } from "@/lib/db/client";
import { startEngine, stopEngine } from "@/lib/engine/embedded";
import { wakeLists } from "@/lib/engine/wake";
import { post } from "../../support/api";
import { address, createTenant } from "../../support/factories";
import { type PutRow, putList } from "../../support/lists";

/** The engine inside the server's process, from a list that waits to its end. */

afterEach(stopEngine);

const rowsOf = (count: number): PutRow[] => Array.from({ length: count }, () => ({ cells: [address("row"), "Ana"] }));

function until(id: BatchDoc["_id"], what: (doc: BatchDoc) => boolean): Promise<void> {
  return vi.waitFor(
    async () => {
      const doc = await batches().findOne({ _id: id });
      expect(doc && what(doc)).toBe(true);
    },
    { timeout: 20_000, interval: 50 },
  );
}

describe("the embedded engine", () => {
  it("runs a list it is woken for to its end, mails included", async () => {
    const put = await putList(await createTenant(), [rowsOf(3), rowsOf(2)], { status: "queued" });
    startEngine();
    wakeLists(put.batch._id);
    await until(put.batch._id, ({ status }) => status === "completed");
    const made = await invitations().find({ batch: put.batch._id }).toArray();
    expect(made.map(({ delivery }) => delivery.status)).toEqual(["sent", "sent", "sent", "sent", "sent"]);
  });

  it("finds by itself what it was not told of, and takes back what a cancelled list left", async () => {
    const tenant = await createTenant();
    const found = await putList(tenant, [rowsOf(1)], { status: "queued", sendEmail: false });
    const left = await putList(tenant, [rowsOf(2)], { status: "paused", pausedFrom: "queued" });
    await post(`/v1/batches/${left.id}/cancel`, undefined, { as: tenant.key });
    startEngine();
    await until(found.batch._id, ({ status }) => status === "completed");
    await until(left.batch._id, ({ stopping }) => !stopping);
    expect((await queues().findOne({ batch: left.batch._id }))?.status).toBe("dropped");
  });

  it("stops in order: no chunk stays leased, and the next engine goes on with the rest", async () => {
    const parts = Array.from({ length: 12 }, () => rowsOf(20));
    const put = await putList(await createTenant(), parts, { status: "queued", sendEmail: false });
    startEngine();
    await until(put.batch._id, ({ tally }) => Object.keys(tally).length > 0);
    await stopEngine();
    const chunks = await queues().find({ batch: put.batch._id }).toArray();
    expect(chunks.filter(({ lease }) => lease !== null)).toEqual([]);
    startEngine();
    await until(put.batch._id, ({ status }) => status === "completed");
    expect(await invitations().countDocuments({ batch: put.batch._id })).toBe(240);
  });
});
