import { describe, expect, it } from "vitest";
import { advanceOpen } from "@/lib/batches/advance";
import { type ClaimedChunk, claimNext } from "@/lib/batches/claim";
import { runClaimed, runRound } from "@/lib/batches/run-chunk";
import { sweepBatches } from "@/lib/batches/sweep";
import { setClock } from "@/lib/clock";
import type { BatchDoc } from "@/lib/db/batch-types";
import { batches, events, invitations, mails, queues, users } from "@/lib/db/client";
import { firstIdAt, newId } from "@/lib/db/ids";
import { address, createTenant } from "../../support/factories";
import { type Put, putList } from "../../support/lists";

/** What a worker may write that was thought lost, and what is left of one that was. */

async function claimed(): Promise<ClaimedChunk> {
  const one = await claimNext("tests");
  if (!one) throw new Error("Nothing is due");
  return one;
}

async function list(fields: Partial<BatchDoc> = {}, rows = 3): Promise<Put & { emails: string[] }> {
  const tenant = await createTenant();
  const emails = Array.from({ length: rows }, () => address("row"));
  const put = await putList(tenant, [emails.map((email) => ({ cells: [email, "Ana"] }))], {
    status: "queued",
    ...fields,
  });
  return { ...put, emails };
}

/** As if the claim's lease had run out. */
async function expireLease({ chunk }: ClaimedChunk): Promise<void> {
  await queues().updateOne({ _id: chunk._id }, { $set: { notBefore: new Date(0), "lease.until": new Date(0) } });
}

async function effects({ batch, emails }: { batch: BatchDoc; emails: string[] }) {
  return {
    invitations: await invitations().countDocuments({ batch: batch._id }),
    mails: await mails().countDocuments({ batch: batch._id }),
    users: await users().countDocuments({ emailKey: { $in: emails } }),
    memberships: (
      await users()
        .find({ emailKey: { $in: emails } })
        .toArray()
    ).reduce((sum, { memberships }) => sum + memberships.length, 0),
  };
}

const ONCE = { invitations: 3, mails: 3, users: 3, memberships: 3 };
const NOTHING = { invitations: 0, mails: 0, users: 0, memberships: 0 };

describe("the fence", () => {
  it("while a chunk is leased nobody else gets it", async () => {
    await list();
    const first = await claimed();
    expect(first.chunk.lease.fence).toBe(1);
    expect(await claimNext("other")).toBeNull();
    await runClaimed(first);
  });

  it("a worker whose lease ran out writes nothing once another has the chunk", async () => {
    const put = await list();
    const late = await claimed();
    await expireLease(late);
    const next = await claimed();
    expect(next.chunk._id).toEqual(late.chunk._id);
    expect(next.chunk.lease.fence).toBe(2);
    await runClaimed(late);
    expect(await effects(put)).toEqual(NOTHING);
    expect((await queues().findOne({ _id: late.chunk._id }))?.status).toBe("queued");
    await runClaimed(next);
    expect(await effects(put)).toEqual(ONCE);
    // And not afterwards either.
    await runClaimed(late);
    expect(await effects(put)).toEqual(ONCE);
    expect((await batches().findOne({ _id: put.batch._id }))?.tally).toEqual({
      0: { invited: 3, skipped: 0, failed: 0 },
    });
  });

  it("both at once: one of them writes", async () => {
    const put = await list();
    const late = await claimed();
    await expireLease(late);
    const next = await claimed();
    await Promise.all([runClaimed(late), runClaimed(next)]);
    expect(await effects(put)).toEqual(ONCE);
  });

  it("a worker that took longer than its lease gives up by itself", async () => {
    const put = await list();
    const slow = await claimed();
    await runClaimed({ ...slow, claimedAt: performance.now() - 55_000 });
    expect(await effects(put)).toEqual(NOTHING);
    await expireLease(slow);
    await runRound("tests");
    expect(await effects(put)).toEqual(ONCE);
  });

  it("a chunk of a cancelled list is not written, however far its worker was", async () => {
    const put = await list();
    const late = await claimed();
    await batches().updateOne({ _id: put.batch._id }, { $set: { status: "cancelled", stopping: true } });
    await sweepBatches();
    await runClaimed(late);
    expect(await effects(put)).toEqual(NOTHING);
    const [chunk] = await queues().find({ batch: put.batch._id }).toArray();
    expect(chunk).toMatchObject({ status: "dropped", tally: { skipped: 3 } });
  });
});

describe("what a crash leaves", () => {
  it("between a chunk's write and its count in the list: the sweep counts it, and the list goes on", async () => {
    const put = await list();
    await runRound("tests");
    await batches().updateOne({ _id: put.batch._id }, { $set: { status: "running", tally: {}, rowsFinishedAt: null } });
    await sweepBatches();
    expect(await batches().findOne({ _id: put.batch._id })).toMatchObject({
      status: "mailing",
      tally: { 0: { invited: 3, skipped: 0, failed: 0 } },
    });
  });

  it("the same in the middle of a list that is paused", async () => {
    const put = await list();
    await runRound("tests");
    await batches().updateOne({ _id: put.batch._id }, { $set: { status: "paused", pausedFrom: "running", tally: {} } });
    await sweepBatches();
    expect(await batches().findOne({ _id: put.batch._id })).toMatchObject({
      status: "paused",
      tally: { 0: { invited: 3 } },
    });
  });

  it("in a chunk that was written in part: only the rest is run", async () => {
    const put = await list({ sendEmail: false });
    await runRound("tests");
    const [chunk] = await queues().find({ batch: put.batch._id }).toArray();
    const results = chunk?.results.slice(0, 2) ?? [];
    const third = put.emails[2] ?? "";
    await invitations().deleteOne({ emailKey: third });
    await users().deleteOne({ emailKey: third });
    await events().deleteMany({ "subject.id": chunk?.results[2]?.invitation });
    await mails().deleteMany({ batch: put.batch._id });
    await queues().updateOne(
      { _id: chunk?._id },
      { $set: { results, status: "queued", attempts: 3, notBefore: new Date(0) } },
    );
    await batches().updateOne({ _id: put.batch._id }, { $set: { status: "running", finishedAt: null } });
    await runRound("tests");
    expect(await effects(put)).toEqual({ ...ONCE, mails: 1 });
    // The ids that it would have written then are the ones that it writes now.
    expect((await queues().findOne({ _id: chunk?._id }))?.results).toEqual(chunk?.results);
  });

  it("a list that is done is finished by any copy, once", async () => {
    const put = await list({ sendEmail: false });
    await runRound("tests");
    await mails().deleteMany({ batch: put.batch._id });
    await events().deleteMany({ type: "batch.completed", "subject.id": put.batch._id });
    await batches().updateOne({ _id: put.batch._id }, { $set: { status: "running" } });
    await Promise.all([advanceOpen(), advanceOpen(), advanceOpen(), advanceOpen()]);
    expect((await batches().findOne({ _id: put.batch._id }))?.status).toBe("completed");
    expect(await mails().countDocuments({ batch: put.batch._id, kind: "batch-finished" })).toBe(1);
    expect(await events().countDocuments({ type: "batch.completed", "subject.id": put.batch._id })).toBe(1);
  });

  it("chunks of an upload that broke off go after an hour, those of one that is under way stay", async () => {
    const put = await list();
    const [chunk] = put.chunks;
    if (!chunk) throw new Error("The list has a chunk");
    const old = firstIdAt(new Date(Date.now() - 2 * 3_600_000));
    const fresh = newId();
    await queues().insertMany([
      { ...chunk, _id: newId(), batch: old },
      { ...chunk, _id: newId(), batch: fresh },
    ]);
    await sweepBatches();
    expect(await queues().countDocuments({ batch: old })).toBe(0);
    expect(await queues().countDocuments({ batch: fresh })).toBe(1);
    expect(await queues().countDocuments({ batch: put.batch._id })).toBe(1);
  });

  it("drafts that nobody touched for thirty days go, with the people in them", async () => {
    const draft = await list({ status: "draft" });
    await sweepBatches();
    expect(await batches().countDocuments({ _id: draft.batch._id })).toBe(1);
    setClock(31 * 24 * 3_600_000);
    try {
      await sweepBatches();
    } finally {
      setClock(0);
    }
    expect(await batches().countDocuments({ _id: draft.batch._id })).toBe(0);
    expect(await queues().countDocuments({ batch: draft.batch._id })).toBe(0);
  });
});
