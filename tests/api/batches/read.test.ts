import { describe, expect, it } from "vitest";
import { SYSTEM } from "@/lib/auth/actor";
import { figuresOf } from "@/lib/batches/figures";
import { getBatch } from "@/lib/batches/get";
import type { BatchView } from "@/lib/batches/schema";
import type { BatchDoc } from "@/lib/db/batch-types";
import { batches, invitations } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { DeliveryStatus, InvitationStatus } from "@/lib/db/types";
import { get } from "../../support/api";
import { address, createKey, createMember, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { type PutRow, putInvitation, putList } from "../../support/lists";

interface Page {
  data: BatchView[];
  nextCursor: string | null;
}

const row = (status?: "invited" | "skipped" | "failed"): PutRow => ({
  cells: [address("ana"), "Ana"],
  ...(status ? { result: { status, code: status === "invited" ? null : "some_code", reason: null } } : {}),
});

const list = (as: string, search = "") => get<Page>(`/v1/batches${search}`, { as });

async function putMany(tenant: Tenant, each: Partial<BatchDoc>[]): Promise<string[]> {
  const ids: string[] = [];
  for (const fields of each) ids.push((await putList(tenant, [[row()]], fields)).id);
  return ids.reverse();
}

describe("GET /v1/batches", () => {
  it("an account's lists, the newest first, a page at a time and each once", async () => {
    const acme = await createTenant();
    const ids = await putMany(
      acme,
      Array.from({ length: 7 }, () => ({})),
    );
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await list(acme.key, `?limit=3${cursor}`);
      seen.push(...body.data.map(({ id }) => id));
      cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor);
    expect(seen).toEqual(ids);
  });

  it("by status and type, each index read in its own order", async () => {
    const acme = await createTenant();
    const [, failed, , draft] = await putMany(acme, [
      { status: "draft", type: "business" },
      { status: "completed" },
      { status: "failed", type: "business" },
      { status: "mailing" },
    ]);
    const ids = async (search: string) => (await list(acme.key, search)).body.data.map(({ id }) => id);
    expect(await ids("?type=business")).toEqual([failed, draft]);
    expect(await ids("?status=draft")).toEqual([draft]);
    expect(await ids("?status=completed&type=business")).toEqual([]);
    const plan = await batches()
      .find({ account: acme.account._id, status: { $in: ["draft", "failed"] }, type: { $in: ["business", "user"] } })
      .hint("newest_of_status")
      .sort({ _id: -1 })
      .limit(2)
      .explain("executionStats");
    expect(stages(plan)).toContain("SORT_MERGE");
    expect(stages(plan)).not.toContain("SORT");
  });

  it("of the caller's own account, or of one below it", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const { id } = await putList(sub, [[row()]]);
    expect((await list(acme.key)).body.data).toEqual([]);
    expect((await list(acme.key, `?accountId=${sub.id}`)).body.data.map((one) => one.id)).toEqual([id]);
    expect((await list(sub.key)).body.data.map((one) => one.id)).toEqual([id]);
    expect((await list(sub.key, `?accountId=${acme.id}`)).code).toBe("not_found");
  });

  it("403 for a member, 400 for what is no status", async () => {
    const acme = await createTenant();
    const { cookie } = await createMember(acme, "member");
    expect((await list(cookie)).code).toBe("forbidden");
    expect((await list(await createKey(acme, ["contacts:manage"]))).code).toBe("forbidden");
    expect((await list(acme.key, "?status=over")).code).toBe("invalid_request");
    expect((await list(acme.key, "?cursor=x")).code).toBe("invalid_request");
  });
});

describe("a batch as it is shown", () => {
  it("counts its rows from what each chunk came to; those of no chunk are queued", async () => {
    const acme = await createTenant();
    await putList(acme, [[row("invited"), row("invited"), row("skipped")], [row("failed")], [row(), row()]]);
    const { body } = await list(acme.key);
    expect(body.data[0]?.counts).toEqual({ total: 6, queued: 2, invited: 2, skipped: 1, failed: 1 });
  });

  it("what a cancelled list did not come to counts as skipped", async () => {
    const acme = await createTenant();
    await putList(acme, [[row("invited")], [row(), row()]], { status: "cancelled" });
    const { body } = await list(acme.key);
    expect(body.data[0]?.counts).toEqual({ total: 3, queued: 0, invited: 1, skipped: 2, failed: 0 });
  });

  it("counts mails and people by what became of them: complained and suppressed as failed, sending as queued", async () => {
    const acme = await createTenant();
    const { batch, id } = await putList(acme, [Array.from({ length: 11 }, () => row("invited"))]);
    const { batch: other } = await putList(acme, [[row("invited")]]);
    const put = (of: BatchDoc, delivery: DeliveryStatus, status: InvitationStatus = "pending") =>
      putInvitation(acme, {
        email: address("ana"),
        batch: of._id,
        status,
        delivery: { status: delivery, transport: null, at: new Date() },
      });
    await put(batch, "queued");
    await put(batch, "sending");
    await put(batch, "sent", "accepted");
    await put(batch, "delivered", "accepted");
    await put(batch, "delivered", "declined");
    await put(batch, "bounced", "cancelled");
    await put(batch, "failed", "expired");
    await put(batch, "complained");
    await put(batch, "suppressed");
    await put(batch, "unknown");
    await put(batch, "none");
    await put(other, "sent");
    const { body } = await list(acme.key);
    const shown = body.data.find((one) => one.id === id);
    expect(shown?.delivery).toEqual({ queued: 2, sent: 1, delivered: 2, bounced: 1, failed: 3, unknown: 1 });
    expect(shown?.outcome).toEqual({ pending: 6, accepted: 2, declined: 1, cancelled: 1, expired: 1 });
    expect(body.data.find((one) => one.id === other._id.toHexString())?.delivery.sent).toBe(1);
  });

  it("reads no invitation for that: its index has all that is counted", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row("invited")]]);
    await putInvitation(acme, { email: address("ana"), batch: batch._id });
    const plan = await profiled(async () => {
      await figuresOf([batch._id, newId()]);
    });
    expect(plan).toMatchObject({ docsExamined: 0 });
    expect(plan.planSummary).toContain("batch: 1");
  });

  it("tells how each column is read, with the first values in it that are not empty", async () => {
    const acme = await createTenant();
    const { batch } = await putList(
      acme,
      [
        [
          { cells: ["a@example.com", "", "x"] },
          { cells: ["b@example.com", " Bo "] },
          { cells: ["b@example.com", "Cy", "y"] },
          { cells: ["d@example.com", "Dé", "x"] },
        ],
      ],
      { status: "draft", header: ["Mail", "Name", "Notes"], columns: ["email", "firstName", null] },
    );
    const { columns, delivery, counts } = await getBatch(SYSTEM, batch._id);
    expect(columns).toEqual([
      { header: "Mail", field: "email", samples: ["a@example.com", "b@example.com", "d@example.com"] },
      { header: "Name", field: "firstName", samples: ["Bo", "Cy", "Dé"] },
      { header: "Notes", field: null, samples: ["x", "y"] },
    ]);
    expect(delivery).toEqual({ queued: 0, sent: 0, delivered: 0, bounced: 0, failed: 0, unknown: 0 });
    expect(counts.queued).toBe(4);
  });
});

function stages(plan: unknown): string[] {
  return [...JSON.stringify(plan).matchAll(/"stage":"(\w+)"/g)].map(([, stage = ""]) => stage);
}

/** What the database noted of the one aggregation of invitations that the work makes. */
async function profiled(work: () => Promise<void>): Promise<{ docsExamined: number; planSummary: string }> {
  const db = invitations().db;
  await db.command({ profile: 2 });
  try {
    await work();
  } finally {
    await db.command({ profile: 0 });
  }
  const [found] = await db
    .collection("system.profile")
    .find({ ns: invitations().namespace, "command.aggregate": "invitations" })
    .sort({ ts: -1 })
    .limit(1)
    .toArray();
  if (!found) throw new Error("Nothing was noted");
  return found as unknown as { docsExamined: number; planSummary: string };
}
