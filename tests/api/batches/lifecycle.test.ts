import { describe, expect, it } from "vitest";
import { userActor } from "@/lib/auth/session";
import { recordTally } from "@/lib/batches/advance";
import { runRound } from "@/lib/batches/run-chunk";
import type { BatchView, RowView } from "@/lib/batches/schema";
import { stopCancelled } from "@/lib/batches/stop";
import { sumOf } from "@/lib/batches/tally";
import { readRun } from "@/lib/console/run";
import type { BatchDoc, BatchStatus } from "@/lib/db/batch-types";
import { accounts, batches, events, invitations, mails, queues, users } from "@/lib/db/client";
import { deliverDue } from "@/lib/mail/outbox";
import { get, post } from "../../support/api";
import { address, createTenant, type Tenant } from "../../support/factories";
import { type PutRow, putList } from "../../support/lists";

/** Pause, resume, cancel and retry. */

type Act = "pause" | "resume" | "cancel" | "retry";

function act(tenant: Tenant, id: string, verb: Act, headers: Record<string, string> = {}) {
  return post<BatchView>(`/v1/batches/${id}/${verb}`, undefined, { as: tenant.key, headers });
}

const rowsOf = (emails: string[]): PutRow[] => emails.map((email) => ({ cells: [email, "Ana"] }));

async function list(parts: number[], fields: Partial<BatchDoc> = {}) {
  const tenant = await createTenant();
  const rows = parts.map((count) => rowsOf(Array.from({ length: count }, () => address("row"))));
  return { tenant, ...(await putList(tenant, rows, { status: "queued", ...fields })) };
}

async function statusOf({ batch }: { batch: BatchDoc }): Promise<BatchStatus | undefined> {
  return (await batches().findOne({ _id: batch._id }))?.status;
}

async function runAll(): Promise<void> {
  while ((await runRound("tests")).handled > 0);
}

const sendAll = async () => {
  while ((await deliverDue("tests")) > 0);
};

describe("pause and resume", () => {
  it("holds rows and mails where they are, and goes on there", async () => {
    const put = await list([2, 2]);
    await runRound("tests", { max: 1 });
    const paused = await act(put.tenant, put.id, "pause");
    expect(paused.status).toBe(200);
    expect(paused.body).toMatchObject({
      status: "paused",
      pausedBecause: null,
      counts: { total: 4, queued: 2, invited: 2 },
      delivery: { queued: 2 },
    });
    await runAll();
    await sendAll();
    expect(await invitations().countDocuments({ batch: put.batch._id })).toBe(2);
    expect(await mails().countDocuments({ batch: put.batch._id, status: "queued" })).toBe(2);

    const resumed = await act(put.tenant, put.id, "resume");
    expect(resumed.body.status).toBe("running");
    await runAll();
    await sendAll();
    await runAll();
    expect(await invitations().countDocuments({ batch: put.batch._id })).toBe(4);
    expect(await mails().countDocuments({ batch: put.batch._id, kind: "invite-user", status: "sent" })).toBe(4);
    const told = await events().distinct("type", { "subject.id": put.batch._id });
    expect(told).toEqual(expect.arrayContaining(["batch.paused", "batch.resumed"]));
  });

  it("of a list that is mailing resumes mailing", async () => {
    const put = await list([2]);
    await runAll();
    expect((await act(put.tenant, put.id, "pause")).body.status).toBe("paused");
    expect((await act(put.tenant, put.id, "resume")).body.status).toBe("mailing");
    await act(put.tenant, put.id, "cancel");
  });

  it("repeating is no error and no second event", async () => {
    const put = await list([1]);
    for (const _ of [1, 2]) expect((await act(put.tenant, put.id, "pause")).status).toBe(200);
    for (const _ of [1, 2]) expect((await act(put.tenant, put.id, "resume")).status).toBe(200);
    expect(await events().countDocuments({ type: "batch.paused", "subject.id": put.batch._id })).toBe(1);
    expect(await events().countDocuments({ type: "batch.resumed", "subject.id": put.batch._id })).toBe(1);
    await runAll();
  });

  it("with the same Idempotency-Key answers the same, however the list stands by then", async () => {
    const put = await list([1]);
    const headers = { "idempotency-key": `pause-${put.id}` };
    const first = await act(put.tenant, put.id, "pause", headers);
    await act(put.tenant, put.id, "resume");
    const again = await act(put.tenant, put.id, "pause", headers);
    expect(again.text).toBe(first.text);
    expect(await statusOf(put)).toBe("queued");
    await runAll();
  });
});

describe("cancel", () => {
  it("skips the rows that were not reached, takes back what no provider has, and ends those invitations untold", async () => {
    const put = await list([2, 3]);
    await runRound("tests", { max: 1 });
    const answer = await act(put.tenant, put.id, "cancel");
    expect(answer.body).toMatchObject({ status: "cancelled", counts: { total: 5, queued: 0, invited: 2, skipped: 3 } });
    expect(answer.body).toMatchObject({ rowsFinishedAt: null, finishedAt: null });
    await stopCancelled();
    await runAll();
    await sendAll();
    const chunks = await queues().find({ batch: put.batch._id }).sort({ index: 1 }).toArray();
    const results = chunks.flatMap((chunk) => chunk.results);
    expect(results).toHaveLength(5);
    expect(new Set(results.map(({ status, code }) => `${status} ${code}`))).toEqual(new Set(["skipped cancelled"]));
    expect(results.map(({ reason, invitation }) => [reason, invitation !== null])).toEqual([
      ...Array(2).fill(["The list was cancelled before this mail left.", true]),
      ...Array(3).fill(["The list was cancelled before this row was reached.", false]),
    ]);
    const ended = await invitations().find({ batch: put.batch._id }).toArray();
    expect(ended.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
    expect(ended[0]?.delivery).toMatchObject({ status: "queued", error: expect.stringContaining("none was sent") });
    const people = await users()
      .find({ _id: { $in: ended.map(({ user }) => user) } })
      .toArray();
    expect(people.map(({ memberships }) => memberships)).toEqual([[], []]);
    const written = await mails().find({ batch: put.batch._id }).toArray();
    expect(written.map(({ status, kind }) => [status, kind])).toEqual([
      ["cancelled", "invite-user"],
      ["cancelled", "invite-user"],
    ]);
    const told = await events().find({ type: "invitation.cancelled", account: put.tenant.account._id }).toArray();
    expect(told).toMatchObject([{ actor: { type: "api_key" } }, { actor: { type: "api_key" } }]);
    const doc = await batches().findOne({ _id: put.batch._id });
    expect(doc?.stopping).toBeUndefined();
    expect(doc?.tally).toEqual({
      0: { invited: 0, skipped: 2, failed: 0, cancelled: 2 },
      1: { invited: 0, skipped: 3, failed: 0, cancelled: 3 },
    });
    expect(doc?.rowsFinishedAt).toEqual(expect.any(Date));
    expect(doc?.finishedAt).toEqual(doc?.rowsFinishedAt);
    const view = await get<BatchView>(`/v1/batches/${put.id}`, { as: put.tenant.key });
    expect(view.body).toMatchObject({
      counts: { total: 5, queued: 0, invited: 0, skipped: 5, failed: 0 },
      delivery: { queued: 0 },
      outcome: { cancelled: 2 },
    });
  });

  it("leaves those alone whose mail has left", async () => {
    const put = await list([2, 2]);
    await runRound("tests", { max: 1 });
    await sendAll();
    await act(put.tenant, put.id, "cancel");
    await stopCancelled();
    const made = await invitations().find({ batch: put.batch._id }).toArray();
    expect(made.map(({ status }) => status)).toEqual(["pending", "pending"]);
    const run = await readRun(userActor(put.tenant.owner, null), put.tenant.account._id, put.batch._id);
    expect(run?.batch).toMatchObject({
      reached: 2,
      meant: 4,
      counts: { invited: 2, skipped: 2 },
      rowsFinishedAt: expect.any(String),
    });
  });

  it("of rows written when it was cancelled, those whose mail left stay invited and the others are skipped", async () => {
    const put = await list([3, 2]);
    await runAll();
    const left = await mails().findOneAndUpdate({ batch: put.batch._id }, { $set: { status: "sending" } });
    await invitations().updateOne({ _id: left?.invitation ?? undefined }, { $set: { "delivery.status": "sending" } });
    await act(put.tenant, put.id, "cancel");
    await stopCancelled();
    const moving = await batches().findOne({ _id: put.batch._id });
    expect([moving?.stopping, sumOf(moving?.tally ?? {})]).toMatchObject([true, { invited: 1, cancelled: 4 }]);
    await mails().updateOne({ _id: left?._id }, { $set: { status: "sent" } });
    await invitations().updateOne({ _id: left?.invitation ?? undefined }, { $set: { "delivery.status": "sent" } });
    // A worker that was late to say what it had written says nothing any more.
    await recordTally(put.batch._id, 0, []);
    await stopCancelled();
    const rest = await get<BatchView>(`/v1/batches/${put.id}`, { as: put.tenant.key });
    expect(rest.body).toMatchObject({ counts: { invited: 1, skipped: 4 }, delivery: { queued: 0, sent: 1 } });
    const rows = (status: string) =>
      get<{ data: RowView[] }>(`/v1/batches/${put.id}/rows?status=${status}`, { as: put.tenant.key });
    const kept = (await rows("invited")).body.data;
    expect(kept.map(({ invitation }) => invitation)).toEqual([left?.invitation?.toHexString()]);
    expect((await rows("skipped")).body.data).toHaveLength(4);
    const report = await get(`/v1/batches/${put.id}/report.csv`, { as: put.tenant.key });
    expect(
      report.text.match(/,skipped,cancelled,The list was cancelled before this mail left\.,[0-9a-f]{24}/g),
    ).toHaveLength(4);
  });

  it("keeps at it until a mail that is on its way has left or come back", async () => {
    const put = await list([1]);
    await runAll();
    await mails().updateOne({ batch: put.batch._id }, { $set: { status: "sending" } });
    await act(put.tenant, put.id, "cancel");
    await stopCancelled();
    expect(await batches().findOne({ _id: put.batch._id })).toMatchObject({ stopping: true, finishedAt: null });
    await mails().updateOne({ batch: put.batch._id }, { $set: { status: "queued" } });
    await stopCancelled();
    const rest = await batches().findOne({ _id: put.batch._id });
    expect([rest?.stopping, rest?.finishedAt]).toEqual([undefined, expect.any(Date)]);
    expect((await invitations().findOne({ batch: put.batch._id }))?.status).toBe("cancelled");
  });

  it("lets the sub-accounts of businesses lapse that nobody heard of", async () => {
    const tenant = await createTenant();
    const rows = [{ cells: [address("owner"), "Lima Bakery"] }];
    const businesses = { type: "business" as const, header: ["Email", "Business"], columns: ["email", "businessName"] };
    const put = await putList(tenant, [rows], { status: "queued", ...businesses });
    await runAll();
    await act(tenant, put.id, "cancel");
    await stopCancelled();
    const [account] = await accounts().find({ parent: tenant.account._id }).toArray();
    expect(account).toMatchObject({ status: "lapsed", owner: null });
    expect(account?.invite).toBeUndefined();
  });

  it("of a draft ends it; nobody was invited", async () => {
    const put = await list([2], { status: "draft" });
    const answer = await act(put.tenant, put.id, "cancel");
    expect(answer.body).toMatchObject({ status: "cancelled", counts: { total: 2, queued: 0, skipped: 2 } });
    expect(answer.body.finishedAt).toEqual(expect.any(String));
    await stopCancelled();
    await runAll();
    expect(await invitations().countDocuments({ batch: put.batch._id })).toBe(0);
    const after = await get<BatchView>(`/v1/batches/${put.id}`, { as: put.tenant.key });
    expect(after.body).toMatchObject({ finishedAt: answer.body.finishedAt, rowsFinishedAt: answer.body.finishedAt });
  });

  it("is over at once where nothing is left to take back, with what its rows came to", async () => {
    const put = await list([2, 1]);
    await runAll();
    await sendAll();
    // As before its last chunk was told, and it went on.
    const before = { status: "running" as const, rowsFinishedAt: null, finishedAt: null };
    await batches().updateOne({ _id: put.batch._id }, { $set: before, $unset: { "tally.1": "" } });
    const answer = await act(put.tenant, put.id, "cancel");
    expect(answer.body).toMatchObject({
      status: "cancelled",
      counts: { total: 3, queued: 0, invited: 3, skipped: 0 },
      outcome: { pending: 3 },
      rowsFinishedAt: expect.any(String),
      finishedAt: expect.any(String),
    });
    expect(await batches().findOne({ _id: put.batch._id })).not.toHaveProperty("stopping");
  });
});

describe("retry", () => {
  it("runs the failed rows again and keeps what became of the others", async () => {
    const put = await list([2, 1], { sendEmail: false });
    await queues().updateOne({ batch: put.batch._id, index: 0 }, { $set: { "rows.0.cells.0": "nobody" } });
    await runAll();
    expect(await statusOf(put)).toBe("completed");
    const email = address("mended");
    await queues().updateOne({ batch: put.batch._id, index: 0 }, { $set: { "rows.0.cells.0": email } });
    const answer = await act(put.tenant, put.id, "retry");
    expect(answer.body).toMatchObject({
      status: "running",
      counts: { total: 3, queued: 1, invited: 2, failed: 0 },
      rowsFinishedAt: null,
      finishedAt: null,
    });
    await runAll();
    expect(await statusOf(put)).toBe("completed");
    expect(await invitations().countDocuments({ batch: put.batch._id })).toBe(3);
    const chunks = await queues().find({ batch: put.batch._id }).sort({ index: 1 }).toArray();
    const lines = chunks.flatMap(({ results }) => results.map(({ line, status }) => [line, status]));
    expect(lines).toEqual([
      [2, "invited"],
      [3, "invited"],
      [4, "invited"],
    ]);
  });

  it("changes nothing where no row failed", async () => {
    const put = await list([1], { sendEmail: false });
    await runAll();
    const answer = await act(put.tenant, put.id, "retry");
    expect(answer.body.status).toBe("completed");
    expect(await events().countDocuments({ type: "batch.retried", "subject.id": put.batch._id })).toBe(0);
  });
});

describe("what can be done when", () => {
  const REFUSED: [BatchStatus, Act, string][] = [
    ["draft", "pause", "batch_not_started"],
    ["draft", "resume", "batch_not_started"],
    ["draft", "retry", "batch_not_started"],
    ["completed", "pause", "batch_finished"],
    ["completed", "resume", "batch_finished"],
    ["completed", "cancel", "batch_finished"],
    ["failed", "pause", "batch_finished"],
    ["failed", "resume", "batch_finished"],
    ["failed", "cancel", "batch_finished"],
    ["cancelled", "pause", "batch_finished"],
    ["cancelled", "resume", "batch_finished"],
    ["cancelled", "retry", "batch_finished"],
  ];
  it.each(REFUSED)("409 for a %s list: %s is %s", async (status, verb, code) => {
    const put = await list([1], { status });
    const answer = await act(put.tenant, put.id, verb);
    expect([answer.status, answer.code]).toEqual([409, code]);
    expect(await statusOf(put)).toBe(status);
  });

  const UNCHANGED: [BatchStatus, Act][] = [
    ["queued", "resume"],
    ["running", "resume"],
    ["mailing", "resume"],
    ["paused", "pause"],
    ["cancelled", "cancel"],
    ["queued", "retry"],
    ["running", "retry"],
  ];
  it.each(UNCHANGED)("200 for a %s list: %s changes nothing", async (status, verb) => {
    const put = await list([1], { status });
    const answer = await act(put.tenant, put.id, verb);
    expect([answer.status, answer.body.status]).toEqual([200, status]);
    expect(await events().countDocuments({ "subject.id": put.batch._id })).toBe(0);
    // Not left behind for the tests after this one.
    await batches().deleteOne({ _id: put.batch._id });
  });

  it("a suspended account's list can be held and ended, not resumed or retried", async () => {
    const put = await list([1]);
    const below = await createTenant({ parent: put.tenant.account._id, ancestors: [put.tenant.account._id] });
    const theirs = await putList(below, [rowsOf([address()])], { status: "running" });
    await accounts().updateOne({ _id: below.account._id }, { $set: { status: "suspended" } });
    expect((await act(put.tenant, theirs.id, "pause")).status).toBe(200);
    expect((await act(put.tenant, theirs.id, "resume")).code).toBe("account_not_active");
    expect((await act(put.tenant, theirs.id, "retry")).code).toBe("account_not_active");
    expect((await act(put.tenant, theirs.id, "cancel")).status).toBe(200);
    await act(put.tenant, put.id, "cancel");
  });
});
