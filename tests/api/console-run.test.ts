import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import { statusOfList } from "@/components/console/run-words";
import { userActor } from "@/lib/auth/session";
import { draftOfFailed } from "@/lib/batches/again";
import { cancelBatch } from "@/lib/batches/cancel";
import { changeDraft } from "@/lib/batches/draft";
import { listRows } from "@/lib/batches/rows";
import { countMatching, countTabs } from "@/lib/console/counts";
import { findByName } from "@/lib/console/find";
import { readOverview } from "@/lib/console/overview";
import { listOf, readRun, readRunRows } from "@/lib/console/run";
import { readLists } from "@/lib/console/run-lists";
import { batches, queues, transact } from "@/lib/db/client";
import { newId, newIdAt } from "@/lib/db/ids";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record";
import { listInvitations } from "@/lib/invitations/list";
import { address, createTenant, type Tenant } from "../support/factories";
import { invited } from "../support/invites";
import { type PutRow, putInvitation, putList } from "../support/lists";

/** What the console reads of lists, beyond the API. */

const ownerOf = (tenant: Tenant) => userActor(tenant.owner, null);
const row = (email = address("ana"), result?: PutRow["result"]): PutRow => ({
  cells: [email, "Ana"],
  ...(result ? { result } : {}),
});
const failed = (code: string) => ({ status: "failed" as const, code, reason: "It failed." });

describe("a list's page", () => {
  it("knows a list by its own account alone, however much else the caller may see", async () => {
    const acme = await createTenant();
    const other = await createTenant();
    const { batch } = await putList(acme, [[row()]], { status: "paused" });
    expect(await readRun(ownerOf(acme), acme.account._id, batch._id)).toMatchObject({
      batch: { id: batch._id.toHexString() },
    });
    expect(await readRun(ownerOf(other), other.account._id, batch._id)).toBeNull();
    expect(await readRun(ownerOf(acme), newId(), batch._id)).toBeNull();
    expect(await readRun(ownerOf(acme), acme.account._id, newId())).toBeNull();
  });

  it("tells who paused it, and nobody where it paused itself", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row()]], { status: "paused" });
    const { _id: id } = batch;
    await transact((session) =>
      recordEvent(session, ownerOf(acme), "batch.paused", acme.account, { type: "batch", id }),
    );
    const read = () => readRun(ownerOf(acme), acme.account._id, id);
    expect((await read())?.halted).toMatchObject({ by: "Rui Costa" });
    await batches().updateOne({ _id: id }, { $set: { pausedBecause: { code: "bounces", message: "Too many." } } });
    expect((await read())?.halted).toBeNull();
    expect((await read())?.batch.pausedBecause).toEqual({ code: "bounces", message: "Too many." });
  });

  it("leads a draft to its columns while one is missing, then to its review", async () => {
    const acme = await createTenant();
    const step = async (fields: Parameters<typeof putList>[2]) => {
      const { batch } = await putList(acme, [[row()]], { status: "draft", ...fields });
      return (await readRun(ownerOf(acme), acme.account._id, batch._id))?.step;
    };
    expect(await step({})).toBe("review");
    expect(await step({ columns: [null, "firstName"] })).toBe("columns");
    expect(await step({ type: "business" })).toBe("columns");
    expect(await step({ type: "business", columns: ["email", "businessName"] })).toBe("review");
    expect(await step({ type: "business", columns: ["contactId", null] })).toBe("review");
  });

  it("offers to try again where something may have passed since", async () => {
    const acme = await createTenant();
    const may = async (code: string) => {
      const { batch } = await putList(acme, [[row(undefined, failed(code))]], { status: "completed" });
      return (await readRun(ownerOf(acme), acme.account._id, batch._id))?.retryable;
    };
    expect(await may("invalid_email")).toBe(false);
    expect(await may("internal")).toBe(true);
    expect(await may("over_limit")).toBe(true);
  });

  it("shows each invited row with how its invitation stands by now", async () => {
    const acme = await createTenant();
    const list = await putList(acme, [[row()]], { status: "completed" });
    const invitation = await putInvitation(acme, { email: address("ana"), batch: list.batch._id, status: "accepted" });
    const result = { status: "invited" as const, code: null, reason: null, invitation: invitation._id };
    const { batch } = await putList(acme, [[row(undefined, result)]], { status: "completed" });
    const { data } = await readRunRows(ownerOf(acme), batch._id, { tab: "invited", limit: 25 });
    expect(data).toMatchObject([{ line: 2, status: "invited", now: { status: "accepted" } }]);
  });
});

describe("a new list of the rows that failed", () => {
  it("has their lines, columns and corrections, and nobody else's rows", async () => {
    const acme = await createTenant();
    const good = row(address("good"), { status: "invited", code: null, reason: null });
    const bad = row("bo at acme", failed("invalid_email"));
    const typed = { ...row("ci at acme", failed("invalid_email")), values: { email: "ci@", lastName: "Lima" } };
    const { batch } = await putList(acme, [[good, bad], [typed]], { status: "completed", name: "Team" });
    const draft = await draftOfFailed(ownerOf(acme), batch._id);
    expect(draft).toMatchObject({ status: "draft", name: "Team, to correct", counts: { total: 2 } });
    const { data } = await listRows(ownerOf(acme), (await newestOf(acme))._id, { limit: 10 });
    expect(data).toMatchObject([
      { line: 3, email: "bo at acme", status: "invalid" },
      { line: 4, email: "ci@", values: { lastName: "Lima" } },
    ]);
    const run = await readRun(ownerOf(acme), acme.account._id, batch._id);
    expect(run?.correctedIn).toEqual({ id: draft.id, name: "Team, to correct" });
    await batches().updateOne({ _id: (await newestOf(acme))._id }, { $set: { status: "cancelled" } });
    expect((await readRun(ownerOf(acme), acme.account._id, batch._id))?.correctedIn).toBeNull();
  });

  it("keeps the cells that a row had too many of, until somebody says what its values are", async () => {
    const acme = await createTenant();
    const wide = { ...row(address("wide"), failed("invalid_columns")), extra: true as const };
    wide.cells = [...wide.cells, "Lima"];
    const { batch } = await putList(acme, [[wide]], { status: "completed", name: "Team" });
    await queues().updateOne({ batch: batch._id }, { $set: { "rows.0.extra": true } });
    const draft = await draftOfFailed(ownerOf(acme), batch._id);
    const stored = await queues().findOne({ batch: new ObjectId(draft.id) });
    expect(stored?.rows).toMatchObject([{ cells: wide.cells, extra: true }]);
    expect(stored?.checks).toMatchObject([{ code: "invalid_columns" }]);
    const rows = [{ line: 2, values: { lastName: "Lima" } }];
    const mended = await changeDraft(ownerOf(acme), new ObjectId(draft.id), { rows });
    expect(mended.checked).toMatchObject({ invite: 1, invalid: 0 });
  });

  it("is none where no row failed, or the list is a draft", async () => {
    const acme = await createTenant();
    const codeOf = async (fields: Parameters<typeof putList>[2]) => {
      const result = { status: "invited" as const, code: null, reason: null };
      const { batch } = await putList(acme, [[row(undefined, result)]], fields);
      return draftOfFailed(ownerOf(acme), batch._id).then(
        () => "made",
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      );
    };
    expect(await codeOf({ status: "completed" })).toBe("file_empty");
    expect(await codeOf({ status: "draft" })).toBe("batch_not_started");
  });
});

async function newestOf(tenant: Tenant) {
  const found = await batches().findOne({ account: tenant.account._id }, { sort: { _id: -1 } });
  if (!found) throw new Error("The tenant has a list");
  return found;
}

describe("around lists", () => {
  it("the history is the newest first, a page at a time", async () => {
    const acme = await createTenant();
    for (let index = 0; index < 17; index++) await putList(acme, [], { name: `List ${index}`, status: "draft" });
    const first = await readLists(ownerOf(acme), acme.account._id);
    expect(first.data.map(({ name }) => name).slice(0, 2)).toEqual(["List 16", "List 15"]);
    const second = await readLists(ownerOf(acme), acme.account._id, { cursor: first.nextCursor ?? "" });
    expect(first.data.length + second.data.length).toBe(17);
    expect(second.nextCursor).toBeNull();
  });

  it("a list that stands still needs somebody, and so do rows that failed lately and were not taken into a new list", async () => {
    const acme = await createTenant();
    const needs = async () =>
      (await readOverview(ownerOf(acme), acme.account._id)).lists.map(({ kind, name, rows }) => [kind, name, rows]);
    const bad = [[row(undefined, failed("invalid_email"))]];
    const lately = { status: "completed" as const, finishedAt: new Date() };
    await putList(acme, bad, { ...lately, name: "Fair" });
    await putList(acme, bad, { ...lately, name: "Old", finishedAt: new Date(Date.now() - 15 * 86_400_000) });
    await putList(acme, [[row()]], { status: "paused", name: "Team" });
    await putList(acme, bad, { ...lately, name: "Mended", correctedIn: newId() });
    expect(await needs()).toEqual([
      ["paused", "Team", 1],
      ["failed", "Fair", 1],
    ]);
  });

  it("lists are found by any part of their name", async () => {
    const acme = await createTenant();
    const { id, batch } = await putList(acme, [], { name: "November clients", status: "completed" });
    const stranger = await createTenant();
    expect((await findByName(ownerOf(acme), acme.account._id, "CLIENTS")).lists).toEqual([
      { id, name: "November clients", status: "completed", startedAt: batch.startedAt?.toISOString() },
    ]);
    expect((await findByName(ownerOf(stranger), stranger.account._id, "clients")).lists).toEqual([]);
  });

  it("found by name, a discarded draft is told from a list that was stopped, as among all lists", async () => {
    const acme = await createTenant();
    for (const status of ["draft", "queued"] as const) {
      const { batch } = await putList(acme, [[row()]], { name: `Team, was ${status}`, status });
      await cancelBatch(ownerOf(acme), batch._id);
    }
    const found = (await findByName(ownerOf(acme), acme.account._id, "team")).lists;
    const listed = (await readLists(ownerOf(acme), acme.account._id)).data;
    for (const lists of [found, listed]) {
      expect(lists.map((list) => [list.name, statusOfList(list).word])).toEqual([
        ["Team, was queued", "Stopped"],
        ["Team, was draft", "Discarded"],
      ]);
    }
  });

  it("an invitation tells the list and the line it came from, within the account that had the list", async () => {
    const acme = await createTenant();
    const other = await createTenant();
    const { batch } = await putList(acme, [[row()]], { status: "completed", name: "Team" });
    const one = await putInvitation(acme, { email: address("ana"), batch: batch._id });
    const from = { id: one._id.toHexString(), batch: batch._id.toHexString() };
    expect(await listOf(acme.account._id, from)).toMatchObject({ id: from.batch, name: "Team" });
    expect(await listOf(other.account._id, from)).toBeNull();
    expect(await listOf(acme.account._id, { ...from, batch: null })).toBeNull();
  });

  it("narrowed to a list, tabs and what an act is about count its invitations alone", async () => {
    const acme = await createTenant();
    await invited(acme);
    const at = new Date();
    const { batch } = await putList(acme, [[row()]], { status: "completed", startedAt: at });
    for (const status of ["pending", "pending", "accepted"] as const) {
      await putInvitation(acme, { _id: newIdAt(at), email: address("ana"), batch: batch._id, status });
    }
    const list = batch._id.toHexString();
    expect(await countTabs(ownerOf(acme), acme.account._id, batch._id)).toEqual({
      pending: 2,
      accepted: 1,
      expired: 0,
      all: 3,
    });
    const id = acme.account._id;
    expect(await countMatching(ownerOf(acme), id, { batch: list, status: "pending" })).toBe(2);
    expect(await countMatching(ownerOf(acme), id, { status: "pending" })).toBe(3);
    expect(await countMatching(ownerOf(acme), id, { batch: "nothing", status: "pending" })).toBe(0);
    const { data } = await listInvitations(ownerOf(acme), id, { batch: list, limit: 10 });
    expect(data).toHaveLength(3);
  });
});
