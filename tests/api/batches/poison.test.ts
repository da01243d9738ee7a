import type { Document } from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { runRound } from "@/lib/batches/run-chunk";
import type { BatchDoc } from "@/lib/db/batch-types";
import { batches, database, invitations, mails, queues, users } from "@/lib/db/client";
import { post } from "../../support/api";
import { address, createTenant, type Tenant } from "../../support/factories";
import { invite } from "../../support/invites";
import { type PutRow, putList } from "../../support/lists";

/** Rows that the database refuses, and what others do to a chunk's rows while it is under way. */

let before: Document | undefined;

/** The database refuses a user of this address: a row that no look beforehand can tell from others. */
async function poison(...emails: string[]): Promise<void> {
  const [users] = await database().listCollections({ name: "_users" }).toArray();
  before ??= (users as { options?: Document }).options?.validator as Document;
  await database().command({ collMod: "_users", validator: { $and: [before, { emailKey: { $nin: emails } }] } });
}

afterEach(async () => {
  if (before) await database().command({ collMod: "_users", validator: before });
});

async function runAll(by = "tests"): Promise<void> {
  while ((await runRound(by)).handled > 0);
}

const rowsOf = (emails: string[]): PutRow[] => emails.map((email) => ({ cells: [email, "Ana"] }));

function started(tenant: Tenant, parts: string[][], fields: Partial<BatchDoc> = {}) {
  return putList(tenant, parts.map(rowsOf), { status: "queued", ...fields });
}

async function resultsOf(id: BatchDoc["_id"]) {
  const chunks = await queues().find({ batch: id }).sort({ index: 1 }).toArray();
  return chunks.flatMap(({ results }) => results);
}

describe("a row that the database refuses", () => {
  it("fails alone: all others of its chunk are invited, once each", async () => {
    const tenant = await createTenant();
    const emails = Array.from({ length: 50 }, () => address("row"));
    const bad = emails[17] ?? "";
    await poison(bad);
    const { batch } = await started(tenant, [emails]);
    await runAll();
    const results = await resultsOf(batch._id);
    expect(results.map(({ line }) => line)).toEqual(emails.map((_, index) => index + 2));
    expect(results.filter(({ status }) => status !== "invited")).toMatchObject([
      { email: bad, status: "failed", code: "internal", invitation: null },
    ]);
    expect(await invitations().countDocuments({ batch: batch._id })).toBe(49);
    expect(await users().countDocuments({ emailKey: { $in: emails } })).toBe(49);
    expect(await batches().findOne({ _id: batch._id })).toMatchObject({
      status: "mailing",
      tally: { 0: { invited: 49, skipped: 0, failed: 1 } },
    });
    const [chunk] = await queues().find({ batch: batch._id }).toArray();
    expect(chunk).toMatchObject({ status: "done", lease: null, tally: { invited: 49, failed: 1 } });
  });

  it("a list whose rows all fail so has failed; once what was wrong is mended, a retry runs them", async () => {
    const tenant = await createTenant();
    const emails = [address("row"), address("row")];
    await poison(...emails);
    const { batch, id } = await started(tenant, [emails], { sendEmail: false });
    await runAll();
    expect(await batches().findOne({ _id: batch._id })).toMatchObject({ status: "failed" });
    expect(await mails().countDocuments({ batch: batch._id, kind: "batch-finished" })).toBe(1);

    await database().command({ collMod: "_users", validator: before });
    const again = await post<{ status: string }>(`/v1/batches/${id}/retry`, undefined, { as: tenant.key });
    expect(again.body).toMatchObject({ status: "running", counts: { total: 2, queued: 2, invited: 0, failed: 0 } });
    await runAll();
    expect(await batches().findOne({ _id: batch._id })).toMatchObject({ status: "completed" });
    expect((await resultsOf(batch._id)).map(({ status }) => status)).toEqual(["invited", "invited"]);
  });

  it("one that took its process along time and again is tried alone, and not again", async () => {
    const tenant = await createTenant();
    const emails = [address("row"), address("row"), address("row")];
    const { batch } = await started(tenant, [emails]);
    // Begun as often without an end; the last time this line was being tried alone.
    await queues().updateOne({ batch: batch._id }, { $set: { attempts: 6, trying: 3 } });
    await runAll();
    const results = await resultsOf(batch._id);
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      ["invited", null],
      ["failed", "internal"],
      ["invited", null],
    ]);
    const [chunk] = await queues().find({ batch: batch._id }).toArray();
    expect(chunk?.trying).toBeUndefined();
  });
});

describe("what others do meanwhile", () => {
  it("a single invitation at the same moment and a list's row: one of them invites, the other one says so", async () => {
    const tenant = await createTenant();
    const emails = Array.from({ length: 60 }, () => address("both"));
    const { batch } = await started(tenant, [emails.slice(0, 30), emails.slice(30)]);
    const singles = Promise.all(emails.filter((_, index) => index % 4 === 0).map((email) => invite(tenant, { email })));
    await runAll();
    const answers = await singles;
    const results = await resultsOf(batch._id);
    expect(results).toHaveLength(60);
    const invited = results.filter(({ status }) => status === "invited").length;
    const skipped = results.filter(({ code }) => code === "already_invited").length;
    expect(invited + skipped).toBe(60);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(skipped);
    expect(answers.every(({ status, code }) => status === 201 || code === "invitation_pending")).toBe(true);
    for (const email of emails) {
      expect(await invitations().countDocuments({ emailKey: email })).toBe(1);
      const [user] = await users().find({ emailKey: email }).toArray();
      expect(user?.memberships).toHaveLength(1);
    }
  });

  it("two tenants list the same strangers at once: each is one user with two memberships", async () => {
    const [one, two] = [await createTenant(), await createTenant()];
    const emails = Array.from({ length: 40 }, () => address("shared"));
    const lists = [await started(one, [emails]), await started(two, [[...emails].reverse()])];
    await Promise.all([runAll("one"), runAll("two")]);
    for (const { batch } of lists) {
      expect((await resultsOf(batch._id)).map(({ status }) => status)).toEqual(emails.map(() => "invited"));
    }
    const people = await users()
      .find({ emailKey: { $in: emails } })
      .toArray();
    expect(people.map(({ memberships }) => memberships.length)).toEqual(emails.map(() => 2));
  });

  it("two workers at one list write each row once, and its parts add up", async () => {
    const tenant = await createTenant();
    const parts = Array.from({ length: 8 }, () => Array.from({ length: 25 }, () => address("row")));
    const { batch } = await started(tenant, parts);
    await Promise.all([runAll("one"), runAll("two"), runAll("three")]);
    const results = await resultsOf(batch._id);
    expect(results.map(({ status }) => status)).toEqual(parts.flat().map(() => "invited"));
    expect(await invitations().countDocuments({ batch: batch._id })).toBe(200);
    expect(await mails().countDocuments({ batch: batch._id, kind: "invite-user" })).toBe(200);
    const { tally = {}, status } = (await batches().findOne({ _id: batch._id })) ?? {};
    expect(status).toBe("mailing");
    expect(Object.values(tally).reduce((sum, { invited }) => sum + invited, 0)).toBe(200);
  });
});
